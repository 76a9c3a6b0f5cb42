/** Amazon's certificate authorities of RDS, by region. Carried as files: they are read only when a database is built. */
import { existsSync, readFileSync } from "node:fs";
import { packageFile } from "../../kit/assets";

const fileOf = (region: string): string => packageFile("assets", "rds-authorities", `${region}.pem`);

/** Whether the package carries the authorities of a region: not of all that there are, and of no other partition. */
export function knowsAuthorities(region: string): boolean {
  return /^[a-z0-9-]+$/.test(region) && existsSync(fileOf(region));
}

/** The region's authorities as PEM; undefined where the package has none. */
export function rdsAuthorities(region: string): string | undefined {
  return knowsAuthorities(region) ? readFileSync(fileOf(region), "utf8") : undefined;
}
