/** What is known of RDS's engines. */
import { textOf } from "../../../rehearsal/engine/attributes";
import type { Value } from "../../../rehearsal/protocol/value";

/** Ports that an engine listens on if nobody says (docs.aws.amazon.com/AmazonRDS/latest/APIReference). */
export const PORTS: { readonly [engine: string]: number } = { postgres: 5432, mysql: 3306, mariadb: 3306 };

export const LICENSES: { readonly [engine: string]: string } = {
  postgres: "postgresql-license",
  mysql: "general-public-license",
  mariadb: "general-public-license",
};

/** The minor that a simulated major stands at; majors that are not here stand at 4. */
const MINORS: { readonly [major: string]: number } = { "13": 22, "14": 19, "15": 14, "16": 10, "17": 6, "18": 1 };

/** The major that RDS takes of an engine for which none is asked. */
const DEFAULT_MAJOR = "17";

/** `17.6` of `17`: the version that really runs. */
export function actualVersion(version: Value | undefined): string {
  const asked = textOf(version) || DEFAULT_MAJOR;
  return asked.includes(".") ? asked : `${asked}.${MINORS[asked] ?? 4}`;
}

export const majorOf = (version: Value | undefined): string => (textOf(version) || DEFAULT_MAJOR).split(".")[0] ?? "";

/** Below zero if the first is the older one. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(".").map(Number)) as [number[], number[]];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The family of parameter groups that belongs to a version: `postgres17`, `mysql8.0`. */
export function familyOf(engine: string, version: Value | undefined): string {
  const actual = actualVersion(version).split(".");
  return engine === "postgres" ? `postgres${actual[0]}` : `${engine}${actual.slice(0, 2).join(".")}`;
}
