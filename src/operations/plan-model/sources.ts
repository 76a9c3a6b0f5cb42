/** Where in which environment file the resources of a stack come from: synth wrote it beside them. */
import * as fs from "node:fs";
import * as path from "node:path";
import { loadEnvironment } from "../../environment/load-file";
import type { Position } from "../../environment/source-map";
import type { ChangeSource } from "../../model/plan";

/** Tells line and column of a path in an environment file; undefined if the file is not there or is broken. */
export type Locate = (file: string, path: string) => Position | undefined;

interface Synthesized {
  readonly resource?: {
    readonly [type: string]: {
      readonly [name: string]: {
        readonly "//"?: { readonly environment?: { readonly file?: string; readonly path?: string } };
      };
    };
  };
}

/** Sources by address, of a folder that holds `cdk.tf.json`; empty if there is none. */
export function readSources(stackFolder: string | undefined): ReadonlyMap<string, ChangeSource> {
  const sources = new Map<string, ChangeSource>();
  if (stackFolder === undefined) return sources;
  let synthesized: Synthesized;
  try {
    synthesized = JSON.parse(fs.readFileSync(path.join(stackFolder, "cdk.tf.json"), "utf8")) as Synthesized;
  } catch {
    return sources;
  }
  for (const [type, resources] of Object.entries(synthesized.resource ?? {})) {
    for (const [name, resource] of Object.entries(resources)) {
      const { file, path: inside } = resources[name]?.["//"]?.environment ?? {};
      if (resource && file !== undefined && inside !== undefined) {
        sources.set(`${type}.${name}`, { file, path: inside });
      }
    }
  }
  return sources;
}

/** Looks into the environment files of a project, each read once. */
export function locateIn(project: string): Locate {
  const loaded = new Map<string, ReturnType<typeof loadEnvironment>>();
  return (file, inside) => {
    const known = loaded.get(file) ?? loadEnvironment(path.resolve(project, file), { root: project, simulated: true });
    loaded.set(file, known);
    return known.environment?.locate(inside);
  };
}

/**
 * The source of a resource that the configuration no longer holds: that of what its address is named after, else the
 * component, which is the first part of its name.
 */
export function componentOf(name: string, source: ChangeSource | undefined): string {
  const first = source ? /^[^.[]+/.exec(source.path)?.[0] : undefined;
  return first ?? name.split("_")[0] ?? name;
}
