/** docs/kubeadm.md, from three servers to nodes: what it says is typed, as far as no server is needed; test/hosts/walk.slow-hosts.ts has the servers. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import type { DriftResult } from "../../src/operations/drift/drift-result";
import { run } from "../../src/operations/process";
import { DocumentSection } from "../helpers/document";
import { hostKeyOf } from "../helpers/host-keys";
import { atTerminal } from "../helpers/terminal";
import { RehearsedProject, ROOT, writeProject } from "../helpers/project";

/** Milliseconds: ten times what the longest takes on two quiet cores. */
const LONG_LIMIT = 300_000;
const FILE = path.join("infra", "environments", "dev", "environment.yaml");

const walk = new DocumentSection("docs/kubeadm.md", "## From three servers to nodes");
const typed = walk.lines("sh");
/** The one line that begins so. */
function line(beginning: string): string {
  const found = typed.filter((one) => one.startsWith(beginning));
  if (found.length !== 1) throw new Error(`${found.length} lines begin with '${beginning}'.`);
  return found[0] as string;
}

const table = fs.readFileSync(path.join(ROOT, "docs", "kubeadm.md"), "utf8");

interface Deployed {
  readonly stacks: readonly { readonly name: string; readonly outcome: string }[];
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { readonly server: string } }[];
  readonly users: readonly { readonly user: Readonly<Record<string, string>> }[];
}

const home = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-walk-"));
const folder = path.join(home, "platform");
let project: RehearsedProject;
afterAll(async () => {
  await project?.close();
  fs.rmSync(home, { recursive: true, force: true });
});

