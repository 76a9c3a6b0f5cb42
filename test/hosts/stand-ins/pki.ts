/** Certificates as kubeadm and the controller manager make them. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { certificate, publicKeyInfo, randomSerial, readAuthority } from "../../../src/rehearsal/x509/certificate";
import { basicConstraints, keyUses, subjectAlternativeNames } from "../../../src/rehearsal/x509/extensions";
import { distinguishedName } from "../../../src/rehearsal/x509/names";
import { fromPem, toPem } from "../../../src/rehearsal/x509/pem";

const YEAR_MS = 365 * 86_400_000;

export interface Wanted {
  readonly user: string;
  readonly groups?: readonly string[];
  readonly dns?: readonly string[];
  readonly ip?: readonly string[];
  readonly uses: readonly string[];
}

export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** @param authority path without its ending */
export function sign(authority: string, wanted: Wanted, publicKey: KeyObject): string {
  const [block] = fromPem(fs.readFileSync(`${authority}.crt`, "utf8"));
  if (!block) throw new Error(`${authority}.crt is no certificate`);
  const now = Date.now();
  const der = certificate({
    serial: randomSerial(),
    issuer: readAuthority(block.der).subject,
    subject: distinguishedName({ commonName: wanted.user, organization: wanted.groups ?? [] }),
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + YEAR_MS),
    publicKey: publicKeyInfo(publicKey),
    extensions: [
      basicConstraints(false),
      ...keyUses(["digital_signature", "key_encipherment", ...wanted.uses]),
      ...subjectAlternativeNames({ dns: wanted.dns ?? [], ip: wanted.ip ?? [] }, false),
    ],
    signer: createPrivateKey(fs.readFileSync(`${authority}.key`)),
  });
  return toPem("CERTIFICATE", der);
}

export function newKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
}

export const keyText = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();

export function issue(authority: string, wanted: Wanted): Pair {
  const key = newKey();
  return { certificate: sign(authority, wanted, createPublicKey(key)), key: keyText(key) };
}

/** kubeadm takes what is there. */
export function ensurePair(file: string, authority: string, wanted: Wanted, again = false): void {
  if (fs.existsSync(`${file}.crt`) && !again) return;
  const { certificate: text, key } = issue(authority, wanted);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.crt`, text, { mode: 0o644 });
  fs.writeFileSync(`${file}.key`, key, { mode: 0o600 });
}
