/** docs/kubeadm.md, from three servers to nodes: what it says is typed, as far as no server is needed; test/hosts/walk.slow-hosts.ts has the servers. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import type { DriftResult } from "../../src/operations/drift/drift-result";
import { hostKeyOf } from "../helpers/host-keys";
import { atTerminal } from "../helpers/terminal";
import { RehearsedProject } from "../helpers/project";
import { Walk } from "../helpers/walk";

/** Milliseconds: ten times what the longest takes on two quiet cores. */
const LONG_LIMIT = 300_000;

interface Deployed {
  readonly stacks: readonly { readonly name: string; readonly outcome: string }[];
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { readonly server: string } }[];
  readonly users: readonly { readonly user: Readonly<Record<string, string>> }[];
}

const KEYS = [11, 12, 13].map((number) => `[10.20.0.${number}]="${hostKeyOf(number)}"`).join(" ");
/** Nobody is there who could be asked: each has a key of its own. */
const SCAN = `declare -A keys=(${KEYS})\nfor host in "\${@:3}"; do echo "$host \${keys[$host]}"; done`;

const walk = new Walk({ "ssh-keyscan": SCAN });
let project: RehearsedProject;
afterAll(async () => {
  await project?.close();
  walk.close();
});

test("nothing is typed but what is tried here and on real hosts; packages are the registry's", () => {
  const known = [
    "test -e",
    "cat ",
    "mkdir -p",
    "ssh-keyscan",
    "ssh-keygen -lf",
    "npm install",
    "npx jangada ",
    "KUBECONFIG=",
  ];
  expect(walk.lines.filter((one) => !known.some((beginning) => one.startsWith(beginning)))).toEqual([]);
  const verbs = walk.lines.flatMap((one) => /^npx jangada (\w+)/.exec(one)?.[1] ?? []);
  expect(verbs).toEqual(["init", "validate", "doctor", "rehearse", "deploy", "kubeconfig"]);
});

test(
  "a key is made, the servers' are read, and init writes a file of which nothing is left to be filled in",
  async () => {
    expect(await walk.begin()).not.toContain("filled in");
    expect(fs.statSync(path.join(walk.home, ".ssh", "platform")).mode & 0o777).toBe(0o600);
    expect(await walk.must(walk.line("ssh-keygen -lf"))).toMatch(/^(256 SHA256:\S+ 10\.20\.0\.1[123] .*\n?){3}$/);
    walk.useCheckout();
  },
  LONG_LIMIT,
);

test(
  "the file is valid, and doctor tells of each server what is wrong with it",
  async () => {
    expect(await walk.must(`${walk.line("npx jangada validate")} --json`)).toContain('"valid"');
    const { text } = walk;
    // Ports of this machine, at which nobody answers: for the addresses themselves one would have to wait.
    const near = "$1address: localhost\n$1port: $3\n$1nodeAddress: $2";
    walk.write(text.replace(/^( +)address: (10\.20\.0\.(\d+))$/gm, near));
    const { stdout, status } = await walk.type(walk.line("npx jangada doctor").replace(" --network", ""));
    walk.write(text);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ok +keys of dev +.*\/\.ssh\/platform$/m);
    for (const name of ["cp1", "cp2", "cp3"]) {
      expect(stdout).toMatch(new RegExp(`^failed +${name} of dev +(Nobody|Who) answers[^\\n]*\\n +-> `, "m"));
    }
  },
  LONG_LIMIT,
);

describe("on simulated servers", () => {
  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: walk.text });
  }, LONG_LIMIT);

  const here = () => ({ cwd: project.folder, env: project.env });
  const deploy = async () =>
    JSON.parse(await walk.must(`${walk.line("npx jangada deploy")} --yes --json`, here())) as Deployed;
  const nodes = (): readonly string[] => {
    const [cluster] = project.simulation.world.list("kubeadm_cluster");
    return Object.keys((cluster?.attributes["members"] ?? {}) as object).sort();
  };

  test(
    "a deployment makes nodes of them, which are as it left them",
    async () => {
      expect((await deploy()).stacks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(
        ["authority", "cluster", "data", "platform"].map((tier) => `dev-${tier} applied`),
      );
      expect(nodes()).toEqual(["cp1", "cp2", "cp3"]);
      const drift = JSON.parse(await walk.must("npx jangada drift dev --json", here())) as DriftResult;
      expect([drift.verdict, ...drift.hosts.map(({ outcome }) => outcome)]).toEqual([
        "no-drift",
        "same",
        "same",
        "same",
      ]);
    },
    LONG_LIMIT,
  );

  test(
    "the kubeconfig is written for its owner alone, and kept from those who look on",
    async () => {
      await walk.must(walk.line("npx jangada kubeconfig"), here());
      const command = walk.line("KUBECONFIG=");
      const file = path.join(project.folder, /KUBECONFIG=(\S+) kubectl get nodes/.exec(command)?.[1] ?? "");
      expect((fs.statSync(file).mode & 0o777).toString(8)).toBe("600");
      const { clusters, users } = parse(fs.readFileSync(file, "utf8")) as Kubeconfig;
      expect(clusters[0]?.cluster.server).toBe("https://10.20.0.10:6443");
      const key = Buffer.from(users[0]?.user["client-key-data"] ?? "", "base64").toString();
      expect(key).toContain("PRIVATE KEY");

      const { status, screen } = await atTerminal(here(), ["kubeconfig", "dev"], []);
      expect(screen).toContain("[CREDENTIAL_SHOWN]");
      expect([status, screen.includes("client-key-data")]).toEqual([4, false]);
      const open = await walk.type("umask 022; npx jangada kubeconfig dev > open.kubeconfig", here());
      expect([open.status, fs.readFileSync(path.join(project.folder, "open.kubeconfig"), "utf8")]).toEqual([4, ""]);
      const piped = await walk.must("npx jangada kubeconfig dev | cat", here());
      expect(piped.trim() === fs.readFileSync(file, "utf8").trim()).toBe(true);
      expect((await walk.must("npx jangada output dev", here())).includes(key.split("\n")[1] ?? key)).toBe(false);
    },
    LONG_LIMIT,
  );

  test(
    "a worker is added as the table says, and all of it is taken down",
    async () => {
      project.write(
        "dev",
        walk.text.replace(/^ {2}hosts:\n/m, (hosts) => `${hosts}${walk.worker}`),
      );
      await deploy();
      expect(nodes()).toEqual(["cp1", "cp2", "cp3", "w1"]);

      const [destroy] = walk.inTable("take all of it down");
      await walk.must(`${destroy} --yes-destroy dev`, here());
      expect(project.simulation.world.list().filter(({ type: kind }) => kind !== "host")).toEqual([]);
    },
    LONG_LIMIT,
  );
});
