/** X.509 v3 certificates and PKCS #10 requests (RFC 5280, RFC 2986), signed by Node's own cryptography. */
import { createPublicKey, randomBytes, sign, type KeyObject } from "node:crypto";
import { bitString, context, integer, nothing, oid, sequence, setOf, time } from "./der";
import { DerValue } from "./der-reader";
import { EXTENSION, findExtension, type Extension } from "./extensions";

export interface CertificateParts {
  /** Big-endian, at most 20 bytes (RFC 5280, 4.1.2.2). */
  readonly serial: Uint8Array;
  /** Distinguished names in DER. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly signer: KeyObject;
}

/** A certificate in DER. */
export function certificate(parts: CertificateParts): Buffer {
  return signed(parts.signer, (algorithm) =>
    sequence(
      context(0, integer(2)),
      integer(parts.serial),
      algorithm,
      parts.issuer,
      sequence(time(parts.notBefore), time(parts.notAfter)),
      parts.subject,
      parts.publicKey,
      ...(parts.extensions.length > 0 ? [context(3, sequence(...parts.extensions))] : []),
    ),
  );
}

/** OID of the request attribute that carries extensions (RFC 2985, 5.4.2). */
const EXTENSION_REQUEST = "1.2.840.113549.1.9.14";

/** A certificate request in DER. */
export function certificateRequest(subject: Uint8Array, asked: readonly Extension[], signer: KeyObject): Buffer {
  const attributes = asked.length > 0 ? [sequence(oid(EXTENSION_REQUEST), setOf(sequence(...asked)))] : [];
  return signed(signer, () => sequence(integer(0), subject, publicKeyInfo(signer), context(0, ...attributes)));
}

function signed(signer: KeyObject, body: (algorithm: Buffer) => Buffer): Buffer {
  const { identifier, digest } = signatureAlgorithm(signer);
  const content = body(identifier);
  return sequence(content, identifier, bitString(sign(digest, content, signer)));
}

/** The algorithms that Go picks by the kind of key, which the tls provider leaves to it. */
function signatureAlgorithm(key: KeyObject): { identifier: Buffer; digest: string | null } {
  if (key.asymmetricKeyType === "rsa") {
    return { identifier: sequence(oid("1.2.840.113549.1.1.11"), nothing()), digest: "sha256" };
  }
  if (key.asymmetricKeyType === "ed25519") return { identifier: sequence(oid("1.3.101.112")), digest: null };
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (curve === "secp384r1") return { identifier: sequence(oid("1.2.840.10045.4.3.3")), digest: "sha384" };
  if (curve === "secp521r1") return { identifier: sequence(oid("1.2.840.10045.4.3.4")), digest: "sha512" };
  return { identifier: sequence(oid("1.2.840.10045.4.3.2")), digest: "sha256" };
}

/** The public half as a SubjectPublicKeyInfo in DER. */
export const publicKeyInfo = (key: KeyObject): Buffer =>
  (key.type === "public" ? key : createPublicKey(key)).export({ type: "spki", format: "der" });

/** 128 random bits, positive and not zero. */
export function randomSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

export interface RequestParts {
  readonly subject: Buffer;
  readonly publicKey: Buffer;
  /** The value of the subject alternative name extension that was asked for. */
  readonly alternativeNames?: Buffer;
}

/** What a certificate request asks for. @throws RangeError when it is none. */
export function readRequest(der: Buffer): RequestParts {
  const body = DerValue.parse(der).child(0);
  const attribute = body.children[3]?.children.find((item) => item.child(0).oid === EXTENSION_REQUEST);
  return {
    subject: body.child(1).raw,
    publicKey: body.child(2).raw,
    alternativeNames: attribute && findExtension(attribute.child(1).child(0), EXTENSION.subjectAltName),
  };
}

export interface AuthorityParts {
  readonly subject: Buffer;
  readonly publicKey: Buffer;
  readonly keyId?: Buffer;
}

/** What a certificate signed by this one must repeat. @throws RangeError when it is no v3 certificate. */
export function readAuthority(der: Buffer): AuthorityParts {
  const body = DerValue.parse(der).child(0);
  const all = body.children[7]?.child(0);
  const keyId = all && findExtension(all, EXTENSION.subjectKeyId);
  return { subject: body.child(5).raw, publicKey: body.child(6).raw, keyId: keyId && DerValue.parse(keyId).content };
}