/** In a shell, where `npx jangada` is this checkout's, and nobody answers at the servers' addresses but with a key each. */
async function type(
  command: string,
  { cwd = folder, env = process.env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
) {
  const bin = path.join(home, "bin");
  if (!fs.existsSync(bin)) {
    fs.mkdirSync(bin);
    const program = (name: string, text: string): void =>
      fs.writeFileSync(path.join(bin, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
    program(
      "npx",
      `[[ $1 == jangada ]] && shift && exec "${process.execPath}" "${path.join(ROOT, "bin", "jangada.js")}" "$@"`,
    );
    const keys = [11, 12, 13].map((number) => `[10.20.0.${number}]="${hostKeyOf(number)}"`).join(" ");
    program("ssh-keyscan", `declare -A keys=(${keys})\nfor host in "\${@:3}"; do echo "$host \${keys[$host]}"; done`);
  }
  return run("bash", ["-euc", command], {
    cwd,
    env: { ...env, HOME: home, PATH: `${bin}:${process.env["PATH"]}`, NO_COLOR: "1", CI: "1" },
    whole: true,
  });
}

async function must(command: string, options: Parameters<typeof type>[1] = {}): Promise<string> {
  const { status, stdout, stderr } = await type(command, options);
  if (status !== 0) throw new Error(`${command}: exit ${status}\n${stdout}${stderr}`);
  return stdout;
}

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
  expect(typed.filter((one) => !known.some((beginning) => one.startsWith(beginning)))).toEqual([]);
  const verbs = typed.flatMap((one) => /^npx jangada (\w+)/.exec(one)?.[1] ?? []);
  expect(verbs).toEqual(["init", "validate", "doctor", "rehearse", "deploy", "kubeconfig"]);
});

test(
  "a key is made, the servers' are read, and init writes a file of which nothing is left to be filled in",
  async () => {
    await must(`mkdir -p ~/.ssh; ${line("test -e")}`, { cwd: home });
    expect(fs.statSync(path.join(home, ".ssh", "platform")).mode & 0o777).toBe(0o600);
    expect(await must(line("cat ~/.ssh"), { cwd: home })).toMatch(/^ssh-ed25519 \S+ platform$/m);
    const scanned = typed.slice(typed.indexOf(line("mkdir -p")), typed.indexOf(line("npm install jangada")));
    expect((await must(scanned.join("\n"), { cwd: home })).match(/^256 SHA256:\S+ 10\.20\.0\.1[123] /gm)).toHaveLength(
      3,
    );

    const { stderr, status } = await type(line("npx jangada init"));
    expect([status, stderr]).toEqual([0, expect.not.stringContaining("filled in") as string]);
    // The checkout's own app, in the place of the package's.
    const own = writeProject({});
    fs.copyFileSync(path.join(own, "cdktf.json"), path.join(folder, "cdktf.json"));
    fs.rmSync(own, { recursive: true });
  },
  LONG_LIMIT,
);

test(
  "the file is valid, and doctor tells of each server what is wrong with it",
  async () => {
    expect(await must(`${line("npx jangada validate")} --json`)).toContain('"valid"');
    const file = path.join(folder, FILE);
    const text = fs.readFileSync(file, "utf8");
    // Ports of this machine, at which nobody answers: for the addresses themselves one would have to wait.
    const near = text.replace(
      /^( +)address: (10\.20\.0\.(\d+))$/gm,
      "$1address: localhost\n$1port: $3\n$1nodeAddress: $2",
    );
    fs.writeFileSync(file, near);
    const { stdout, status } = await type(line("npx jangada doctor").replace(" --network", ""));
    fs.writeFileSync(file, text);
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
    project = await RehearsedProject.open({ dev: fs.readFileSync(path.join(folder, FILE), "utf8") });
  }, LONG_LIMIT);

  const here = () => ({ cwd: project.folder, env: project.env });
  const deploy = async () => JSON.parse(await must(`${line("npx jangada deploy")} --yes --json`, here())) as Deployed;
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
      const drift = JSON.parse(await must("npx jangada drift dev --json", here())) as DriftResult;
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
      await must(line("npx jangada kubeconfig"), here());
      const command = line("KUBECONFIG=");
      const file = path.join(project.folder, /KUBECONFIG=(\S+) kubectl get nodes/.exec(command)?.[1] ?? "");
      expect((fs.statSync(file).mode & 0o777).toString(8)).toBe("600");
      const { clusters, users } = parse(fs.readFileSync(file, "utf8")) as Kubeconfig;
      expect(clusters[0]?.cluster.server).toBe("https://10.20.0.10:6443");
      const key = Buffer.from(users[0]?.user["client-key-data"] ?? "", "base64").toString();
      expect(key).toContain("PRIVATE KEY");

      const { status, screen } = await atTerminal(here(), ["kubeconfig", "dev"], []);
      expect(screen).toContain("[CREDENTIAL_SHOWN]");
      expect([status, screen.includes("client-key-data")]).toEqual([4, false]);
      const open = await type("umask 022; npx jangada kubeconfig dev > open.kubeconfig", here());
      expect([open.status, fs.readFileSync(path.join(project.folder, "open.kubeconfig"), "utf8")]).toEqual([4, ""]);
      const piped = await must("npx jangada kubeconfig dev | cat", here());
      expect(piped.trim() === fs.readFileSync(file, "utf8").trim()).toBe(true);
      expect((await must("npx jangada output dev", here())).includes(key.split("\n")[1] ?? key)).toBe(false);
    },
    LONG_LIMIT,
  );

  test(
    "a worker is added as the table says, and all of it is taken down",
    async () => {
      const [entry = ""] = walk.blocks("yaml");
      const text = fs.readFileSync(path.join(folder, FILE), "utf8");
      project.write(
        "dev",
        text.replace(/^ {2}hosts:\n/m, (hosts) => `${hosts}${entry}`),
      );
      await deploy();
      expect(nodes()).toEqual(["cp1", "cp2", "cp3", "w1"]);

      const [destroy = ""] = /npx jangada destroy dev/.exec(table) ?? [];
      await must(`${destroy} --yes-destroy dev`, here());
      expect(project.simulation.world.list().filter(({ type: kind }) => kind !== "host")).toEqual([]);
    },
    LONG_LIMIT,
  );
});
