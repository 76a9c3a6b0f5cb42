/** Tells the simulated clouds what an environment names that exists already. */
import * as fs from "node:fs";
import * as path from "node:path";
import { components } from "../../src/components";
import type { Environment } from "../../src/environment/environment";
import { EXISTING_FOLDER, type ExistingObjects } from "../../src/model/existing";
import { existingForTarget } from "../../src/model/target-parts";
import { factsOf } from "../../src/targets";
import { STATE_DIRECTORY_VARIABLE } from "./state";

export function existingThings({ facts, sections }: Environment): ExistingObjects {
  const { name: environment, target, account, region } = facts;
  const things = components.flatMap((component) => {
    const section: unknown = sections[component.name];
    return section === undefined ? [] : existingForTarget(component, section, { facts, sections });
  });
  const named = factsOf(target)?.existing?.(facts.settings) ?? [];
  return { environment, target, account, region, things: [...named, ...things] };
}

/** Writes them where the clouds look for them, if these are simulated; nothing otherwise. */
export function writeExistingThings(environment: Environment): void {
  const states = process.env[STATE_DIRECTORY_VARIABLE];
  if (!states) return;
  const folder = path.resolve(states, "..", EXISTING_FOLDER);
  const file = path.join(folder, `${environment.facts.name}.json`);
  fs.mkdirSync(folder, { recursive: true });
  // All or nothing: the clouds may be reading.
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, `${JSON.stringify(existingThings(environment), null, 2)}\n`);
  fs.renameSync(temporary, file);
}
