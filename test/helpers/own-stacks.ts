/** What the project's own environments synthesize, by type and name of resource. */
import * as fs from "node:fs";
import * as path from "node:path";
import { synth } from "../../src/operations/synth";
import { OWN, type OwnName, ownEnvironment } from "./environments";
import { writeProject } from "./project";

export type Attributes = Readonly<Record<string, unknown>>;
export type Resources = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/** All of them at once: one app makes them in one process. */
export async function synthesizeOwn(): Promise<Readonly<Record<OwnName, Resources>>> {
  const project = writeProject(Object.fromEntries(OWN.map((name) => [name, ownEnvironment(name)])));
  const { stacks } = await synth({ project });
  const found: Record<OwnName, Record<string, Record<string, Attributes>>> = { dev: {}, qa: {}, prod: {} };
  for (const { name, folder } of stacks) {
    const all = found[name.slice(0, name.lastIndexOf("-")) as OwnName];
    const { resource = {} } = JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as {
      readonly resource?: Resources;
    };
    for (const [type, named] of Object.entries(resource)) all[type] = { ...all[type], ...named };
  }
  return found;
}
