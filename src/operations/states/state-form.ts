/** What a text is that should be a state of Terraform's. */

/** A state, whole and readable. */
export interface SoundState {
  readonly kind: "sound";
  /** Counts up with every change. */
  readonly serial: number;
  /** The same for the whole life of a state. */
  readonly lineage: string;
  /** How many instances of managed resources it holds. */
  readonly resources: number;
  readonly text: string;
}

export type StateForm =
  | SoundState
  /** There is none, or one that says that nothing was ever applied. */
  | { readonly kind: "none" }
  /** It is there, and holds nothing at all. */
  | { readonly kind: "empty" }
  | { readonly kind: "broken"; readonly why: string }
  /** Only Terraform itself can read it: it is encrypted, or in an older form. */
  | { readonly kind: "opaque" };

/** The form in which Terraform has written states since 0.12. */
const VERSION = 4;

/** @param text the content of a state file, or what `terraform state pull` prints after its warnings */
export function formOf(text: string): StateForm {
  if (text.length === 0) return { kind: "empty" };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const blank = text.replaceAll("\0", "").trim() === "";
    return { kind: "broken", why: blank ? "it holds only blanks" : cutOff(text) ? "it is cut off" : "it is not JSON" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return {
      kind: "broken",
      why: `it is ${value === null ? "null" : Array.isArray(value) ? "a list" : "a single value"}`,
    };
  }
  return ofObject(value as Readonly<Record<string, unknown>>, text);
}

function ofObject(state: Readonly<Record<string, unknown>>, text: string): StateForm {
  const { version, serial, lineage, resources = [], outputs = {} } = state;
  if (typeof state["encrypted_data"] === "string") return { kind: "opaque" };
  if (version === undefined) return { kind: "broken", why: "it is JSON of something else: it has no 'version'" };
  if (!isCount(version) || version < 1) return { kind: "broken", why: "its 'version' is none" };
  if (version !== VERSION) return { kind: "opaque" };
  // What Terraform prints where there is no state yet, in some versions.
  if (serial === undefined && lineage === undefined && isEmptyList(resources)) return { kind: "none" };
  if (serial === 0 && lineage === "" && isEmptyList(resources)) return { kind: "none" };
  if (!isCount(serial)) return { kind: "broken", why: "it has no 'serial' that is one" };
  if (typeof lineage !== "string" || lineage === "") return { kind: "broken", why: "it has no 'lineage'" };
  if (typeof outputs !== "object" || outputs === null || Array.isArray(outputs)) {
    return { kind: "broken", why: "its 'outputs' are none" };
  }
  const count = countResources(resources);
  if (count === undefined) return { kind: "broken", why: "its 'resources' are none" };
  return { kind: "sound", serial, lineage, resources: count, text };
}

function countResources(resources: unknown): number | undefined {
  if (resources === null) return 0;
  if (!Array.isArray(resources)) return undefined;
  let count = 0;
  for (const one of resources as readonly unknown[]) {
    if (typeof one !== "object" || one === null) return undefined;
    const { mode, type, name, instances = [] } = one as Readonly<Record<string, unknown>>;
    if (typeof mode !== "string" || typeof type !== "string" || typeof name !== "string") return undefined;
    if (!Array.isArray(instances)) return undefined;
    if (instances.some((instance) => typeof instance !== "object" || instance === null)) return undefined;
    if (mode === "managed") count += instances.length;
  }
  return count;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isEmptyList(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** It begins as one does, and has no end. */
function cutOff(text: string): boolean {
  const start = text.search(/\S/);
  return text[start] === "{" && endOfObject(text, start) === undefined;
}

/** Where the JSON object that begins at `start` ends: the place after its last bracket. Undefined if it has no end. */
export function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\\") at++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "{" || letter === "[") depth++;
    else if (letter === "}" || letter === "]") {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
