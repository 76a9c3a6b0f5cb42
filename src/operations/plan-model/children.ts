/** What the entries of a map are called, and which of them are secret by what the map is. */
import { inheritsName, isValueKey, nameBeside } from "../../secret-scan";

export interface NamedEntry {
  readonly key: string;
  /** The name that tells of the value: its key, that of the entry beside it, or that of the map. */
  readonly called: string;
  readonly entry: unknown;
  /** Whether all of it is secret: the data of a Kubernetes Secret. */
  readonly secret: boolean;
}

/** @param keys what stands in it too, with a value that is not known */
export function namedEntries(value: object, parent: string, keys?: Iterable<string>): readonly NamedEntry[] {
  const map = value as { readonly [key: string]: unknown };
  const names = Object.keys(value);
  for (const key of keys ?? []) if (!names.includes(key)) names.push(key);
  const beside = names.some(isValueKey) ? nameBeside(map) : undefined;
  const isSecret = map["kind"] === "Secret";
  return names.map((key) => ({
    key,
    called: calledBy(key, beside, parent),
    entry: map[key],
    secret: isSecret && (key === "data" || key === "stringData" || key === "string_data"),
  }));
}

function calledBy(key: string, beside: string | undefined, parent: string): string {
  // `{name: DB_PASSWORD, value: …}`, as containers take their variables.
  if (beside !== undefined && isValueKey(key)) return beside;
  return key === "" || (parent !== "" && inheritsName(parent, key)) ? parent : key;
}
