/** Which versions of providers the stacks of an app pin, and which of them are newer than what a rehearsal speaks as. */
import gt = require("semver/functions/gt");
import minVersion = require("semver/ranges/min-version");
import { additionsUpTo } from "../schemas/additions";
import { loadSchema, schemaNames } from "../schemas/load";
import { readStackFile } from "./stack-json";
import type { SynthesizedStack } from "./synth";

interface StackVersions {
  readonly terraform?: { readonly required_providers?: { readonly [name: string]: { readonly version?: string } } };
}

/** A provider that is pinned to a newer version than its schema file tells of. */
export interface NewerProvider {
  /** Its short name. */
  readonly name: string;
  /** The version that stacks pin. */
  readonly pinned: string;
  /** The version that its simulation speaks as. */
  readonly simulated: string;
  /** What of the newer ones the simulation has nevertheless: arguments, as `<type>.<name>`. */
  readonly known: readonly string[];
}

/** What a simulation cannot judge as the pinned version would: whatever that one does in another way. */
export function newerProvidersIn(stacks: readonly SynthesizedStack[]): readonly NewerProvider[] {
  return [...newerVersionsIn(stacks)].map(([name, pinned]) => ({
    name,
    pinned,
    simulated: loadSchema(name).version,
    known: additionsUpTo(name, pinned)
      .flatMap(({ types, name: argument }) => types.map((type) => `${type}.${argument}`))
      .sort(),
  }));
}

/** Newer ones alone, by the provider's short name; of several, the newest. A range counts as its lowest version. */
export function newerVersionsIn(stacks: readonly SynthesizedStack[]): ReadonlyMap<string, string> {
  const newest = new Map<string, string>();
  for (const { folder } of stacks) {
    const { terraform } = readStackFile(folder) as StackVersions;
    for (const [name, { version: pinned }] of Object.entries(terraform?.required_providers ?? {})) {
      const version = lowest(pinned);
      if (version === undefined || !schemaNames().includes(name)) continue;
      if (gt(version, newest.get(name) ?? loadSchema(name).version)) newest.set(name, version);
    }
  }
  return newest;
}

/** Terraform parts what has to hold together by commas. */
function lowest(pinned: string | undefined): string | undefined {
  try {
    return minVersion((pinned ?? "").replaceAll(",", " ").replaceAll("~>", "~"))?.version;
  } catch {
    return undefined;
  }
}
