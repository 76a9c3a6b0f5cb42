/** Which attributes the configuration holds: those that the next apply would plan back. */
import { loadSchema, schemaNames } from "../../schemas/load";
import type { ResourceChange } from "../../model/plan";
import type { Facts } from "../../model/resource-facts";
import { readStackFile } from "../stack-json";
import { noiseExcuse } from "./noise";

export interface Block {
  readonly [name: string]: unknown;
  readonly lifecycle?: { readonly ignore_changes?: "all" | readonly string[] };
}
export type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** The resources of a synthesized stack, by type and name. */
export function readResources(folder: string): Resources {
  const { resource = {} } = readStackFile(folder) as { readonly resource?: Resources };
  return resource;
}

/** Whether the next apply would plan the attribute back: it is set, or unset is a value of its own, and it is not let go. */
export function isConfigured(type: string, block: Block, attribute: string): boolean {
  const ignored = block.lifecycle?.ignore_changes ?? [];
  if (ignored === "all" || ignored.some((prefix) => attribute === prefix || attribute.startsWith(`${prefix}.`)))
    return false;
  const name = /^[a-z0-9_]+/i.exec(attribute)?.[0] ?? attribute;
  if (name in block || name === "tags" || name === "tags_all") return true;
  const provider = type.split("_")[0] ?? "";
  const schema = schemaNames().includes(provider) ? loadSchema(provider).resources[type] : undefined;
  const { optional, required, computed } = schema?.attributes[name] ?? {};
  return required === true || (optional === true && computed !== true);
}

/**
 * Whether what changed outside is all held by the configuration. Where the plan is empty besides, it is what the
 * configuration says by now, and an apply may note it in the state. What is not held (a rule that somebody opened by hand)
 * would be forgotten by that: it must go on being told. Known noise is worth no telling.
 */
export function isSettled(
  stackFolder: string,
  drift: readonly ResourceChange[],
  facts: Pick<Facts, "noise" | "mirrored">,
): boolean {
  const resources = readResources(stackFolder);
  return drift
    .filter(({ action, mode }) => action !== "no-op" && mode === "managed")
    .every((change) => {
      const { action, type, name, attributes } = change;
      const block = resources[type]?.[name];
      // Gone outside and gone from the configuration.
      if (!block || action === "delete") return true;
      return attributes.every(
        (attribute) => isConfigured(type, block, attribute.path) || noiseExcuse(attribute, change, [], facts),
      );
    });
}
