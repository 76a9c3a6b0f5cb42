/** A host's public key, by which one knows that it is that host (RFC 4253, 6.6; RFC 5656; RFC 8709). */
import { z } from "zod";

/** In place of a key: whoever answers at the address is taken for the host. */
export const UNVERIFIED = "unverified";

/** The algorithms that Terraform's SSH client can be told to expect; DSA is not among them. */
const TYPES = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"];

export const hostKey = z
  .string()
  .superRefine((text, context) => {
    const problem = text === UNVERIFIED ? undefined : problemOf(text);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  })
  .describe(
    `The host's public key, as \`ssh-keyscan\` prints it behind the address: type and base64, such as ssh-ed25519 AAAA…. Compare it with /etc/ssh/ssh_host_ed25519_key.pub on the host's own console. '${UNVERIFIED}' takes whoever answers for the host.`,
  );

/** The same without its comment, which does not count. */
export function plainHostKey(text: string): string {
  return text === UNVERIFIED ? text : text.trim().split(/\s+/).slice(0, 2).join(" ");
}

function problemOf(text: string): string | undefined {
  const [type = "", data = ""] = text.trim().split(/\s+/);
  if (/^(SHA256|MD5):/.test(text)) return "must be the key itself, not its fingerprint";
  if (text.includes("PRIVATE KEY")) return "must be the public key: the private one never leaves its host";
  if (!TYPES.includes(type)) {
    return TYPES.includes(data)
      ? "must begin with the key's type: leave out the address that stands before it in known_hosts"
      : `must be a public key of a host: its type (${TYPES.join(", ")}), a space, and base64`;
  }
  return typeWithin(data) === type
    ? undefined
    : `must hold a whole key of the type ${type} in base64: this one is cut off or of another type`;
}

/** What the key itself says that it is; undefined unless all of its fields are there to the last byte. */
function typeWithin(base64: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(base64, "base64");
  const fields: Buffer[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (length > bytes.length - at - 4) return undefined;
    fields.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return at === bytes.length && fields.length > 1 ? fields[0]?.toString("latin1") : undefined;
}
