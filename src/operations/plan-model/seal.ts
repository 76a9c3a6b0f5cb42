/** Seals the secrets of an object, marks its unknowns and takes its documents apart. */
import { parseDocument } from "./documents";
import { below, type Marks } from "./marks";
import { type Node, NotYetKnown, ParsedDocument, Sealed } from "./sealed";
import { isSecretName, isSecretText } from "./secret-names";

/** A secret shorter than this is looked for as a whole value only, not within other texts. */
const MIN_WITHIN = 8;
/** Shorter ones are not looked for at all: `true`, `5432` and their like are everywhere. */
const MIN_WHOLE = 6;

/** Texts that are secret somewhere in the plan, and must not be seen anywhere else in it. */
export class KnownSecrets {
  private readonly whole = new Set<string>();
  private readonly within: string[] = [];

  /** Everything that the marks cover. */
  public collect(value: unknown, marks: Marks): void {
    if (marks === undefined) return;
    if (typeof value === "string") {
      if (marks === true) this.add(value);
    } else if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) this.collect(entry, below(marks, index));
    } else if (typeof value === "object" && value !== null) {
      for (const [key, entry] of Object.entries(value)) this.collect(entry, below(marks, key));
    }
  }

  public has(text: string): boolean {
    return this.whole.has(text) || this.within.some((secret) => text.includes(secret));
  }

  private add(text: string): void {
    if (text.length < MIN_WHOLE || this.whole.has(text)) return;
    for (const form of [text, Buffer.from(text, "utf8").toString("base64")]) {
      this.whole.add(form);
      if (form.length >= MIN_WITHIN) this.within.push(form);
    }
  }
}

export interface SealOptions {
  readonly sensitive: Marks;
  readonly unknown?: Marks;
  readonly secrets: KnownSecrets;
}

export function seal(value: unknown, options: SealOptions): Node {
  return sealAt(value, options.sensitive, options.unknown, options.secrets, "");
}

function sealAt(value: unknown, sensitive: Marks, unknown: Marks, secrets: KnownSecrets, name: string): Node {
  if (unknown === true) return new NotYetKnown();
  if (value === null || value === undefined) {
    // An object of which nothing is known yet may be left out of `after` altogether.
    return unknown === undefined ? (value as null | undefined) : sealMap({}, sensitive, unknown, secrets, name);
  }
  if (sensitive === true) return new Sealed(value);
  if (typeof value === "string") return sealText(value, secrets, name);
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) {
    return value.map((entry, index) => sealAt(entry, below(sensitive, index), below(unknown, index), secrets, name));
  }
  if (typeof value === "object") return sealMap(value, sensitive, unknown, secrets, name);
  return null;
}

function sealMap(value: object, sensitive: Marks, unknown: Marks, secrets: KnownSecrets, name: string): Node {
  const map = new Map<string, unknown>(Object.entries(value));
  if (unknown !== undefined && unknown !== true) {
    for (const key of unknown.keys.keys()) if (!map.has(key)) map.set(key, undefined);
  }
  const secretObject = map.get("kind") === "Secret";
  const named = map.get("name") ?? map.get("key");
  return Object.fromEntries(
    [...map].map(([key, entry]): [string, Node] => {
      // `{name: DB_PASSWORD, value: …}`, as containers take their variables.
      const called = key === "value" && typeof named === "string" ? named : key;
      const all = secretObject && (key === "data" || key === "stringData" || key === "string_data");
      const marks = all ? true : below(sensitive, key);
      return [
        key,
        sealAt(entry, marks, below(unknown, key), secrets, typeof entry === "object" ? key || name : called),
      ];
    }),
  );
}

function sealText(text: string, secrets: KnownSecrets, name: string): Node {
  const document = parseDocument(text);
  if (document) {
    const content = sealAt(document, undefined, undefined, secrets, name);
    if (!secrets.has(text)) return new ParsedDocument(content);
    // Part of it is secret: that part is sealed if it is a value of its own, else the whole is.
    return JSON.stringify(content).includes("(sensitive)") ? new ParsedDocument(content) : new Sealed(text);
  }
  const reference = text === "" || text.startsWith("arn:") || text.startsWith("${");
  return (isSecretName(name) && !reference) || isSecretText(text) || secrets.has(text) ? new Sealed(text) : text;
}
