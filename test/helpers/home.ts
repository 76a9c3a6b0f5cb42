/** An environment of bare hosts, as a text and as the stacks that it comes to. Nothing of it is there: neither hosts nor keys. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App } from "cdktf";
import { KubeadmTarget } from "../../infra/kubeadm/target";
import { addEnvironment } from "../../infra/modules/stacks";
import { loadText } from "../../src/environment/load-file";
import type { Problem } from "../../src/errors";
import { hostKeyOf } from "./host-keys";

export interface HomeHost {
  readonly name: string;
  readonly role: "control-plane" | "worker";
  /** The last part of its address, and of its key. */
  readonly number: number;
  /** Of another machine in its place. @default number */
  readonly key?: number;
  /** Another one than a test's own. @default made of `key` */
  readonly hostKey?: string;
  /** More fields, as YAML in one line begins: `, pool: a`. */
  readonly more?: string;
}

export const HOSTS: readonly HomeHost[] = [
  { name: "cp1", role: "control-plane", number: 11 },
  { name: "cp2", role: "control-plane", number: 12 },
  { name: "cp3", role: "control-plane", number: 13 },
  { name: "w1", role: "worker", number: 21 },
  { name: "w2", role: "worker", number: 22 },
];

export interface HomeOptions {
  /** The first three parts of addresses. */
  readonly net?: string;
  readonly keyFile?: string;
  readonly hosts?: readonly HomeHost[];
  /** In the block, as lines of it. */
  readonly block?: string;
  /** Whole sections. */
  readonly sections?: string;
  readonly endpoint?: string;
}

export function homeText(options: HomeOptions = {}): string {
  const { hosts = HOSTS, net = "10.0.0", keyFile = "/nowhere/key", block = "", sections = "" } = options;
  const { endpoint = `{ kind: keepalived, address: ${net}.10 }` } = options;
  const lines = hosts.map(
    ({ name, role, number, key = number, hostKey = hostKeyOf(key), more = "" }) =>
      `    - { name: ${name}, address: ${net}.${number}, role: ${role}, hostKey: ${hostKey}${more} }\n`,
  );
  return `name: home
target: kubeadm
profile: minimal
owner: fishers
kubeadm:
  site: attic
  user: ops
  keyFile: ${keyFile}
  endpoint: ${endpoint}
${block}  hosts:
${lines.join("")}${sections}`;
}

const read = (text: string) => loadText(text, "environment.yaml", { folder: "home", simulated: true });

/** What is wrong with it, and what is only warned of. */
export function homeProblems(options: HomeOptions): readonly string[] {
  const { problems, environment } = read(homeText(options));
  const told = ({ code, place }: Problem): string => `${code} ${place?.path ?? ""}`;
  return [
    ...problems.map(told),
    ...(environment?.warnings ?? []).filter(({ code }) => code.startsWith("CLUSTER")).map(told),
  ];
}

export interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly [kind: string]: unknown;
}

/**
 * Its stacks, by name.
 * @param outdir is left behind where it is given. @default a folder that is taken away again
 */
export function homeStacks(options: HomeOptions = {}, outdir?: string): ReadonlyMap<string, Stack> {
  const { environment, problems } = read(homeText(options));
  if (!environment) throw new Error(JSON.stringify(problems));
  const folder = outdir ?? fs.mkdtempSync(path.join(os.tmpdir(), "jangada-home-"));
  const app = new App({
    outdir: folder,
    context: { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" },
  });
  const stacks = addEnvironment(app, environment, new KubeadmTarget());
  app.synth();
  const made = stacks.map(({ node }): [string, Stack] => [
    node.id,
    JSON.parse(fs.readFileSync(path.join(folder, "stacks", node.id, "cdk.tf.json"), "utf8")) as Stack,
  ]);
  if (outdir === undefined) fs.rmSync(folder, { recursive: true });
  return new Map(made);
}

/** The stack of the hosts. */
export function homeCluster(options: HomeOptions = {}, outdir?: string): Stack {
  const found = homeStacks(options, outdir).get("home-cluster");
  if (!found) throw new Error("There is no cluster's stack.");
  return found;
}
