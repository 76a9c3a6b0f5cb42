/**
 * Finds secrets in an environment file. The file is in a repository, and its values end in plans and in the state: a secret
 * written there is out. No finding repeats a value.
 */
import type { Finding } from "./finding";
import { formatPath, type Path } from "./path";
import { isMap } from "./schema-walk";
import type { Position, SourceMap } from "./source-map";

/** A file full of them needs no complete list. */
const MAX_FINDINGS = 50;

/** What gives itself away by its form, wherever it stands: also in comments and in keys. */
const FORMS: readonly { readonly what: string; readonly form: RegExp }[] = [
  { what: "an AWS access key id", form: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { what: "a private key", form: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/g },
  { what: "a JSON web token", form: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g },
  { what: "a GitHub token", form: /\b(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{40,255})\b/g },
  { what: "a GitLab token", form: /\bgl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,}/g },
  { what: "a Slack token", form: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g },
  { what: "a Slack web hook", form: /\bhooks\.slack\.com\/services\/[A-Za-z0-9/]{20,}/g },
  { what: "a Google API key", form: /\bAIza[A-Za-z0-9_-]{35}\b/g },
  { what: "a Stripe key", form: /\b[rs]k_live_[A-Za-z0-9]{16,}/g },
  {
    what: "a password in a URL",
    form: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@"']{1,128}:(?![$%{<*])[^\s/?#@"']{1,256}@/gi,
  },
];

/** Keys whose value is a secret if it is a literal at all. */
const SECRET_WORDS = [
  "password",
  "passwd",
  "passphrase",
  "pwd",
  "token",
  "privatekey",
  "clientsecret",
  "secretaccesskey",
  "accesskey",
  "apikey",
  "credential",
  "credentials",
  "accountkey",
  "signingkey",
  "encryptionkey",
];
/** Keys whose value is often the name of a secret: suspicious if the value looks random. */
const SUSPICIOUS_WORDS = [
  "secret",
  "secretkey",
  "key",
  "auth",
  "dsn",
  "connectionstring",
  "hash",
  "salt",
  "pass",
  "bearer",
  "authorization",
];

/** What says where a secret is, instead of saying the secret. */
const REFERENCE =
  /^$|^(?:true|false)$|\$\{[^}]*\}|\{\{.*\}\}|^\$[A-Z_]+$|^arn:|^(?:ref|vault|op|ssm|secretsmanager):|^<[^>]*>$|^\*+$/i;

const REMEDY =
  "Take it out, and hold it as disclosed: change it where it is valid. The project makes its secrets where they live; bring your own in by the secret store and name it here.";

export interface SecretFindings {
  readonly findings: readonly Finding[];
  /** The secrets themselves, so that no other message repeats them. */
  readonly literals: readonly string[];
}

/** `data` and `map` are missing where the text could not be parsed: then only forms are looked for. */
export function findSecrets(text: string, data?: unknown, map?: SourceMap): SecretFindings {
  const findings: Finding[] = [];
  const literals: string[] = [];
  const places = new Set<string>();
  const lines = lineStarts(text);
  const report = (path: Path, what: string, literal: string, at?: Finding["at"]): void => {
    literals.push(literal);
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
  walk(data, [], (path, value, key) => {
    const word = key.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
    const ends = (secret: string): boolean => word.endsWith(secret) || word.endsWith(`${secret}s`);
    const written = map?.mark(path)?.written ?? value;
    if (REFERENCE.test(value)) return;
    const literal = SECRET_WORDS.some(ends) && !isName(key);
    const random = SUSPICIOUS_WORDS.some(ends) && !isName(key) && looksRandom(value);
    if (literal || random) {
      const mark = map?.mark(path);
      report(path, `a secret, by its key '${key}'`, written, mark?.value);
      if (written !== value) literals.push(value);
    }
  });
  for (const { what, form } of FORMS) {
    for (const match of text.matchAll(form)) {
      const path = findings.length < MAX_FINDINGS ? (map?.pathAt(match.index) ?? []) : [];
      report(path, what, match[0], positionIn(lines, match.index));
    }
  }
  return { findings, literals: [...new Set(literals)] };
}

/** `existingSecret`, `passwordKey` and their like name something; so does everything in the file's own `secrets` section. */
function isName(key: string): boolean {
  return /(?:^|_|-)existing|^existing|(?:name|ref|id|arn|path|file|field|property|url|uri|ttl|type|policy)s?$/i.test(
    key,
  );
}

/**
 * Long without a break, of several kinds of characters, and with more bits per character than words have (about 3.5 in
 * English names). Label keys, aliases, UUIDs and host names have breaks.
 */
export function looksRandom(value: string): boolean {
  if (/^[0-9a-f]{32,}$/i.test(value)) return true;
  const longest = Math.max(...value.split(/[\s_.:/-]/).map((piece) => piece.length));
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((form) => form.test(value)).length;
  return longest >= 16 && kinds >= 3 && entropy(value) >= 3.5;
}

/** Shannon's, in bits per character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / value.length) * Math.log2(count / value.length), 0);
}

function walk(value: unknown, path: Path, visit: (path: Path, value: string, key: string) => void): void {
  if (Array.isArray(value)) {
    value.forEach((inner, index) => walk(inner, [...path, index], visit));
  } else if (isMap(value)) {
    for (const [key, inner] of Object.entries(value)) {
      // Environment variables of charts: `{name: DB_PASSWORD, value: …}`.
      const named = key === "value" && typeof value["name"] === "string" && !isMap(inner) && !Array.isArray(inner);
      if (named) visitScalar([...path, key], inner, String(value["name"]), visit);
      else walk(inner, [...path, key], visit);
    }
  } else {
    const key = path.findLast((part) => typeof part === "string");
    if (key !== undefined) visitScalar(path, value, String(key), visit);
  }
}

function visitScalar(
  path: Path,
  value: unknown,
  key: string,
  visit: (path: Path, value: string, key: string) => void,
): void {
  if (typeof value === "string" || typeof value === "number") visit(path, String(value), key);
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
    .reduce((left, literal) => left.split(literal).join("(withheld)"), text);
}
