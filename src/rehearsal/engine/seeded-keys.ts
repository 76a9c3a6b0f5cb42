/** Real keys from a digest, the same every time: Ed25519, whose private keys are any 32 bytes (RFC 8032). */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** What comes before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** PKCS #8. `digest` is 64 hexadecimal digits. */
export function privateKeyPem(digest: string): string {
  return privateKey(digest).export({ format: "pem", type: "pkcs8" }).toString();
}

/** The public half of the same key. */
export function publicKeyPem(digest: string): string {
  return createPublicKey(privateKey(digest)).export({ format: "pem", type: "spki" }).toString();
}

function privateKey(digest: string): KeyObject {
  const key = Buffer.concat([PKCS8, Buffer.from(digest.slice(0, 64), "hex")]);
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
}
