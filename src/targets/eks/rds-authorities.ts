/** Of which regions the package carries Amazon's certificate authorities of RDS. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../package-root";

export const authoritiesFile = (region: string): string =>
  join(packageRoot(), "assets", "rds-authorities", `${region}.pem`);

/** Whether the package carries the authorities of a region: not of all that there are, and of no other partition. */
export function knowsAuthorities(region: string): boolean {
  return /^[a-z0-9-]+$/.test(region) && existsSync(authoritiesFile(region));
}
