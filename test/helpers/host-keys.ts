/** Public keys of hosts, by number: of the right form, and of nobody. */
export function hostKeyOf(number: number): string {
  const type = Buffer.from("ssh-ed25519");
  const key = Buffer.alloc(32, number);
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return `ssh-ed25519 ${Buffer.concat([field(type), field(key)]).toString("base64")}`;
}
