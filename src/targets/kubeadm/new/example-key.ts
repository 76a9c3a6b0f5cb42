/** Host keys that stand where a new file knows none: of the right form, and of nobody, so that no host is taken for another. */

const TYPE = "ssh-ed25519";
const TEXT = "example only: of no host ";
/** Bytes of an Ed25519 key (RFC 8032, 5.1.5). */
const LENGTH = 32;

/** @param number another one for each host */
export function exampleHostKey(number: number): string {
  const key = Buffer.from(`${TEXT}${String(number).padStart(LENGTH - TEXT.length, "0")}`);
  return `${TYPE} ${Buffer.concat([field(Buffer.from(TYPE)), field(key)]).toString("base64")}`;
}

export function isExampleHostKey(text: string): boolean {
  const [type, base64 = ""] = text.trim().split(/\s+/);
  return type === TYPE && Buffer.from(base64, "base64").includes(TEXT);
}

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
