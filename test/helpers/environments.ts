/** The environment files that tests work with. Apart from `project.ts`, which takes longer to load. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";

export const ROOT = path.resolve(__dirname, "..", "..");

const read = (...parts: readonly string[]): string =>
  fs.readFileSync(path.join(ROOT, ...parts, "environment.yaml"), "utf8");

/** One that engines are tested with: as small as it can be. */
export const fixture = (name: string): string => read("test", "fixtures", "environments", name);

/** The smallest useful file, and what tests change in it. */
export const DEV = fixture("dev");

/** The project's own, which are complete: for the tests of the environments themselves, since they take long. */
export const OWN = ["dev", "qa", "prod"] as const;
export type OwnName = (typeof OWN)[number];
export const ownEnvironment = (name: OwnName): string => read("infra", "environments", name);

/** Where one of them lives. */
export function ownTarget(name: OwnName): string {
  const { target } = parse(ownEnvironment(name)) as { readonly target: string };
  return target;
}
