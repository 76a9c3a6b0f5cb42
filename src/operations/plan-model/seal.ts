/** Seals the secrets of an object, marks its unknowns and takes its documents apart. */
import { isNamedSecret } from "../../secret-scan";
import { namedEntries } from "./children";
import { below, type Marks } from "./marks";
import type { PlanSecrets } from "./plan-secrets";
import { type Node, NotYetKnown, ParsedDocument, Sealed } from "./sealed";

export interface SealOptions {
  /** What of it is secret, as Terraform marks it. */
  readonly sensitive: Marks;
  /** What of it is known only after apply. @default nothing */
  readonly unknown?: Marks;
  /** The secrets of the whole plan. */
  readonly secrets: PlanSecrets;
  /** What the value is called, of one that is no object of attributes. @default none */
  readonly name?: string;
}

interface Place {
  readonly sensitive: Marks;
  readonly unknown: Marks;
  readonly name: string;
  /** Whether it is the resource itself, whose keys are those of its schema. */
  readonly top?: boolean;
}

export function seal(value: unknown, { sensitive, unknown, secrets, name = "" }: SealOptions): Node {
  return sealAt(value, { sensitive, unknown, name, top: true }, secrets);
}

function sealAt(value: unknown, place: Place, secrets: PlanSecrets): Node {
  const { sensitive, unknown, name } = place;
  if (unknown === true) return new NotYetKnown();
  if (value === null || value === undefined) {
    // An object of which nothing is known yet may be left out of `after` altogether.
    return unknown === undefined ? (value as null | undefined) : sealMap({}, place, secrets);
  }
  if (sensitive === true) return new Sealed(value);
  if (typeof value === "string") return sealText(value, name, secrets);
  if (typeof value === "number") return sealNumber(value, name, secrets);
  if (typeof value === "boolean") return value;
  if (Array.isArray(value)) {
    return value.map((entry, index) =>
      sealAt(entry, { sensitive: below(sensitive, index), unknown: below(unknown, index), name }, secrets),
    );
  }
  if (typeof value === "object") return sealMap(value, place, secrets);
  return null;
}

function sealMap(value: object, { sensitive, unknown, name, top }: Place, secrets: PlanSecrets): Node {
  const notYet = unknown === undefined || unknown === true ? [] : unknown.keys.keys();
  return Object.fromEntries(
    namedEntries(value, name, notYet).map(({ key, called, entry, secret }): [string, Node] => [
      top ? key : secrets.displayKey(key),
      sealAt(
        entry,
        { sensitive: secret ? true : below(sensitive, key), unknown: below(unknown, key), name: called },
        secrets,
      ),
    ]),
  );
}

/** How much there is of something is seen everywhere, and tells nothing. */
const QUANTITY = /(?:^|_)(?:ports?|size|count|days|hours|minutes|seconds|timeout|capacity|iops|throughput|storage)$/;

function sealNumber(value: number, name: string, secrets: PlanSecrets): Node {
  const isSecret = isNamedSecret(name, value, "hide") || (secrets.known.isWhole(value) && !QUANTITY.test(name));
  return isSecret ? new Sealed(value) : value;
}

function sealText(text: string, name: string, secrets: PlanSecrets): Node {
  if (secrets.known.isWhole(text)) return new Sealed(text);
  const document = secrets.document(text);
  if (!document) return secrets.isSecret(text, name) ? new Sealed(text) : text;
  const content = sealAt(document, { sensitive: undefined, unknown: undefined, name }, secrets);
  if (!secrets.known.isWithin(text)) return new ParsedDocument(content);
  // Part of it is secret: that part is sealed if it is within a value or a key, else the whole is.
  return isCovered(text, document, content, secrets) ? new ParsedDocument(content) : new Sealed(text);
}

/** Whether what is secret in the text of a document is sealed in its content: none reaches over several values. */
function isCovered(text: string, document: object, content: Node, secrets: PlanSecrets): boolean {
  if (secrets.known.isWithin(JSON.stringify(content))) return false;
  const strings: string[] = [];
  gather(document, strings);
  return secrets.known
    .spans(text)
    .map(({ start, end }) => text.slice(start, end))
    .every((part) => strings.some((string) => string.includes(part) || string.includes(unescaped(part))));
}

function gather(value: unknown, strings: string[]): void {
  if (typeof value === "string" || typeof value === "number") strings.push(String(value));
  else if (typeof value === "object" && value !== null) {
    for (const [key, entry] of Object.entries(value)) {
      strings.push(key);
      gather(entry, strings);
    }
  }
}

function unescaped(part: string): string {
  try {
    return JSON.parse(`"${part}"`) as string;
  } catch {
    return part;
  }
}
