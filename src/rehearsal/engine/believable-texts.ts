/** Believable texts and numbers by the name of the attribute that they are for. */
import { selfSignedCertificate } from "../x509/self-signed";
import { privateKeyPem, publicKeyPem } from "./seeded-keys";

/** The object for which values are made up. */
export interface BelievableSubject {
  readonly type: string;
  readonly id: string;
  readonly realm: string;
  digest(...words: string[]): string;
  /** The provider's own. @default none */
  readonly texts?: BelievableTexts | undefined;
}

/** What a provider knows of the texts that its cloud makes. */
export interface BelievableTexts {
  /** Asked before the general ones. */
  readonly makers: readonly TextMaker[];
  /** The part of its realms that host names carry, such as a region. @default none */
  placeOf?(realm: string): string | undefined;
}

/** Timestamps lie in the year from here. */
const EPOCH = Date.parse("2025-01-01T00:00:00Z");
const SECONDS_A_YEAR = 365 * 24 * 3600;

/** For an attribute whose name or path matches. Without a text, the next one is asked. */
export type TextMaker = readonly [
  RegExp,
  (context: { name: string; path: string; digest: string; subject: BelievableSubject }) => string | undefined,
];

/** The first that the name matches decides. */
const MAKERS: readonly TextMaker[] = [
  [/(private_key|client_key)(_pem)?$/, ({ digest }) => privateKeyPem(digest)],
  [/public_key(_pem)?$/, ({ digest }) => publicKeyPem(digest)],
  [
    /certificate(_authority)?\.\d+\.data$|(certificate|_cert)(_data|_base64)$/,
    ({ digest, subject }) => base64(certificate(digest, subject)),
  ],
  [/(^|_)(certificate|cert)(_pem|_chain|_body)?$|_ca$/, ({ digest, subject }) => certificate(digest, subject)],
  [
    /(^|_)(issuer|oidc_issuer_url)$|(^|_)(url|uri|endpoint)$/,
    ({ subject, digest }) => `https://${host(subject, digest)}`,
  ],
  [/(^|_)(dns_name|domain_name|hostname|host|fqdn|address|dns)$/, ({ subject, digest }) => host(subject, digest)],
  [/(^|_)(ip|ip_address|private_ip|public_ip|ipv4)$/, ({ digest }) => address(digest)],
  [/(cidr|cidr_block)$/, ({ digest }) => `${address(digest).replace(/\.\d+$/, ".0")}/24`],
  [/(_at|_time|_date|timestamp|_on|^created|^modified)$/, ({ digest }) => timestamp(digest)],
  [/(^|_)(account_id|owner_id|registry_id|account)$/, ({ digest }) => decimal(digest, 12)],
  [/(^|_)(uid|uuid)$/, ({ digest }) => uuid(digest)],
  [
    /(^|_)(id|identifier|ids|key_id)$/,
    ({ name, digest }) =>
      `${
        name
          .replace(/_?(id|identifier|ids)$/, "")
          .split("_")
          .at(-1) || "id"
      }-${digest.slice(0, 17)}`,
  ],
  [/(^|_)(status|state)$/, () => "ACTIVE"],
  [
    /(^|_)(version|resource_version|revision|etag)$/,
    ({ digest }) => String((parseInt(digest.slice(0, 4), 16) % 900) + 100),
  ],
  [/(^|_)(name|name_prefix)$/, ({ subject, digest }) => `${word(subject.type)}-${digest.slice(0, 12)}`],
  [/(secret|password|token|hash|fingerprint|checksum|sha256)$/, ({ digest }) => digest],
];

/** @param path Dotted, with the positions in lists: `certificate_authority.0.data`. */
export function believableText(path: string, subject: BelievableSubject): string {
  const name = path.split(".").findLast((part) => !/^\d+$/.test(part)) ?? path;
  const digest = subject.digest("value", subject.type, subject.realm, subject.id, path);
  for (const [pattern, make] of [...(subject.texts?.makers ?? []), ...MAKERS]) {
    if (!pattern.test(name) && !pattern.test(path)) continue;
    const text = make({ name, path, digest, subject });
    if (text !== undefined) return text;
  }
  return "";
}

export function believableNumber(path: string): number {
  if (/(^|_)port$/.test(path)) return 443;
  return /(^|_|\.)(version|revision|generation|serial)$/.test(path) ? 1 : 0;
}

/** A moment that belongs to the digest, to the second (RFC 3339). */
export function timestamp(digest: string): string {
  const seconds = parseInt(digest.slice(0, 8), 16) % SECONDS_A_YEAR;
  return new Date(EPOCH + seconds * 1000).toISOString().replace(".000", "");
}

/** `.internal` is reserved for private use: no such name resolves by accident. */
function host({ type, realm, texts }: BelievableSubject, digest: string): string {
  const parts = [digest.slice(0, 12), word(type), texts?.placeOf?.(realm)].filter(Boolean);
  return `${parts.join(".")}.rehearsal.internal`;
}

const address = (digest: string): string =>
  ["10", ...[0, 2, 4].map((at) => (parseInt(digest.slice(at, at + 2), 16) % 254) + 1)].join(".");

const certificate = (digest: string, { id }: BelievableSubject): string =>
  selfSignedCertificate({ commonName: id.slice(0, 64), seed: digest }).pem;

const base64 = (text: string): string => Buffer.from(text).toString("base64");

const decimal = (digest: string, digits: number): string => String(BigInt(`0x${digest}`)).slice(0, digits);

const uuid = (digest: string): string =>
  [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `a${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");

const word = (type: string): string => type.split("_").slice(1).join("-") || type;
