/** What the project's movable environment comes to on each target that its file has a block of, by type and name of resource. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { synth } from "../../src/operations/synth";
import { PROFILES } from "../../src/model/component";
import { ownEnvironment } from "./environments";
import type { Attributes } from "./own-stacks";
import { writeProject } from "./project";

/** The environment whose file has a block of each. */
export const MOVABLE = "dev";

/** Sections that are tried on each target by tests of their own. */
const NOT_EVERYWHERE: readonly string[] = ["databases"];

/**
 * Its file with what can be moved.
 * @param profile In place of the file's; the environment is called so, too.
 * @param target In place of the file's.
 */
export function movable(profile?: string, target?: string): string {
  const document = parseDocument(ownEnvironment(MOVABLE));
  for (const section of NOT_EVERYWHERE) document.delete(section);
  if (profile !== undefined) {
    document.set("name", profile);
    document.set("profile", profile);
  }
  if (target !== undefined) document.set("target", target);
  return document.toString();
}

export interface MovedStack {
  readonly name: string;
  readonly json: { readonly [kind: string]: Readonly<Record<string, Readonly<Record<string, Attributes>>>> };
}

/** The stacks of these files on one target: one app makes them in one process. */
export async function synthesizeOn(
  target: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly MovedStack[]> {
  const project = writeProject(files);
  try {
    const { stacks } = await synth({ project, target });
    return stacks.map(({ name, folder }) => ({
      name,
      json: JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as MovedStack["json"],
    }));
  } finally {
    fs.rmSync(project, { recursive: true, force: true });
  }
}

/** Of each profile. */
export const everyProfile = (): Readonly<Record<string, string>> =>
  Object.fromEntries(PROFILES.map((profile) => [profile, movable(profile)]));
