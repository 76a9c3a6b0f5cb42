/** Private keys of the three algorithms that the tls provider knows, and every form in which it publishes them. */
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { publicKeyInfo } from "../../rehearsal/x509/certificate";
import { toPem } from "../../rehearsal/x509/pem";
import { openSshPrivateKey, openSshPublicKey } from "./openssh";

export type Algorithm = "RSA" | "ECDSA" | "ED25519";

/** The provider's names of curves, and OpenSSL's. */
const CURVES: { readonly [name: string]: string } = {
  P224: "secp224r1",
  P256: "prime256v1",
  P384: "secp384r1",
  P521: "secp521r1",
};

export interface KeyOptions {
  readonly algorithm: string;
  /** @default "P224", the provider's own */
  readonly curve?: string;
  /** @default 2048, the provider's own */
  readonly bits?: number;
}

/** A new random key. @throws RangeError for an algorithm or a curve that the provider does not know. */
export function generateKey({ algorithm, curve = "P224", bits = 2048 }: KeyOptions): KeyObject {
  if (algorithm === "RSA") return generateKeyPairSync("rsa", { modulusLength: bits }).privateKey;
  if (algorithm === "ED25519") return generateKeyPairSync("ed25519").privateKey;
  const namedCurve = CURVES[curve];
  if (algorithm !== "ECDSA" || !namedCurve) throw new RangeError(`invalid key algorithm: ${algorithm} ${curve}`);
  return generateKeyPairSync("ec", { namedCurve }).privateKey;
}

/** @throws RangeError when the text is no private key in PEM. */
export function parsePrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new RangeError("failed to decode PEM block: decoded bytes 0, undecoded " + pem.length);
  }
}

/** @throws RangeError for a key of another kind. */
export function algorithmOf(key: KeyObject): Algorithm {
  if (key.asymmetricKeyType === "rsa") return "RSA";
  if (key.asymmetricKeyType === "ec") return "ECDSA";
  if (key.asymmetricKeyType === "ed25519") return "ED25519";
  throw new RangeError(`unsupported key algorithm: ${key.asymmetricKeyType ?? "unknown"}`);
}

/** The public forms, by the provider's attribute names; `id` is the SHA-1 of the key in DER. */
export function publicForms(
  key: KeyObject,
): Record<
  "id" | "public_key_pem" | "public_key_openssh" | "public_key_fingerprint_md5" | "public_key_fingerprint_sha256",
  string
> {
  const info = publicKeyInfo(key);
  const ssh = openSshPublicKey(key);
  return {
    id: createHash("sha1").update(info).digest("hex"),
    public_key_pem: toPem("PUBLIC KEY", info),
    public_key_openssh: ssh ? `${ssh.algorithm} ${ssh.blob.toString("base64")}\n` : "",
    public_key_fingerprint_md5: ssh ? colons(createHash("md5").update(ssh.blob).digest("hex")) : "",
    public_key_fingerprint_sha256: ssh
      ? `SHA256:${createHash("sha256").update(ssh.blob).digest("base64").replace(/=+$/, "")}`
      : "",
  };
}

const colons = (hex: string): string => (hex.match(/../g) ?? []).join(":");

/** The private forms, by the provider's attribute names: the algorithm's traditional one, PKCS #8, and OpenSSH's. */
export function privateForms(
  key: KeyObject,
): Record<"private_key_pem" | "private_key_pem_pkcs8" | "private_key_openssh", string> {
  const type = ({ RSA: "pkcs1", ECDSA: "sec1", ED25519: "pkcs8" } as const)[algorithmOf(key)];
  return {
    private_key_pem: key.export({ type, format: "pem" }).toString(),
    private_key_pem_pkcs8: key.export({ type: "pkcs8", format: "pem" }).toString(),
    private_key_openssh: openSshPrivateKey(key),
  };
}
