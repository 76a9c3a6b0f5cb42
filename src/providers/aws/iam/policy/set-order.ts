/**
 * The order in which the older plugin SDK hands out the elements of a set: by the decimal digits of a CRC-32 of what is in
 * them. It shows where a document merges several blocks into one list.
 */
import { crc32 } from "node:zlib";
import { isObject, type Value, type ValueObject } from "../../../../rehearsal/protocol/value";
import { textOf, textsOf } from "../../../../rehearsal/engine/attributes";

/** Blocks of two or three arguments, sorted by name; a set among them is told by its name. */
export function inSetOrder(blocks: readonly ValueObject[], sets: readonly string[]): readonly ValueObject[] {
  return byCode(blocks, (block) =>
    Object.keys(block)
      .sort()
      .map((name) => `${name}:${serialized(block[name] ?? null, sets.includes(name))}`)
      .join(""),
  );
}

function serialized(value: Value, isSet: boolean): string {
  if (Array.isArray(value)) {
    const items = textsOf(value).map((item) => `${item};`);
    return isSet ? `{${byCode(items, (item) => item).join("")}};` : `(${items.join("")});`;
  }
  return isObject(value) ? "" : `${textOf(value) ?? ""};`;
}

function byCode<T>(items: readonly T[], text: (item: T) => string): readonly T[] {
  return items
    .map((item) => [String(crc32(text(item))), item] as const)
    .sort(([one], [other]) => (one < other ? -1 : Number(one > other)))
    .map(([, item]) => item);
}
