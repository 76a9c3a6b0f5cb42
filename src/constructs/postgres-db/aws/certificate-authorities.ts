/** Amazon's certificate authorities of RDS, by region. Carried as files: they are read only when a database is built. */
import { readFileSync } from "node:fs";
import { authoritiesFile, knowsAuthorities } from "../../../targets/eks/rds-authorities";

/** The region's authorities as PEM; undefined where the package has none. */
export function rdsAuthorities(region: string): string | undefined {
  return knowsAuthorities(region) ? readFileSync(authoritiesFile(region), "utf8") : undefined;
}
