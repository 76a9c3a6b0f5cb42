/**
 * What Terraform's SSH client knows hosts by, where they are behind a bastion. It holds the bastion against `host_key`, too, and never reads `bastion_host_key`
 * (prepareSSHConfig of internal/communicator/ssh/provisioner.go, seen in 1.11.4); but it writes that text behind the address into a file of known hosts as it is, so that lines of
 * each may stand in it (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
 */

export interface KnownHost {
  readonly address: string;
  readonly port: number;
  /** Type and base64. */
  readonly key: string;
}

/**
 * Lines of all of them, behind a key for whichever of them Terraform asks: of a kind that is only ever a person's (openssh's PROTOCOL.u2f), it is no host's, and the first line of
 * another kind counts.
 */
export function knownHosts(hosts: readonly KnownHost[]): string {
  return [NOBODYS_KEY, ...hosts.map(({ address, port, key }) => `${placeIn(address, port)} ${key}`)].join("\n");
}

const placeIn = (address: string, port: number): string => (port === 22 ? address : `[${address}]:${port}`);

const NOBODYS_TYPE = "sk-ssh-ed25519@openssh.com";

const field = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const NOBODYS_KEY = `${NOBODYS_TYPE} ${Buffer.concat([
  field(Buffer.from(NOBODYS_TYPE)),
  field(Buffer.alloc(32, 1)),
  field(Buffer.from("ssh:")),
]).toString("base64")}`;
