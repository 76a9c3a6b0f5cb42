/** Certificate authorities of the tests' own, and what they sign. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { certificate, publicKeyInfo, randomSerial } from "../../src/rehearsal/x509/certificate";
import { basicConstraints, subjectAlternativeNames } from "../../src/rehearsal/x509/extensions";
import { distinguishedName } from "../../src/rehearsal/x509/names";

const DAY_MS = 86_400_000;

export class TestAuthority {
  public readonly pem: string;
  private readonly key = newKey();
  private readonly subject: Buffer;

  constructor(name: string) {
    this.subject = distinguishedName({ commonName: name });
    this.pem = this.sign(this.subject, this.key, [basicConstraints(true)]);
  }

  /** A server's certificate for a host name. `validDays` below zero: expired. */
  public issue(host: string, validDays = 1): { readonly certificate: string; readonly key: string } {
    const key = newKey();
    const names = subjectAlternativeNames({ dns: [host] }, false);
    return {
      certificate: this.sign(distinguishedName({ commonName: host }), key, names, validDays),
      key: key.export({ type: "pkcs8", format: "pem" }).toString(),
    };
  }

  private sign(subject: Buffer, key: KeyObject, extensions: readonly Buffer[], validDays = 1): string {
    const now = Date.now();
    const der = certificate({
      serial: randomSerial(),
      issuer: this.subject,
      subject,
      notBefore: new Date(now - 2 * DAY_MS),
      notAfter: new Date(now + validDays * DAY_MS),
      publicKey: publicKeyInfo(createPublicKey(key)),
      extensions,
      signer: this.key,
    });
    const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
    return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
  }
}

function newKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
}
