/**
 * Writes ASN.1 values in DER (ITU-T X.690), as far as certificates and keys need it. Every function returns the whole
 * encoding: tag, length and content.
 */

const CLASS_CONTEXT = 0x80;
const CONSTRUCTED = 0x20;

/** Tags of the universal class that certificates use (X.680, 8.4). */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One value of any tag. */
export function encode(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => encode(TAG.sequence, ...parts);

/** A set of one element is all that names need; more would have to be sorted. */
export const setOf = (part: Uint8Array): Buffer => encode(TAG.set, part);

/** A non-negative integer, from a number or its big-endian bytes. */
export function integer(value: number | Uint8Array): Buffer {
  let bytes = typeof value === "number" ? bytesOf(value) : Buffer.from(value);
  while (bytes.length > 1 && bytes[0] === 0 && (bytes[1] ?? 0) < 0x80) bytes = bytes.subarray(1);
  // A leading one bit would make it negative.
  return (bytes[0] ?? 0) >= 0x80 ? encode(TAG.integer, Buffer.from([0]), bytes) : encode(TAG.integer, bytes);
}

function bytesOf(value: number): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
}

export const boolean = (value: boolean): Buffer => encode(TAG.boolean, Buffer.from([value ? 0xff : 0]));

export const nothing = (): Buffer => encode(TAG.null);

/** Whole bytes: certificates have no bit strings of another length but key usages (see `namedBits`). */
export const bitString = (bytes: Uint8Array): Buffer => encode(TAG.bitString, Buffer.from([0]), bytes);

/** A bit string in which each position has a name; trailing zeros are dropped, as DER asks (X.690, 11.2.2). */
export function namedBits(positions: readonly number[]): Buffer {
  if (positions.length === 0) return encode(TAG.bitString, Buffer.from([0]));
  const last = Math.max(...positions);
  const bytes = Buffer.alloc(Math.floor(last / 8) + 1);
  for (const position of positions) {
    const index = Math.floor(position / 8);
    bytes[index] = (bytes[index] ?? 0) | (0x80 >> (position % 8));
  }
  return encode(TAG.bitString, Buffer.from([7 - (last % 8)]), bytes);
}

export const octetString = (bytes: Uint8Array): Buffer => encode(TAG.octetString, bytes);

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return encode(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest % 128) | 0x80);
  return digits;
}

/** A PrintableString where the characters allow it (X.680, 41.4), else UTF-8. */
export function text(value: string): Buffer {
  const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value);
  return encode(printable ? TAG.printableString : TAG.utf8String, Buffer.from(value, "utf8"));
}

export const ia5String = (value: string): Buffer => encode(TAG.ia5String, Buffer.from(value, "latin1"));

/** UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5). Seconds are the finest unit. */
export function time(at: Date): Buffer {
  const digits = at
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replace(/[-:T]/g, "");
  return at.getUTCFullYear() < 2050
    ? encode(TAG.utcTime, Buffer.from(digits.slice(2), "latin1"))
    : encode(TAG.generalizedTime, Buffer.from(digits, "latin1"));
}

/** `[n]` around whole values (EXPLICIT, or IMPLICIT of a constructed type given its content). */
export const context = (number: number, ...content: readonly Uint8Array[]): Buffer =>
  encode(CLASS_CONTEXT | CONSTRUCTED | number, ...content);

/** `[n] IMPLICIT` of a primitive type: the content alone. */
export const contextPrimitive = (number: number, content: Uint8Array): Buffer =>
  encode(CLASS_CONTEXT | number, content);
