/** The data source tls_certificate: the certificates in a text, or a believable chain of the server at a URL. */
import { createHash, X509Certificate } from "node:crypto";
import { objectOf, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { DataSourceBehaviour } from "../../rehearsal/engine/behaviour";
import { failure, textOf, withAttributes } from "../../rehearsal/engine/attributes";
import { DerValue } from "../../rehearsal/x509/der-reader";
import { fromPem } from "../../rehearsal/x509/pem";
import { rfc3339 } from "./validity";
import { serverChain } from "../../rehearsal/x509/self-signed";

export const certificateData: DataSourceBehaviour = {
  read(context, config) {
    const url = textOf(config.url);
    const content = textOf(config.content);
    if ((url === undefined) === (content === undefined)) {
      const detail = "Exactly one of these attributes must be configured: [content,url]";
      return { diagnostics: [failure("Invalid Attribute Combination", detail)] };
    }
    const host = url === undefined ? undefined : hostOf(url);
    if (url !== undefined && host === undefined) {
      const detail = `A URL of scheme https or tls was expected, got: ${url}`;
      return { diagnostics: [failure("Invalid URL", detail, "url")] };
    }
    // The root comes first, as the provider gives a server's chain; a text keeps its order.
    const pems =
      host === undefined
        ? fromPem(content ?? "").filter(({ label }) => label === "CERTIFICATE")
        : serverChain(host, context.world.seed).toReversed();
    if (pems.length === 0) return { diagnostics: [failure("Failed to decode PEM content", undefined, "content")] };
    try {
      const certificates = pems.map(({ der }) => describe(der));
      const id = createHash("sha1").update(JSON.stringify(certificates)).digest("hex");
      return { state: withAttributes(config, { id, certificates }) };
    } catch (error) {
      return {
        diagnostics: [failure("Failed to parse certificate", error instanceof Error ? error.message : undefined)],
      };
    }
  },
};

function hostOf(url: string): string | undefined {
  const match = /^(?:https|tls):\/\/([^/:]+)/.exec(url);
  return match?.[1];
}

function describe(der: Buffer): ValueObject {
  const found = new X509Certificate(der);
  const facts: { readonly [name: string]: Value } = {
    cert_pem: found.toString(),
    is_ca: found.ca,
    issuer: distinguished(found.issuer),
    subject: distinguished(found.subject),
    not_before: rfc3339(new Date(found.validFrom)),
    not_after: rfc3339(new Date(found.validTo)),
    public_key_algorithm: PUBLIC_KEYS[found.publicKey.asymmetricKeyType ?? ""] ?? "0",
    serial_number: BigInt(`0x${found.serialNumber}`).toString(),
    sha1_fingerprint: createHash("sha1").update(der).digest("hex"),
    signature_algorithm: SIGNATURES[DerValue.parse(der).child(1).child(0).oid] ?? "0",
    version: 3,
  };
  return objectOf(Object.entries(facts));
}

/** Node writes a line for each part; Go writes the last part first, with commas. */
const distinguished = (name: string): string => name.split("\n").filter(Boolean).toReversed().join(",");

/** Go's names (crypto/x509). */
const PUBLIC_KEYS: { readonly [type: string]: string } = { rsa: "RSA", ec: "ECDSA", ed25519: "Ed25519" };
const SIGNATURES: { readonly [oid: string]: string } = {
  "1.2.840.113549.1.1.11": "SHA256-RSA",
  "1.2.840.113549.1.1.12": "SHA384-RSA",
  "1.2.840.113549.1.1.13": "SHA512-RSA",
  "1.2.840.10045.4.3.2": "ECDSA-SHA256",
  "1.2.840.10045.4.3.3": "ECDSA-SHA384",
  "1.2.840.10045.4.3.4": "ECDSA-SHA512",
  "1.3.101.112": "Ed25519",
};
