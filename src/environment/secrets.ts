/**
 * Finds secrets in an environment file. The file is in a repository, and its values end in plans and in the state: a secret
 * written there is out. No finding repeats a value.
 */
// Not by the folder's index: a file is read without what only plans and messages need.
import { inheritsName, isNamedSecret, isValueKey, nameOfEntry } from "../secret-scan/named-value";
import { scanForms, scanText } from "../secret-scan/scan-text";
import type { Span } from "../secret-scan/span";
import { isReference, isWords } from "../secret-scan/values";
import type { Finding } from "./finding";
import { formatPath, type Path } from "./path";
import { isMap } from "./schema-walk";
import type { Position, SourceMap } from "./source-map";

/** A file full of them needs no complete list. */
const MAX_FINDINGS = 50;

const REMEDY =
  "Take it out, and hold it as disclosed: change it where it is valid. The project makes its secrets where they live; bring your own in by the secret store and name it here.";

export interface SecretFindings {
  readonly findings: readonly Finding[];
  /** The secrets themselves, so that no other message repeats them. */
  readonly literals: readonly string[];
}

/** `data` and `map` are missing where the text could not be parsed: then it is read as it stands. */
export function findSecrets(text: string, data?: unknown, map?: SourceMap): SecretFindings {
  const findings: Finding[] = [];
  const literals: string[] = [];
  const places = new Set<string>();
  const lines = lineStarts(text);
  const report = (path: Path, what: string, secrets: readonly string[], at?: Finding["at"]): void => {
    literals.push(...secrets);
    const place = typeof at === "object" ? `${at.line}` : formatPath(path);
    if (places.has(place) || findings.length >= MAX_FINDINGS) return;
    places.add(place);
    findings.push({
      path,
      code: "ENV_SECRET",
      message: `This looks like ${what}. No secret belongs into this file.`,
      remedy: REMEDY,
      ...(at ? { at } : {}),
    });
  };
  const reportSpan = ({ what, start, holder = start, secrets }: Span, offset = 0): void => {
    const path = findings.length < MAX_FINDINGS ? (map?.pathAt(start + offset) ?? []) : [];
    report(path, what, secrets, positionIn(lines, holder + offset));
  };
  walkScalars(data, [], "", (path, value, key, sure) => {
    const mark = map?.mark(path);
    const isNamed = sure ? !isReference(String(value)) : isNamedSecret(key, value, "accuse");
    if (isNamed) report(path, `a secret, by its key '${key}'`, [mark?.written ?? "", String(value)], mark?.value);
  });
  // Secrets that are known by their form (keys of clouds, PEM) are found anywhere, also in keys and in comments.
  const forms = data === undefined ? scanText(text, "accuse").spans : scanForms(text, "accuse");
  for (const span of forms) reportSpan(span);
  if (data === undefined) return { findings, literals: longestFirst(literals) };
  const reported = new Set(forms.flatMap(({ secrets }) => secrets));
  walkScalars(data, [], "", (path, value) => {
    if (typeof value !== "string") return;
    for (const { what, secrets } of scanText(value, "accuse").spans) {
      if (!reported.has(secrets[0] ?? "")) report(path, what, secrets, map?.mark(path)?.value);
    }
  });
  for (const { 1: before = "", 2: comment = "", index } of text.matchAll(COMMENTS)) {
    for (const span of scanText(comment, "accuse").spans) {
      // A comment speaks of passwords in words.
      if (!isWords(span.secrets[0] ?? "") && !reported.has(span.secrets[0] ?? ""))
        reportSpan(span, index + before.length);
    }
  }
  return { findings, literals: longestFirst(literals) };
}

/** Comments, to the end of their line; also a `#` within a quoted text, whose rest is then scanned twice. */
const COMMENTS = /((?:^|[ \t])#[ \t]?)([^\n]+)/gm;

function longestFirst(literals: readonly string[]): readonly string[] {
  // The longest first: replacing a shorter secret within it would leave the rest of the longer one readable.
  return [...new Set(literals)].sort((a, b) => b.length - a.length);
}

type Visit = (path: Path, value: string | number, key: string, sure: boolean) => void;

/** Every scalar with what it is called: its key, or the name beside it (`{name: DB_PASSWORD, value: …}`). */
function walkScalars(value: unknown, path: Path, called: string, visit: Visit, sure = false): void {
  if (Array.isArray(value)) {
    value.forEach((inner, index) => walkScalars(inner, [...path, index], called, visit, sure));
  } else if (isMap(value)) {
    const siblingName = nameOfEntry(value);
    const isSecret = value["kind"] === "Secret";
    for (const [key, inner] of Object.entries(value)) {
      const inherited = inheritsName(called, key) ? called : key;
      const name = siblingName !== undefined && isValueKey(key) ? siblingName : inherited;
      walkScalars(inner, [...path, key], name, visit, sure || (isSecret && /^(?:data|stringData)$/.test(key)));
    }
  } else if (called !== "" && (typeof value === "string" || typeof value === "number")) {
    visit(path, value, called, sure);
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function positionIn(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The text without the secrets. */
export function withhold(text: string, literals: readonly string[]): string {
  return literals
    .filter((literal) => literal.length >= 4)
    .reduce((rest, literal) => rest.split(literal).join("(withheld)"), text);
}
