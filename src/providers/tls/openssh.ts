/** Keys in OpenSSH's forms (RFC 4253, 6.6; RFC 5656; RFC 8709; OpenSSH's PROTOCOL.key). It has none for P-224. */
import { createPrivateKey, randomBytes, type JsonWebKey, type KeyObject } from "node:crypto";
import { fromPem, toPem } from "../../rehearsal/x509/pem";

const LABEL = "OPENSSH PRIVATE KEY";
const MAGIC = Buffer.from("openssh-key-v1\0", "latin1");
/** The block size of the cipher "none", to which the private part is padded. */
const BLOCK = 8;

/** By JSON Web Key's names of curves. */
const NIST: { readonly [curve: string]: string } = { "P-256": "nistp256", "P-384": "nistp384", "P-521": "nistp521" };

export function openSshPublicKey(key: KeyObject): { algorithm: string; blob: Buffer } | undefined {
  const fields = fieldsOf(key);
  return fields && { algorithm: fields.algorithm, blob: strings(Buffer.from(fields.algorithm), ...fields.open) };
}

/** Unencrypted, without a comment. Empty for a curve that OpenSSH does not have, as the provider gives. */
export function openSshPrivateKey(key: KeyObject): string {
  const fields = fieldsOf(key);
  const open = openSshPublicKey(key);
  if (!fields || !open) return "";
  const check = randomBytes(4);
  const secret = Buffer.concat([
    check,
    check,
    strings(Buffer.from(fields.algorithm), ...fields.secret),
    strings(Buffer.alloc(0)),
  ]);
  const padding = Buffer.from(
    Array.from({ length: (BLOCK - (secret.length % BLOCK)) % BLOCK }, (_, index) => index + 1),
  );
  const none = Buffer.from("none");
  return toPem(
    LABEL,
    Buffer.concat([
      MAGIC,
      strings(none, none, Buffer.alloc(0)),
      uint32(1),
      strings(open.blob, Buffer.concat([secret, padding])),
    ]),
  );
}

/** @throws RangeError when the text is no unencrypted OpenSSH key. */
export function parseOpenSshPrivateKey(text: string): KeyObject {
  const block = fromPem(text).find((item) => item.label === LABEL);
  if (!block?.der.subarray(0, MAGIC.length).equals(MAGIC)) throw new RangeError("ssh: no key found");
  const outer = new Reader(block.der.subarray(MAGIC.length));
  if (outer.string().toString() !== "none") throw new RangeError("ssh: this private key is passphrase protected");
  outer.string();
  outer.string();
  outer.skip(4);
  outer.string();
  const inner = new Reader(outer.string());
  inner.skip(8);
  return createPrivateKey({ key: jwkOf(inner.string().toString(), inner), format: "jwk" });
}

interface Fields {
  readonly algorithm: string;
  readonly open: readonly Buffer[];
  readonly secret: readonly Buffer[];
}

function fieldsOf(key: KeyObject): Fields | undefined {
  // Node cannot write P-224 as a JSON Web Key, and OpenSSH does not know it.
  if (key.asymmetricKeyDetails?.namedCurve === "secp224r1") return undefined;
  const jwk = key.export({ format: "jwk" });
  const part = (name: keyof JsonWebKey): Buffer => Buffer.from(String(jwk[name] ?? ""), "base64url");
  const number = (name: keyof JsonWebKey): Buffer => mpint(part(name));
  if (jwk.kty === "RSA") {
    const open = [number("e"), number("n")];
    const secret = [number("n"), number("e"), number("d"), number("qi"), number("p"), number("q")];
    return { algorithm: "ssh-rsa", open, secret };
  }
  if (jwk.kty === "OKP") {
    return { algorithm: "ssh-ed25519", open: [part("x")], secret: [part("x"), Buffer.concat([part("d"), part("x")])] };
  }
  const curve = NIST[jwk.crv ?? ""];
  if (!curve) return undefined;
  const point = [Buffer.from(curve), Buffer.concat([Buffer.from([4]), part("x"), part("y")])];
  return { algorithm: `ecdsa-sha2-${curve}`, open: point, secret: [...point, number("d")] };
}

function jwkOf(algorithm: string, fields: Reader): JsonWebKey {
  if (algorithm === "ssh-ed25519") {
    const x = fields.string();
    return { kty: "OKP", crv: "Ed25519", x: b64(x), d: b64(fields.string().subarray(0, 32)) };
  }
  if (algorithm === "ssh-rsa") {
    const [n, e, d, qi, p, q] = Array.from({ length: 6 }, () => withoutSign(fields.string()));
    if (!n || !e || !d || !qi || !p || !q) throw new RangeError("ssh: malformed key");
    const exponent = (prime: Buffer): string => {
      const size = toBigInt(d) % (toBigInt(prime) - 1n);
      return b64(fromBigInt(size));
    };
    return {
      kty: "RSA",
      n: b64(n),
      e: b64(e),
      d: b64(d),
      qi: b64(qi),
      p: b64(p),
      q: b64(q),
      dp: exponent(p),
      dq: exponent(q),
    };
  }
  const curve = fields.string().toString();
  const crv = Object.keys(NIST).find((name) => NIST[name] === curve);
  if (!crv) throw new RangeError(`ssh: unhandled key type ${algorithm}`);
  const point = fields.string().subarray(1);
  const half = point.length / 2;
  const d = withoutSign(fields.string());
  const padded = Buffer.concat([Buffer.alloc(half - d.length), d]);
  return { kty: "EC", crv, x: b64(point.subarray(0, half)), y: b64(point.subarray(half)), d: b64(padded) };
}

class Reader {
  private offset = 0;
  constructor(private readonly bytes: Buffer) {}

  skip(count: number): void {
    this.offset += count;
  }

  string(): Buffer {
    if (this.offset + 4 > this.bytes.length) throw new RangeError("ssh: short read");
    const start = this.offset + 4;
    const end = start + this.bytes.readUInt32BE(this.offset);
    if (end > this.bytes.length) throw new RangeError("ssh: short read");
    this.offset = end;
    return this.bytes.subarray(start, end);
  }
}

const b64 = (bytes: Buffer): string => bytes.toString("base64url");
const toBigInt = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString("hex")}`);
const withoutSign = (bytes: Buffer): Buffer => (bytes[0] === 0 ? bytes.subarray(1) : bytes);

function fromBigInt(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const strings = (...items: readonly Buffer[]): Buffer =>
  Buffer.concat(items.flatMap((item) => [uint32(item.length), item]));

/** A positive number: without leading zeros, but one where the first bit is set (RFC 4251, 5). */
function mpint(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length && bytes[start] === 0) start++;
  const rest = bytes.subarray(start);
  return (rest[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), rest]) : rest;
}
