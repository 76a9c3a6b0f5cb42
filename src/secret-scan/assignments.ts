/**
 * Names with a value, in any text: `--password=x`, `--token x`, `PASSWORD="x"`, `db.password: x`, `"token": "x"`,
 * `<password>x</password>`, `Password=x;`, `name: DB_PASSWORD, value: x`, `IDENTIFIED BY 'x'`. Read by hand, from each
 * telling word outwards: every character is looked at a bounded number of times.
 */
import { type Caution, isNamedSecret } from "./named-value";
import { nameKind } from "./names";
import { type Span, spanOf } from "./span";
import { isReference, isWords } from "./values";

/** What a telling name holds. Most texts hold none, and are passed over at once. */
const WORD =
  /pass|pwd|secret|token|credential|key|auth|conn|sas\b|cvv|pin|dsn|salt|bearer|cookie|jwt|otp|seed|signature|identified\s+by|htpasswd|kubeconfig|license|cred/gi;

const MAX_NAME = 80;
const MAX_VALUE = 4096;

const IN_NAME = /[A-Za-z0-9_.-]/;
const BLANK = /[ \t]/;

export function assignmentSpans(text: string, caution: Caution): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(WORD)) {
    if (match.index < from) continue;
    const name = nameAround(text, match.index, match[0].length);
    from = name.end;
    if (/^identified/i.test(match[0])) {
      const quoted = valueAt(text, skip(text, match.index + match[0].length), "'");
      if (quoted) spans.push(spanOf(text, quoted.start, quoted.end, "a password in a statement"));
      continue;
    }
    if (nameKind(name.text) === undefined) continue;
    const value = valueOf(text, name);
    if (!value || value.end <= value.start) continue;
    from = Math.max(from, value.start);
    const valueText = text.slice(value.start, value.end);
    if (isNamedSecret(name.text, valueText, caution) && !isProse(text, value, caution)) {
      from = Math.max(from, value.end);
      spans.push(spanOf(text, value.start, value.end, `a secret, by its name '${name.text.replace(/^-+/, "")}'`));
    }
  }
  return spans;
}

