/** What a stack reads within the outputs of others, as it stands in its `cdk.tf.json`. */
import { readStackJson, remoteStates } from "../../deps/remote-state";
import type { SelectedStack } from "../../selection/select";

export interface PathRead {
  /** The stack that publishes it. */
  readonly stack: string;
  /** The output's name, and the keys within its value. */
  readonly path: readonly string[];
}

/** `data.terraform_remote_state.<id>.outputs`, and what follows: `.name`, `["name"]` (perhaps within a text of JSON), `[0]`. */
const REFERENCE =
  /data\.terraform_remote_state\.([A-Za-z0-9_-]+)\.outputs((?:\.[A-Za-z0-9_-]+|\[\\*"[^"\\]+\\*"\]|\[\d+\])*)/g;
const PART = /\.([A-Za-z0-9_-]+)|\[\\*"([^"\\]+)\\*"\]|\[(\d+)\]/g;

/** @param all every stack that may be read from */
export function pathsRead(stack: SelectedStack, all: readonly SelectedStack[]): readonly PathRead[] {
  return readsIn(readStackJson(stack.folder), ownersOf(stack, all));
}

/** The addresses of the resources that read something of another stack. */
export function readersOf(stack: SelectedStack, all: readonly SelectedStack[], read: PathRead): readonly string[] {
  const owners = ownersOf(stack, all);
  const wanted = JSON.stringify(read);
  const { resource = {} } = readStackJson(stack.folder) as { readonly resource?: Resources };
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named)
      .filter(([, body]) => readsIn(body, owners).some((one) => JSON.stringify(one) === wanted))
      .map(([name]) => `${type}.${name}`),
  );
}

type Resources = { readonly [type: string]: { readonly [name: string]: unknown } };
type Owners = ReadonlyMap<string, string | undefined>;

function ownersOf(stack: SelectedStack, all: readonly SelectedStack[]): Owners {
  return new Map(remoteStates(stack, all).map(({ id, stack: owner }) => [id, owner]));
}

function readsIn(content: unknown, owners: Owners): readonly PathRead[] {
  const found = new Map<string, PathRead>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      for (const [, id = "", rest = ""] of value.matchAll(REFERENCE)) {
        const owner = owners.get(id);
        if (owner === undefined) continue;
        const path = [...rest.matchAll(PART)].map(([, dotted, quoted, index]) => dotted ?? quoted ?? index ?? "");
        found.set(JSON.stringify([owner, path]), { stack: owner, path });
      }
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  visit(content);
  return [...found.values()];
}

/** What stands at a path; undefined if nothing does. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (inner: unknown, key) =>
      typeof inner === "object" && inner !== null ? (inner as { readonly [key: string]: unknown })[key] : undefined,
    value,
  );
}
