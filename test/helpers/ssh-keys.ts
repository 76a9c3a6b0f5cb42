/** Key pairs that SSH can read, each time: of those that ssh2 makes not every one can be (`newKey`). */
import { utils } from "ssh2";
import { newKey } from "../../src/rehearsal/hosts/lasting";

export interface SshKey {
  /** In OpenSSH's form. */
  readonly private: string;
  /** As a line of known_hosts or authorized_keys has it: type and key. */
  readonly public: string;
}

export function sshKey(type: "ed25519" | "ecdsa" = "ed25519"): SshKey {
  const text = type === "ed25519" ? newKey() : newKey(() => utils.generateKeyPairSync("ecdsa", { bits: 256 }).private);
  const parsed = utils.parseKey(text);
  if (parsed instanceof Error) throw parsed;
  return { private: text, public: `${parsed.type} ${parsed.getPublicSSH().toString("base64")}` };
}
