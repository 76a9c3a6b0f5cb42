/** The one scanner: what of a text is secret, by its form, by the names in it, or within what is encoded in it. */
import { assignmentSpans } from "./assignments";
import { commandSpans } from "./commands";
import { encodedParts } from "./encoded";
import { formSpans } from "./forms";
import type { Caution } from "./named-value";
import { pemSpans } from "./pem";
import { mergeSpans, type Span, spanIn } from "./span";
import { urlSpans } from "./urls";
import { isReference } from "./values";

/** A part that is encoded, and what was found in it. */
export interface ScannedPart {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly scan: Scan;
  /** As `EncodedPart` has them. */
  readonly offsets?: readonly number[];
}

export interface Scan {
  /** In their order; no two touch. */
  readonly spans: readonly Span[];
  readonly parts: readonly ScannedPart[];
}

const NOTHING: Scan = { spans: [], parts: [] };

/** Base64 of JSON that holds base64, within a URL, in base64. */
const MAX_DEPTH = 4;
/** Nothing shorter is a secret that a text gives away: `-p x`. */
const MIN_TEXT = 5;

/** A short word, as most values are: too short for a token, without a sign, and no base64 of a text. */
const PLAIN = /^[a-z0-9_./-]{0,19}$/;

export function scanText(text: string, caution: Caution, depth = 0): Scan {
  if (text.length < MIN_TEXT || PLAIN.test(text)) return NOTHING;
  const spans: Span[] = [
    ...formsIn(text, caution),
    ...assignmentSpans(text, caution),
    ...commandSpans(text, caution),
    ...manifestSpans(text, caution),
  ];
  const parts: ScannedPart[] = [];
  for (const { start, end, text: decoded, by, offsets } of depth < MAX_DEPTH ? encodedParts(text) : []) {
    if (decoded === undefined) {
      spans.push({ start, end, what: "more than can be looked at, packed", secrets: [text.slice(start, end)] });
      continue;
    }
    const scan = scanText(decoded, caution, depth + 1);
    if (offsets) {
      spans.push(...scan.spans.map((span) => spanIn(offsets, span)));
      parts.push({ start, end, text: decoded, scan, offsets });
      continue;
    }
    const pair = by === "base64" ? userAndSecret(decoded) : undefined;
    if (scan.spans.length > 0 || pair !== undefined) {
      const inner = scan.spans.flatMap(({ secrets }) => secrets);
      const [what = "a user and a password"] = scan.spans.map((span) => span.what);
      spans.push({
        start,
        end,
        what: `${what}, encoded`,
        secrets: [text.slice(start, end), ...inner, ...(pair === undefined ? [] : [pair])],
      });
    }
    parts.push({ start, end, text: decoded, scan });
  }
  return spans.length + parts.length === 0 ? NOTHING : { spans: mergeSpans(spans), parts };
}

/** Only what gives itself away by its form, in a text whose names are judged otherwise. */
export function scanForms(text: string, caution: Caution): readonly Span[] {
  return mergeSpans(formsIn(text, caution));
}

function formsIn(text: string, caution: Caution): readonly Span[] {
  return [...formSpans(text, caution), ...pemSpans(text), ...urlSpans(text)];
}

/** Of `user:secret`, the secret: what base64 holds in a Basic header, and in a registry's `auth`. */
function userAndSecret(decoded: string): string | undefined {
  const [, secret] = /^[A-Za-z0-9._@+$-]{1,64}:([^\s/][^\s]{2,1023})$/.exec(decoded.trim()) ?? [];
  // A host with its port, an image with its tag, a range of times.
  if (secret === undefined || /^\d{1,5}$|^v?\d+(?:\.\d+)+|^latest$/.test(secret) || isReference(secret))
    return undefined;
  // `arn:aws:…`, `sha256:…`, `urn:x:y` are names.
  return /^(?:arn|urn|sha\d+|md5|mailto|tel|data|https?|tcp|udp|unix):/i.test(decoded.trim()) ? undefined : secret;
}

const KIND = /\bkind["'\\]{0,4}\s{0,4}:\s{0,4}["'\\]{0,4}Secret["'\\]{0,4}\s{0,4}(?:[,}\n\r]|$)/;
const DATA = /(?:\bd|\bstringD|_d|string_d)ata["'\\]{0,4}\s{0,4}:/;

/** `key: value`, quoted or not. */
const ENTRIES = /[\w.-]{1,253}["'\\]{0,4}[ \t]{0,8}:[ \t]{1,8}["'\\]{0,4}([^\s"'\\,}]{1,4096})/g;

/** A manifest of a Secret: its data may be called anything. */
function manifestSpans(text: string, caution: Caution): readonly Span[] {
  if (caution === "accuse" || !text.includes("Secret") || !KIND.test(text) || !DATA.test(text)) return [];
  const data = text.slice(text.search(DATA));
  const secrets = [...data.matchAll(ENTRIES)].map(([, value = ""]) => value);
  return [{ start: 0, end: text.length, what: "a Kubernetes Secret", secrets }];
}
