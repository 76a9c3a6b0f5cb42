/** Whether a value is a secret by its name. */
import { isCount, nameKind } from "./names";
import { isReference, isWords, looksRandom } from "./values";

/**
 * `hide`: what is shown to people is hidden when in doubt. `accuse`: a file is refused only where there is no doubt.
 */
export type Caution = "hide" | "accuse";

export function isNamedSecret(name: string, value: string | number, caution: Caution): boolean {
  const kind = nameKind(name);
  if (kind === undefined) return false;
  const text = String(value);
  if (kind === "digits") return /^\d{3,12}$/.test(text);
  if (isReference(text)) return false;
  if (kind === "sure") return !(/^\d+$/.test(text) && isCount(name));
  if (kind === "likely" && caution === "hide") return !namesEntry(text);
  return looksRandom(text) && !isPublic(text);
}

/** `secretKey: admin-password`: the key within a Secret. */
function namesEntry(text: string): boolean {
  return (
    isWords(text) && text.length < 64 && (nameKind(text) !== undefined || /(?:user|username|crt|cert)$/.test(text))
  );
}

/** Ids and digests look drawn by lot, too. */
function isPublic(text: string): boolean {
  return /^(?:sha(?:1|256|384|512)[:-]|[0-9a-f]{8}-[0-9a-f]{4}-)/i.test(text);
}

/** Of a map, which of its keys is named by the value of another: `{name: DB_PASSWORD, value: …}`. */
export function nameOfEntry(map: { readonly [key: string]: unknown }): string | undefined {
  for (const key of NAME_KEYS) {
    const name = map[key];
    if (typeof name === "string" && name !== "") return name;
  }
  return undefined;
}

/** As containers, charts, task definitions, templates and parameters take their variables. */
const NAME_KEYS = ["name", "key", "Name", "Key", "parameter_name", "parameterName", "ParameterKey", "header", "var"];
const VALUE_KEYS = new Set(
  "value values Value Values val default content parameter_value parameterValue ParameterValue string_value stringValue constant_value".split(
    " ",
  ),
);

export function isValueKey(key: string): boolean {
  return VALUE_KEYS.has(key);
}

/** `passwords: {admin: …}`, `password: {value: …}`: what is below is called by the key above. */
export function inheritsName(parent: string, key: string): boolean {
  if (nameKind(parent) !== "sure") return false;
  return (
    isValueKey(key) ||
    (/s$/.test(parent) && !/(?:name|ref|id|arn|path|file|url|user|username|secret|key)s?$/i.test(key))
  );
}
