/**
 * What a state remembers of the way to simulated hosts (a destroy provisioner has nothing else to go by), and so has to outlive the process
 * that serves them: keys and port, in the folder of the world.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import type { ParsedKey } from "ssh2";

const PRIVATE = 0o600;
const HOST_KEY = "ssh-host-key";
const USER_KEY = "ssh-user-key";
const PORT = "ssh-port";

interface KeyPair {
  /** In OpenSSH's form. */
  readonly private: string;
  /** As a line of known_hosts has it: type and key. */
  readonly public: string;
}

export interface SshKeys {
  /** Every host shows it. */
  readonly host: KeyPair;
  /** Whoever has it comes in. */
  readonly user: ParsedKey;
  readonly userKeyPath: string;
}

/** Made once for a folder. Nothing here is a secret of anybody. */
export function sshKeysOf(folder: string): SshKeys {
  const { utils } = require("ssh2") as typeof import("ssh2");
  const keyAt = (name: string): { readonly parsed: ParsedKey; readonly text: string } => {
    const file = path.join(folder, name);
    if (!fs.existsSync(file)) fs.writeFileSync(file, newKey(), { mode: PRIVATE });
    const text = fs.readFileSync(file, "utf8");
    const parsed = utils.parseKey(text);
    if (parsed instanceof Error) throw parsed;
    return { parsed, text };
  };
  const host = keyAt(HOST_KEY);
  const publicKey = `${host.parsed.type} ${host.parsed.getPublicSSH().toString("base64")}`;
  return {
    host: { private: host.text, public: publicKey },
    user: keyAt(USER_KEY).parsed,
    userKeyPath: path.join(folder, USER_KEY),
  };
}

/**
 * Private, in OpenSSH's form. Of those that ssh2 1.17 makes, one of some hundred is none that it, or OpenSSH, could read.
 */
export function newKey(generate = generateKey): string {
  const { utils } = require("ssh2") as typeof import("ssh2");
  for (;;) {
    const text = generate();
    const parsed = utils.parseKey(text);
    if (!(parsed instanceof Error) && parsed.verify(PROBE, parsed.sign(PROBE)) === true) return text;
  }
}

/** Whatever is signed shows whether both halves belong together. */
const PROBE = Buffer.from("probe");

function generateKey(): string {
  const { utils } = require("ssh2") as typeof import("ssh2");
  return utils.generateKeyPairSync("ed25519").private;
}

/** The port of the last time; zero, which is any, the first time. */
export function lastPort(folder: string): number {
  const file = path.join(folder, PORT);
  return fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
}

export function keepPort(folder: string, port: number): void {
  fs.writeFileSync(path.join(folder, PORT), String(port), { mode: PRIVATE });
}
