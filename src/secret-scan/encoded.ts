/** What is encoded in a text: base64 (also of gzip and of UTF-16), percent signs, and escapes within quotes. */
import { isUtf8 } from "node:buffer";

/** A part of a text, decoded. */
export interface EncodedPart {
  readonly start: number;
  readonly end: number;
  /** Undefined if it unpacks to more than is looked at: then nobody can say what it holds. */
  readonly text: string | undefined;
  readonly by: "base64" | "percent" | "escape";
  /** Of every character of `text`, and of its end, where it stands in the whole; undefined where only the whole part does. */
  readonly offsets?: readonly number[];
}

/** As much may come out of one gzip. */
const MAX_UNPACKED = 2 * 1024 * 1024;
/** Six bytes: `u:pass`. */
const MIN_BASE64 = 8;

export function encodedParts(text: string): readonly EncodedPart[] {
  if (text.length < MIN_BASE64) return [];
  return [...escapedParts(text), ...percentParts(text), ...wrappedParts(text), ...base64Parts(text)];
}

const BACKSLASHES = /\\(?:(["'\\/`$])|([bfnrt])|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))/g;
const CONTROLS: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const ENTITIES = /&(?:(amp|lt|gt|quot|apos);|#([0-9]{1,6});|#x([0-9A-Fa-f]{1,5});)/g;
const SIGNS: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** JSON in a text, a script in JSON, XML: with one level of escaping taken away. */
function escapedParts(text: string): readonly EncodedPart[] {
  const parts: EncodedPart[] = [];
  if (/\\["'\\/unrt]/.test(text)) {
    parts.push(
      replaced(text, BACKSLASHES, ([, sign, control = "", unicode, byte]) => {
        const code = unicode ?? byte;
        return sign ?? (code === undefined ? CONTROLS[control] : String.fromCharCode(Number.parseInt(code, 16))) ?? "";
      }),
    );
  }
  if (/&[a-z#]/.test(text)) {
    parts.push(
      replaced(text, ENTITIES, ([whole, name = "", decimal, hex]) => {
        const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number.parseInt(decimal, 10);
        return SIGNS[name] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : whole);
      }),
    );
  }
  return parts.filter((part) => part.text !== text);
}

/** The whole text, decoded piece by piece, with where each character comes from. */
function replaced(text: string, pattern: RegExp, decode: (match: RegExpExecArray) => string): EncodedPart {
  const offsets: number[] = [];
  let decoded = "";
  let at = 0;
  const copy = (end: number): void => {
    for (let index = at; index < end; index += 1) offsets.push(index);
    decoded += text.slice(at, end);
  };
  for (const match of text.matchAll(pattern)) {
    copy(match.index);
    const piece = decode(match);
    for (let index = 0; index < piece.length; index += 1) offsets.push(match.index);
    decoded += piece;
    at = match.index + match[0].length;
  }
  copy(text.length);
  offsets.push(text.length);
  return { start: 0, end: text.length, text: decoded, by: "escape", offsets };
}

function percentParts(text: string): readonly EncodedPart[] {
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return [];
  const parts: EncodedPart[] = [];
  for (const { 0: token, index } of text.matchAll(/[^\s"'<>`]+/g)) {
    const decoded = token.replace(/(?:%[0-9A-Fa-f]{2})+/g, unescapeOr);
    if (decoded !== token) parts.push({ start: index, end: index + token.length, text: decoded, by: "percent" });
  }
  return parts;
}

function unescapeOr(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}

/** Base64 over several lines, as MIME, PEM and `base64` write it. */
function wrappedParts(text: string): readonly EncodedPart[] {
  if (!text.includes("\n")) return [];
  const parts: EncodedPart[] = [];
  let lines: string[] = [];
  let start = 0;
  let end = 0;
  const flush = (): void => {
    if (lines.length > 1) push(parts, lines.join(""), start, end);
    lines = [];
  };
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    const trimmed = line.trim();
    if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(trimmed) || (lines.length === 0 && trimmed.length < 40)) {
      flush();
      continue;
    }
    if (lines.length === 0) start = index + line.indexOf(trimmed);
    lines.push(trimmed);
    end = index + line.trimEnd().length;
    // Only the last line is shorter than the others.
    if (trimmed.length !== lines[0]?.length || trimmed.endsWith("=")) flush();
  }
  flush();
  return parts;
}

function base64Parts(text: string): readonly EncodedPart[] {
  const parts: EncodedPart[] = [];
  for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9+/_-]{8,}={0,2}/g)) {
    if (push(parts, run, index, index + run.length)) continue;
    // In a path or behind a dash, it is a piece.
    for (const separator of [/[^/]+/g, /[^_-]+/g]) {
      for (const { 0: piece, index: at } of run.matchAll(separator)) {
        if (piece.length < run.length) push(parts, piece, index + at, index + at + piece.length);
      }
    }
  }
  return parts;
}

/** @returns whether it decodes to anything that can be read */
function push(parts: EncodedPart[], base64: string, start: number, end: number): boolean {
  const decoded = decodeBase64(base64);
  if (decoded === undefined) return false;
  parts.push({ start, end, text: decoded.text, by: "base64" });
  return true;
}

function decodeBase64(base64: string): { readonly text: string | undefined } | undefined {
  if (base64.length < MIN_BASE64) return undefined;
  const gzip = base64.startsWith("H4sI");
  if (!gzip && !mayBeText(base64)) return undefined;
  // Of what is no text, the first bytes tell it.
  if (!gzip && !isReadable(Buffer.from(base64.slice(0, 24), "base64"))) return undefined;
  const bytes = Buffer.from(base64, "base64");
  if (gzip) return unpack(bytes);
  const text = readable(bytes);
  return text === undefined ? undefined : { text };
}

/** Of each character of base64, its six bits. */
const BITS = new Uint8Array(128);
for (const [index, character] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries()) {
  BITS[character.charCodeAt(0)] = index;
}
BITS["-".charCodeAt(0)] = 62;
BITS["_".charCodeAt(0)] = 63;

/** Whether the first six bytes can be those of a text. Words of which names are made fail here, without a buffer. */
function mayBeText(base64: string): boolean {
  let following = 0;
  for (let byte = 0; byte < 6; byte += 1) {
    const at = Math.floor((byte * 4) / 3);
    const shift = (byte % 3) * 2;
    const value =
      (((BITS[base64.charCodeAt(at)] ?? 0) << (shift + 2)) & 0xff) |
      ((BITS[base64.charCodeAt(at + 1)] ?? 0) >> (4 - shift));
    // UTF-16 has a zero here.
    if (byte === 1 && value === 0) return true;
    const continues = value >= 0x80 && value < 0xc0;
    if (continues !== following > 0) return base64.slice(at, at + 2).includes("=");
    if (continues) following -= 1;
    else if (value >= 0xf0) following = 3;
    else if (value >= 0xe0) following = 2;
    else if (value >= 0xc0) following = 1;
    else if (value < 9 || (value > 13 && value < 32) || value === 127) return base64.slice(at, at + 2).includes("=");
  }
  return true;
}

function unpack(bytes: Buffer): { readonly text: string | undefined } | undefined {
  // Loaded late: hardly any text holds one.
  const { gunzipSync } = require("node:zlib") as typeof import("node:zlib");
  try {
    const text = readable(gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED }));
    return text === undefined ? undefined : { text };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ERR_BUFFER_TOO_LARGE" ? { text: undefined } : undefined;
  }
}

/** Bytes that may be the beginning of a text, in UTF-8 or, as PowerShell takes it, in UTF-16. */
function isReadable(bytes: Buffer): boolean {
  const control = bytes.findIndex((byte) => byte < 9 || (byte > 13 && byte < 32) || byte === 127);
  if (control < 0)
    return (
      isUtf8(bytes) || isUtf8(bytes.subarray(0, -1)) || isUtf8(bytes.subarray(0, -2)) || isUtf8(bytes.subarray(0, -3))
    );
  return isUtf16(bytes);
}

function isUtf16(bytes: Buffer): boolean {
  return bytes.length > 5 && bytes.every((byte, index) => (index % 2 === 1 ? byte === 0 : byte > 8 && byte < 127));
}

function readable(bytes: Buffer): string | undefined {
  if (!isReadable(bytes)) return undefined;
  if (isUtf16(bytes)) return bytes.toString("utf16le");
  return isUtf8(bytes) ? bytes.toString("utf8") : undefined;
}
