/** What a stack reads of other stacks' states, as it stands in its `cdk.tf.json`. */
import * as path from "node:path";
import { canonical } from "../selection/content";
import { readStackFile } from "../stack-json";
import type { SynthesizedStack } from "../synth";

/** One `terraform_remote_state` of a stack. */
export interface RemoteState {
  /** Its name in the stack. */
  readonly id: string;
  /** The stack whose state it is; undefined if no stack of the app keeps its state there. */
  readonly stack?: string;
  /** Names of the outputs that are read; `*` if the stack takes them as a whole. */
  readonly outputs: readonly string[];
}

interface StackJson {
  readonly terraform?: { readonly backend?: Readonly<Record<string, Config>>; readonly cloud?: unknown };
  readonly data?: {
    readonly terraform_remote_state?: Readonly<Record<string, { readonly backend: string; readonly config: Config }>>;
  };
  readonly output?: object;
}

type Config = Readonly<Record<string, unknown>>;

/** What decides where a state is; the rest (encryption, profile, locking) is how to get there. */
const PLACE: Readonly<Record<string, readonly string[]>> = {
  local: ["path"],
  s3: ["bucket", "key"],
  azurerm: ["storage_account_name", "container_name", "key"],
  gcs: ["bucket", "prefix"],
  http: ["address"],
  pg: ["schema_name"],
};

/** A value within the stack's texts: `data.terraform_remote_state.<id>.outputs.<name>`, or in brackets. */
const REFERENCE =
  /data\.terraform_remote_state\.([A-Za-z0-9_-]+)\.outputs(?:\.([A-Za-z0-9_-]+)|\[\\*"([^"\\]+)\\*"\])?/g;

export function readStackJson(folder: string): StackJson {
  return readStackFile(folder) as StackJson;
}

/** The names of the outputs that a stack publishes. */
export function outputsPublished(stack: SynthesizedStack): readonly string[] {
  return Object.keys(readStackJson(stack.folder).output ?? {});
}

/** @param all every stack of the app that may be read from */
export function remoteStates(stack: SynthesizedStack, all: readonly SynthesizedStack[]): readonly RemoteState[] {
  const json = readStackJson(stack.folder);
  const reads = Object.entries(json.data?.terraform_remote_state ?? {});
  if (reads.length === 0) return [];
  const owners = new Map(all.map((other) => [ownPlace(other), other.name]));
  const used = referencesIn(json);
  return reads.map(([id, { backend, config }]): RemoteState => {
    const owner = owners.get(placeOf(backend, config, stack.folder));
    return { id, ...(owner ? { stack: owner } : {}), outputs: [...(used.get(id) ?? [])].sort() };
  });
}

function ownPlace(stack: SynthesizedStack): string {
  const [entry] = Object.entries(readStackJson(stack.folder).terraform?.backend ?? {});
  return entry ? placeOf(entry[0], entry[1], stack.folder) : `none ${stack.name}`;
}

/** One text for each place that a state can be in. */
export function placeOf(backend: string, config: Config, folder: string): string {
  if (backend === "local") return `local ${path.resolve(folder, String(config["path"] ?? "terraform.tfstate"))}`;
  const keys = PLACE[backend] ?? Object.keys(config);
  return `${backend} ${canonical(Object.fromEntries(keys.map((key) => [key, config[key]])))}`;
}

function referencesIn(value: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (inner: unknown): void => {
    if (typeof inner === "string") {
      for (const [, id = "", dotted, bracketed] of inner.matchAll(REFERENCE)) {
        const names = found.get(id) ?? new Set();
        found.set(id, names.add(dotted ?? bracketed ?? "*"));
      }
    } else if (typeof inner === "object" && inner !== null) Object.values(inner).forEach(visit);
  };
  visit(value);
  return found;
}
