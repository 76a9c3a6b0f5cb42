/** Changes of the simulated clouds behind Terraform's back, whether their process runs or not. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError, type Problem } from "../../errors";
import { nearest } from "../../environment/nearest";
import type { ProviderBehaviour } from "../../rehearsal/engine/behaviour";
import type { SimulatedProviders } from "../../rehearsal/simulation";
import { DiskWorld } from "../../rehearsal/world/disk-world";
import { applyChanges } from "./apply-changes";
import {
  type DoneChange,
  type ObjectName,
  parseObjectName,
  usage,
  type WorldChange,
  type WorldChangeRequest,
} from "./changes";
import { findCloud } from "./cloud";
import { ask } from "./control";
import { type OwnedObject, ownedObjects } from "./owners";

export interface CloudDriftOptions {
  /** The providers that can be simulated. */
  readonly simulated: SimulatedProviders;
  /** The folder of `jangada cloud`: its world, states and process. */
  readonly folder: string;
  /** Objects by `type/id`, or by the Terraform address that owns them. */
  readonly changes: readonly (
    | { readonly kind: "change" | "add"; readonly object: string; readonly set: Readonly<Record<string, string>> }
    | { readonly kind: "delete"; readonly object: string }
  )[];
  /** That many plausible changes on top; the same seed in the same world draws the same. @default none */
  readonly random?: { readonly count: number; readonly seed: string };
}

export interface CloudDriftResult {
  /** Of this form: it is raised with each change that is not only an addition. */
  readonly schemaVersion: 1;
  /** Whether the running process did it; else it was done on disk. */
  readonly running: boolean;
  /** What was changed, in that order; `owner` is the `<stack>: <address>` whose state holds the object, where one does. */
  readonly done: readonly (DoneChange & { readonly owner?: string })[];
}

/** @throws JangadaError CLOUD_DRIFT_USAGE, CLOUD_DRIFT_…, NO_CLOUD_WORLD */
export async function cloudDrift(options: CloudDriftOptions): Promise<CloudDriftResult> {
  const folder = path.resolve(options.folder);
  const world = path.join(folder, "world");
  if (!fs.existsSync(world)) {
    throw new JangadaError({
      code: "NO_CLOUD_WORLD",
      message: `There is no simulated world in ${options.folder}.`,
      remedy: "Start the clouds and deploy into them first: jangada cloud start",
    });
  }
  const owned = ownedObjects(path.join(folder, "state"));
  const request = requestOf(options, owned);
  const record = await findCloud(folder);
  const done = record ? await ask(record, request) : onDisk(world, request, options.simulated());
  const owner = ({ type, id }: ObjectName): string | undefined => {
    const found = owned.find((object) => object.type === type && object.id === id);
    return found && `${found.stack}: ${found.address}`;
  };
  return {
    schemaVersion: 1,
    running: record !== undefined,
    done: done.map((change) => {
      const name = owner(change);
      return { ...change, ...(name ? { owner: name } : {}) };
    }),
  };
}

function onDisk(
  folder: string,
  request: WorldChangeRequest,
  providers: readonly ProviderBehaviour[],
): readonly DoneChange[] {
  const world = DiskWorld.open(folder);
  try {
    return applyChanges(world, request, providers);
  } finally {
    world.close();
  }
}

function requestOf(options: CloudDriftOptions, owned: readonly OwnedObject[]): WorldChangeRequest {
  const problems: Problem[] = [];
  const changes = options.changes.flatMap((change): readonly WorldChange[] => {
    const name =
      parseObjectName(change.object) ?? (change.kind === "add" ? undefined : byAddress(change.object, owned));
    if (!name) problems.push(noObject(change.object, owned));
    else if (change.kind === "change" && Object.keys(change.set).length === 0) {
      problems.push(usage(`Nothing is said about what to change in '${change.object}'.`));
    } else if (change.kind === "delete") return [{ kind: "delete", ...name }];
    else return [{ kind: change.kind, ...name, set: change.set }];
    return [];
  });
  if (changes.length === 0 && !options.random && problems.length === 0) problems.push(usage("There is nothing to do."));
  if (problems.length > 0) throw new JangadaError(problems);
  return { changes, ...(options.random ? { random: options.random } : {}) };
}

function byAddress(text: string, owned: readonly OwnedObject[]): ObjectName | undefined {
  const [stack, address] = text.includes(": ") ? text.split(": ", 2) : [undefined, text];
  const found = owned.find((object) => object.address === address && (stack === undefined || object.stack === stack));
  return found && { type: found.type, id: found.id };
}

function noObject(text: string, owned: readonly OwnedObject[]): Problem {
  const meant = nearest(
    text,
    owned.map(({ address }) => address),
  );
  return {
    ...usage(`'${text}' is neither <type>/<id> nor the address of something that was deployed.`),
    ...(meant ? { remedy: `Did you mean '${meant}'?` } : {}),
  };
}
