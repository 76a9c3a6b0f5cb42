/** Two things of one name in one list: their resources would have one address. */
import type { Component } from "../model/component";
import type { Finding } from "./finding";
import { formatPath } from "./path";
import { childOf, valueAt } from "./schema-walk";

/** Looks through every list of named things that the components declare, in the data as it was written. */
export function findDuplicates(data: unknown, components: readonly Component[]): readonly Finding[] {
  return components.flatMap((component) =>
    (component.named ?? []).flatMap((inner) => inList(data, [component.name, ...(inner ? inner.split(".") : [])])),
  );
}

function inList(data: unknown, path: readonly string[]): readonly Finding[] {
  const list = valueAt(data, path);
  if (!Array.isArray(list)) return [];
  const first = new Map<unknown, number>();
  return list.flatMap((entry, index): readonly Finding[] => {
    const name = childOf(entry, "name");
    const before = first.get(name);
    if (typeof name !== "string") return [];
    if (before === undefined) {
      first.set(name, index);
      return [];
    }
    return [
      {
        path: [...path, index, "name"],
        code: "ENV_DUPLICATE_NAME",
        message: `'${name}' is in '${formatPath(path)}' twice; the first is ${formatPath([...path, before])}.`,
        remedy: "Give one of them another name.",
      },
    ];
  });
}
