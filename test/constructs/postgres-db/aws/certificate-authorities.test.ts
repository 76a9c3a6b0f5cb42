import { X509Certificate } from "node:crypto";
import { readdirSync } from "node:fs";
import { awsRegions } from "../../../../src/targets/eks/regions";
import { packageFile } from "../../../../src/constructs/kit/assets";
import { rdsAuthorities } from "../../../../src/constructs/postgres-db/aws/certificate-authorities";
import { knowsAuthorities } from "../../../../src/targets/eks/rds-authorities";
import { authoritiesByRegion } from "../../../../scripts/write-rds-authorities";

/** The day on which the files were written, as their README says. */
const RECORDED_ON = new Date("2026-11-25");
const FOLDER = packageFile("assets", "rds-authorities");
const REGIONS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".pem"))
  .map((name) => name.slice(0, -".pem".length));

test("the files are what the package says, and all of it", () => {
  const written = new Map(REGIONS.map((region) => [region, rdsAuthorities(region)]));
  expect(written).toEqual(new Map(authoritiesByRegion(RECORDED_ON)));
});

test.each(REGIONS)("%s has three roots of its own, none of them expired", (region) => {
  expect(awsRegions).toHaveProperty([region]);
  const roots = (rdsAuthorities(region) ?? "")
    .split(/(?<=-----END CERTIFICATE-----)\n/)
    .filter(Boolean)
    .map((pem) => new X509Certificate(pem));
  expect(roots).toHaveLength(3);
  for (const root of roots) {
    expect(root.subject).toContain(`CN=Amazon RDS ${region} Root CA`);
    expect(root.ca && root.verify(root.publicKey)).toBe(true);
    expect(new Date(root.validTo) > RECORDED_ON).toBe(true);
  }
});

test("what has expired is left out", () => {
  expect([...authoritiesByRegion(new Date("2100-01-01")).values()].join("").match(/BEGIN/g)).toHaveLength(
    2 * REGIONS.length,
  );
});

test.each(["cn-north-1", "us-gov-west-1", "nowhere", "../rds-authorities/eu-west-1", ""])(
  "of '%s' nothing is known",
  (region) => {
    expect([knowsAuthorities(region), rdsAuthorities(region)]).toEqual([false, undefined]);
  },
);
