/** Keys of hosts, from a file such as ssh-keyscan writes and `~/.ssh/known_hosts` is (man 8 sshd, SSH_KNOWN_HOSTS FILE FORMAT). */
import { createHmac } from "node:crypto";

/** The first that is there is taken: short, and what every OpenSSH of today has. */
const PREFERRED = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"];

interface Line {
  readonly marker?: string;
  readonly names: readonly string[];
  readonly type: string;
  readonly key: string;
}

export class KnownHosts {
  private readonly lines: readonly Line[];

  constructor(text: string) {
    this.lines = text.split(/\r?\n/).flatMap(readLine);
  }

  /** How many keys there are, of whomever. */
  public get size(): number {
    return this.lines.length;
  }

  /** Type and base64, of each key of the most preferred type that is there: more than one where the file says two things. */
  public keysOf(address: string, port: number): readonly string[] {
    const name = port === 22 ? address : `[${address}]:${port}`;
    const own = this.lines.filter(({ names }) => names.some((written) => isName(written, name.toLowerCase())));
    const textOf = ({ type, key }: Line): string => `${type} ${key}`;
    const revoked = new Set(this.lines.filter(({ marker }) => marker === "@revoked").map(textOf));
    // A certificate authority's key is no host's.
    const valid = own.filter((line) => line.marker === undefined && !revoked.has(textOf(line)));
    const type = PREFERRED.find((preferred) => valid.some((line) => line.type === preferred));
    return [...new Set(valid.filter((line) => line.type === type).map(textOf))];
  }
}

function readLine(line: string): readonly Line[] {
  const parts = line.trim().split(/\s+/);
  const [marker] = parts;
  if (marker === undefined || marker === "" || marker.startsWith("#")) return [];
  const [names, type, key] = marker.startsWith("@") ? parts.slice(1) : parts;
  if (names === undefined || type === undefined || key === undefined) return [];
  return [{ ...(marker.startsWith("@") ? { marker } : {}), names: names.split(","), type, key }];
}

/** Plain, or as `HashKnownHosts` writes it: `|1|<salt>|<HMAC-SHA1 of the name>`. */
function isName(written: string, name: string): boolean {
  const [, salt, hash] = /^\|1\|([^|]+)\|([^|]+)$/.exec(written) ?? [];
  if (salt === undefined || hash === undefined) return written.toLowerCase() === name;
  return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
}