interface Name {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface FoundValue {
  readonly start: number;
  readonly end: number;
  /** What stands between the name and the value. */
  readonly by: "=" | ":" | "flag" | "quote" | "tag" | "beside";
  /** Whether name and value are all that the line holds. */
  readonly line: boolean;
}

function nameAround(text: string, index: number, length: number): Name {
  let start = index;
  while (start > 0 && index - start < MAX_NAME && IN_NAME.test(text[start - 1] ?? "")) start -= 1;
  let end = index + length;
  while (end < text.length && end - index < MAX_NAME && IN_NAME.test(text[end] ?? "")) end += 1;
  // The end of a sentence is no part of a name.
  while (end > index + length && /[.-]/.test(text[end - 1] ?? "")) end -= 1;
  return { text: text.slice(start, end), start, end };
}

function valueOf(text: string, name: Name): FoundValue | undefined {
  const before = text[name.start - 1] ?? "";
  let at = name.end;
  const quoted = /["'`\]\\]/.test(text[at] ?? "");
  // `"name"`, `\"name\"`, `['name']`.
  while (/["'`\]\\]/.test(text[at] ?? "") && at - name.end < 6) at += 1;
  const blank = skip(text, at);
  const sign = text[blank];
  const bare = !quoted;
  if (before === "<" && sign === ">") return xmlElementEnd(text, blank + 1);
  if (sign === "=" || sign === ":") {
    if (sign === "=" && (text[blank + 1] === "=" || text[blank - 1] === "!")) return undefined;
    const after = blank + (/^(?::=|=>)/.test(text.slice(blank, blank + 2)) ? 2 : 1);
    const value = skip(text, after);
    // `arn:aws:secretsmanager:…:secret:orders` is one name.
    if (bare && sign === ":" && before === ":" && value === after) return undefined;
    // `token= user=app`: it is empty.
    if (blank === name.end && value > after && /^[\w.-]{1,80}[:=]/.test(text.slice(value, value + 90)))
      return undefined;
    const word = valueAt(text, value, sign);
    if (!word || !bare || !isLineStart(text, name.start) || isReference(text.slice(word.start, word.end))) return word;
    return valueAt(text, value, sign, true);
  }
  const beside = /^[\s,;"'\\]{1,40}(?:value|content)["'\\]{0,4}\s{0,8}[:=]\s{0,8}/i.exec(
    text.slice(name.end, name.end + 80),
  );
  if (beside) return valueAt(text, name.end + beside[0].length, "beside");
  if (!bare || blank === name.end) return undefined;
  if (name.text.startsWith("-")) return text[blank] === "-" ? undefined : valueAt(text, blank, "flag");
  // `ALTER ROLE app PASSWORD 'x'`.
  return text[blank] === "'" ? valueAt(text, blank, "quote") : undefined;
}

function skip(text: string, at: number): number {
  let next = at;
  while (BLANK.test(text[next] ?? "") && next - at < 200) next += 1;
  return next;
}

function valueAt(text: string, at: number, by: FoundValue["by"] | "'", whole = false): FoundValue | undefined {
  let start = at;
  while (text[start] === "\\" && /[\\"']/.test(text[start + 1] ?? "")) start += 1;
  const quote = text[start];
  if (quote === '"' || quote === "'" || quote === "`") {
    const end = endOfQuoted(text, start + 1, quote);
    // What a shell runs.
    if (quote === "`" && /\s/.test(text.slice(start, end))) return undefined;
    return { start: start + 1, end, by: by === "'" ? "quote" : by, line: false };
  }
  if (by === "'" || by === "quote") return undefined;
  const plain = whole ? TO_LINE_END : TO_WORD_END;
  let end = start;
  while (end - start < MAX_VALUE) {
    plain.lastIndex = end;
    end += plain.exec(text)?.[0].length ?? 0;
    // `$(cat file)` and `${X}` belong together.
    if (text[end] !== "$" && text[end] !== "{") break;
    end = closing(text, end);
  }
  while (end > start && /\s/.test(text[end - 1] ?? "")) end -= 1;
  return { start, end, by, line: whole };
}

const TO_LINE_END = /[^\r\n]*/y;
const TO_WORD_END = /[^\s"'`,;&|<>()\]}${]*/y;

/** Behind what is in brackets after a dollar, else behind the character. */
function closing(text: string, at: number): number {
  if (text[at] !== "$" && text[at] !== "{") return at + 1;
  const open = text[at] === "$" ? text[at + 1] : text.startsWith("{{", at) ? "{" : undefined;
  const close = open === "{" ? "}" : open === "(" ? ")" : undefined;
  if (close === undefined) return at + 1;
  const end = text.indexOf(close, at);
  if (end < 0 || end - at > 200) return at + 1;
  return text[end + 1] === close ? end + 2 : end + 1;
}

function endOfQuoted(text: string, start: number, quote: string): number {
  let end = start;
  while (end < text.length && end - start < MAX_VALUE) {
    const character = text[end];
    if (character === "\n") break;
    if (character === quote) break;
    // `\"` ends what `\"` began; within plain quotes it is a part of the value.
    if (character === "\\" && text[end + 1] === quote && text[start - 2] === "\\") break;
    end += character === "\\" && text[start - 2] !== "\\" ? 2 : 1;
  }
  return Math.min(end, text.length);
}

function xmlElementEnd(text: string, start: number): FoundValue | undefined {
  const end = text.indexOf("<", start);
  return end < 0 || end - start > MAX_VALUE ? undefined : { start, end, by: "tag", line: false };
}

/** Whether nothing stands before it on its line but blanks, and what begins a comment or an entry of a list. */
function isLineStart(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && at - before < 40 && /[ \t#;/-]/.test(text[before] ?? "")) before -= 1;
  if (text.slice(Math.max(before - 6, 0), before + 1).endsWith("export")) return false;
  return before < 0 || text[before] === "\n";
}

/** `Password: managed by RDS` is a sentence; a line of a file that says `password: correct horse` is none. */
function isProse(text: string, { start, end, by, line }: FoundValue, caution: Caution): boolean {
  const valueText = text.slice(start, end);
  if (!isWords(valueText)) return false;
  if (by !== ":") return line && caution === "accuse" && /\s/.test(valueText);
  // `Invalid value for "password": must be longer.`
  const quoted = /["'`]/.test(text[start - 1] ?? "");
  if (/\s/.test(valueText) || (!quoted && /^[.,;]? [A-Za-z]/.test(text.slice(end, end + 3)))) return true;
  return caution === "accuse" && !quoted && !(line && text.includes("\n"));
}
