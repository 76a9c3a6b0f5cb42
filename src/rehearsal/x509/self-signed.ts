/** Certificates for what the simulated clouds publish: authorities of clusters and databases, chains of servers. */
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { certificate, publicKeyInfo, randomSerial } from "./certificate";
import {
  authorityKeyId,
  basicConstraints,
  keyIdOf,
  keyUses,
  subjectAlternativeNames,
  subjectKeyId,
} from "./extensions";
import { distinguishedName } from "./names";
import { toPem } from "./pem";

export interface SelfSignedCertificateOptions {
  readonly commonName: string;
  /**
   * The same seed gives the same certificate, byte by byte (Ed25519, whose signatures need no randomness).
   * @default a P-256 key made once a process, a random serial number, valid from now
   */
  readonly seed?: string;
}

/** Ten years, as a managed cluster's authority has. */
const VALID_FOR_MS = 10 * 365 * 24 * 3600 * 1000;
/** Where seeded certificates begin: a fixed day, for equal bytes in every run. */
const SEEDED_START = new Date("2026-01-01T00:00:00Z");

/** A certificate authority that signed itself. */
export function selfSignedCertificate(options: SelfSignedCertificateOptions): { pem: string } {
  const { commonName, seed } = options;
  const signer = seed === undefined ? processKey() : seededKey(seed);
  const serial = seed === undefined ? randomSerial() : seededSerial(seed, commonName);
  const notBefore = seed === undefined ? new Date() : SEEDED_START;
  return { pem: toPem("CERTIFICATE", authority({ commonName, signer, serial, notBefore })) };
}

/** The chain of a server, as it sends it: its own certificate, then the authority's. The same for one host and seed. */
export function serverChain(host: string, seed: string): readonly { readonly der: Buffer }[] {
  const commonName = "Simulated Root CA";
  const signer = seededKey(JSON.stringify(["root", seed]));
  const root = authority({ commonName, signer, serial: seededSerial(seed, commonName), notBefore: SEEDED_START });
  const leaf = certificate({
    serial: seededSerial(seed, host),
    issuer: distinguishedName({ commonName }),
    subject: distinguishedName({ commonName: host }),
    notBefore: SEEDED_START,
    notAfter: new Date(SEEDED_START.getTime() + VALID_FOR_MS),
    publicKey: publicKeyInfo(seededKey(JSON.stringify(["server", seed, host]))),
    extensions: [
      ...keyUses(["digital_signature", "server_auth"]),
      basicConstraints(false),
      authorityKeyId(keyIdOf(publicKeyInfo(signer))),
      ...subjectAlternativeNames({ dns: [host] }, false),
    ],
    signer,
  });
  return [{ der: leaf }, { der: root }];
}

interface AuthorityOptions {
  readonly commonName: string;
  readonly signer: KeyObject;
  readonly serial: Buffer;
  readonly notBefore: Date;
}

function authority({ commonName, signer, serial, notBefore }: AuthorityOptions): Buffer {
  const publicKey = publicKeyInfo(signer);
  const name = distinguishedName({ commonName });
  return certificate({
    serial,
    issuer: name,
    subject: name,
    notBefore,
    notAfter: new Date(notBefore.getTime() + VALID_FOR_MS),
    publicKey,
    extensions: [
      ...keyUses(["digital_signature", "key_encipherment", "cert_signing"]),
      basicConstraints(true),
      subjectKeyId(keyIdOf(publicKey)),
    ],
    signer,
  });
}

/** PKCS #8 of an Ed25519 key is this, and then its 32 bytes (RFC 8410, 7). */
const ED25519_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

const seededKey = (seed: string): KeyObject =>
  createPrivateKey({ key: Buffer.concat([ED25519_PREFIX, digest("key", seed)]), format: "der", type: "pkcs8" });

function seededSerial(seed: string, name: string): Buffer {
  const serial = digest("serial", seed, name).subarray(0, 8);
  // Positive, and without a leading zero byte.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

const digest = (...words: readonly string[]): Buffer => createHash("sha256").update(JSON.stringify(words)).digest();

let ofProcess: KeyObject | undefined;

const processKey = (): KeyObject => (ofProcess ??= generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
