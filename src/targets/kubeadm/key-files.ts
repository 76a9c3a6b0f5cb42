/** The private keys that log in: whether they are there, and nobody else's. */
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import type { SectionProblem } from "../../model/component";
import type { Path, WrittenBlock } from "./written";

/** Where a key file is that the environment file names. */
export function keyPath(file: string, root: string): string {
  return file === "~" || file.startsWith("~/") ? path.join(homedir(), file.slice(1)) : path.resolve(root, file);
}

export function checkKeyFiles(block: WrittenBlock, root: string): readonly SectionProblem[] {
  const named: readonly (readonly [Path, string | undefined])[] = [
    [["keyFile"], block.keyFile],
    [["bastion", "keyFile"], block.bastion?.keyFile],
    ...block.hosts.map((host): readonly [Path, string | undefined] => [[...host.path, "keyFile"], host.keyFile]),
  ];
  return named.flatMap(([at, file]) => (file === undefined ? [] : checkKeyFile(at, file, keyPath(file, root))));
}

function checkKeyFile(at: Path, written: string, file: string): readonly SectionProblem[] {
  const problem = problemOf(written, file);
  return problem ? [{ path: at, ...problem }] : [];
}

function problemOf(written: string, file: string): Omit<SectionProblem, "path"> | undefined {
  let mode: number;
  let text: string;
  try {
    const found = statSync(file);
    if (!found.isFile()) return missing(`'${written}' is no file.`);
    mode = found.mode;
    text = readFileSync(file, "utf8");
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === "ENOENT";
    return missing(isGone ? `There is no file '${written}' (${file}).` : `'${written}' (${file}) cannot be read.`);
  }
  // As OpenSSH judges (sshkey_perm_ok): bits for others are too many.
  if ((mode & 0o077) !== 0) {
    return {
      code: "KEY_FILE_OPEN",
      message: `Others of this machine may use the private key '${written}': its mode is ${(mode & 0o777).toString(8).padStart(4, "0")}.`,
      remedy: `chmod 0600 ${file}; if others could read it, make a new key.`,
    };
  }
  if (!/^-----BEGIN (OPENSSH |RSA |EC )?(ENCRYPTED )?PRIVATE KEY-----/m.test(text)) {
    return {
      code: "KEY_FILE_FORM",
      message: `'${written}' holds no private key.`,
      remedy: "Name the private key, not its .pub, in OpenSSH's form or PEM.",
    };
  }
  if (isEncrypted(text)) {
    return {
      code: "KEY_FILE_PASSPHRASE",
      message: `The private key '${written}' has a passphrase, for which nobody is asked while Terraform runs.`,
      remedy: "Name a key of its own for deployments, without a passphrase (ssh-keygen -t ed25519 -N '' -f …).",
    };
  }
  return undefined;
}

function missing(message: string): Omit<SectionProblem, "path"> {
  return {
    code: "KEY_FILE_MISSING",
    message,
    remedy: "Name the private key whose public half is in authorized_keys of the hosts.",
  };
}

/** PEM says it in its headers; OpenSSH's form in its first field, the cipher (PROTOCOL.key of openssh). */
function isEncrypted(text: string): boolean {
  if (/ENCRYPTED/.test(text)) return true;
  const [, body] = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]*)-----END/.exec(text) ?? [];
  if (body === undefined) return false;
  const bytes = Buffer.from(body, "base64");
  const magic = "openssh-key-v1\0";
  if (bytes.length < magic.length + 4) return false;
  const length = bytes.readUInt32BE(magic.length);
  return bytes.subarray(magic.length + 4, magic.length + 4 + length).toString("latin1") !== "none";
}
