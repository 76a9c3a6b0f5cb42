/** A file of bare hosts, and keys as it may name them. */
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { z } from "zod";
import { loadText } from "../../src/environment/load-file";
import { defineComponent, defineRules } from "../../src/model/component";
import type { TargetFacts } from "../../src/model/target-facts";
import { kubeadmFacts } from "../../src/targets/kubeadm/facts";
import { hostKeyOf } from "../helpers/host-keys";

/** Key files, right and wrong: what paths of the file are relative to. */
function keyFolder(): string {
  const root = mkdtempSync(path.join(tmpdir(), "kubeadm-target-"));
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  writeFileSync(path.join(root, "key"), pem, { mode: 0o600 });
  writeFileSync(path.join(root, "open"), pem, { mode: 0o600 });
  chmodSync(path.join(root, "open"), 0o644);
  writeFileSync(path.join(root, "group"), pem, { mode: 0o600 });
  chmodSync(path.join(root, "group"), 0o640);
  writeFileSync(path.join(root, "key.pub"), "ssh-ed25519 AAAA me@here\n", { mode: 0o600 });
  const locked = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" });
  writeFileSync(path.join(root, "locked"), locked, { mode: 0o600 });
  const field = (text: string) => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
  const openssh = Buffer.concat([Buffer.from("openssh-key-v1\0"), field("aes256-ctr"), field("bcrypt")]).toString(
    "base64",
  );
  writeFileSync(
    path.join(root, "locked-openssh"),
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${openssh}\n-----END OPENSSH PRIVATE KEY-----\n`,
    { mode: 0o600 },
  );
  mkdirSync(path.join(root, "folder"));
  return root;
}

export const host = (name: string, address: string, role: string, number: number, more = ""): string =>
  `    - { name: ${name}, address: ${address}, role: ${role}, hostKey: ${hostKeyOf(number)}${more} }\n`;

export const CP1 = host("cp1", "192.0.2.11", "control-plane", 1);
export const CP2 = host("cp2", "192.0.2.12", "control-plane", 2);
export const CP3 = host("cp3", "192.0.2.13", "control-plane", 3);
export const W1 = host("w1", "192.0.2.21", "worker", 4);
export const W2 = host("w2", "192.0.2.22", "worker", 5);
export const FILE = `name: dev
target: kubeadm
profile: minimal
owner: fishers
kubeadm:
  site: fortaleza
  user: ops
  keyFile: key
  endpoint: { kind: keepalived, address: 192.0.2.10 }
  hosts:
${CP1}${CP2}${CP3}${W1}${W2}cluster: { serviceCidr: 172.20.0.0/16 }
`;

const cluster = defineComponent({
  name: "cluster",
  rules: () =>
    defineRules({ schema: z.strictObject({ serviceCidr: z.string().default("172.20.0.0/16").describe("Services.") }) }),
  build: {},
});
export const served: TargetFacts = { ...kubeadmFacts, components: ["cluster"] };
/** The test file's own temporary folder, which goes with it. */
const root = keyFolder();

export const load = (text: string, options: object = {}) =>
  loadText(text, "environment.yaml", { components: [cluster as never], targets: [served], root, ...options });
export const told = (text: string): readonly string[] =>
  load(text).problems.map(({ code, place }) => `${code} ${place?.path ?? ""}`);
