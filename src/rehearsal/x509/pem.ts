/** PEM armour (RFC 7468): lines of 64 characters, a newline at the end, as Go writes it. */

export interface PemBlock {
  readonly label: string;
  readonly der: Buffer;
}

export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** Every block in a text, in order; text between them is passed over. */
export function fromPem(text: string): readonly PemBlock[] {
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----\r?\n([\s\S]*?)-----END \1-----/g);
  return [...blocks].map(([, label = "", body = ""]) => ({ label, der: Buffer.from(body, "base64") }));
}
