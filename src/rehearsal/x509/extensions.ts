/** Certificate extensions (RFC 5280, 4.2), in DER. */
import { createHash } from "node:crypto";
import { boolean, contextPrimitive, namedBits, octetString, oid, sequence } from "./der";
import { DerValue } from "./der-reader";
import { alternativeNames, type AlternativeNames } from "./names";
import { EXTENDED_KEY_USES, KEY_USES } from "./uses";

export const EXTENSION = {
  subjectKeyId: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyId: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
} as const;

/** One extension in DER, ready to stand in a certificate or a request. */
export type Extension = Buffer;

const extension = (id: string, critical: boolean, value: Uint8Array): Extension =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));

export const basicConstraints = (isAuthority: boolean): Extension =>
  extension(EXTENSION.basicConstraints, true, sequence(...(isAuthority ? [boolean(true)] : [])));

/** The words of `allowed_uses` as zero to two extensions; unknown words are passed over, as the provider does. */
export function keyUses(allowed: readonly string[]): readonly Extension[] {
  const bits = allowed.flatMap((use) => KEY_USES[use] ?? []);
  const extended = allowed.flatMap((use) => EXTENDED_KEY_USES[use] ?? []);
  return [
    ...(bits.length > 0 ? [extension(EXTENSION.keyUsage, true, namedBits(bits))] : []),
    ...(extended.length > 0 ? [extension(EXTENSION.extendedKeyUsage, false, sequence(...extended.map(oid)))] : []),
  ];
}

export const subjectKeyId = (id: Uint8Array): Extension => extension(EXTENSION.subjectKeyId, false, octetString(id));

export const authorityKeyId = (id: Uint8Array): Extension =>
  extension(EXTENSION.authorityKeyId, false, sequence(contextPrimitive(0, id)));

/** Critical when nothing else names the subject (RFC 5280, 4.2.1.6). Empty when there are no names. */
export function subjectAlternativeNames(names: AlternativeNames, subjectIsEmpty: boolean): readonly Extension[] {
  const value = alternativeNames(names);
  return value ? [extension(EXTENSION.subjectAltName, subjectIsEmpty, value)] : [];
}

/** Names as a certificate request asked for them; `value` is the extension's. */
export const copiedAlternativeNames = (value: Uint8Array | undefined): readonly Extension[] =>
  value ? [extension(EXTENSION.subjectAltName, false, value)] : [];

/** The usual key id: SHA-1 of the public key's bits, without the algorithm (RFC 5280, 4.2.1.2). `publicKey` is a SubjectPublicKeyInfo. */
export function keyIdOf(publicKey: Buffer): Buffer {
  const bits = DerValue.parse(publicKey).child(1).content.subarray(1);
  return createHash("sha1").update(bits).digest();
}

/** The value of one extension of an `Extensions` sequence, or undefined. */
export function findExtension(all: DerValue, id: string): Buffer | undefined {
  const found = all.children.find((item) => item.child(0).oid === id);
  return found && found.child(found.children.length - 1).content;
}
