/**
 * docs/kubeadm.md as a new user goes through it: from three servers to nodes, and what the page says is typed then. The command line, Terraform, SSH and
 * the hosts' systems are real; the cluster is the stand-ins', so that what runs in it (`dev-data`, `dev-platform`) is left to rehearsals.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { run } from "../../src/operations/process";
import { ROOT, RehearsedProject } from "../helpers/project";
import { Walk } from "../helpers/walk";
import { HERE } from "./environment";
import { TestHosts } from "./hosts";
import { call, readKubeconfig } from "./stand-ins/kubeconfig";

const NET = 8;
const LONG_LIMIT = 1_200_000;
/** The page's addresses, and those of machines here. */
const change = (line: string): string =>
  line.replaceAll("10.20.0.21", "10.20.0.14").replaceAll("10.20.0.", `10.79.${NET}.`);
/** Those of the stacks that reach hosts. */
const HOSTS_ALONE = "--stack dev-authority --stack dev-cluster";

const KNOWN =
  '-o UserKnownHostsFile="$HOME/platform/hosts.keys" -o GlobalKnownHostsFile=/dev/null -o StrictHostKeyChecking=yes -o BatchMode=yes';
const REAL = (program: string): string => `exec /usr/bin/${program} ${KNOWN} "$@"`;

let machines: TestHosts;
let project: RehearsedProject;
const walk = new Walk({ ssh: REAL("ssh"), scp: REAL("scp") }, change);

beforeAll(async () => {
  machines = await TestHosts.start({ names: ["cp1", "cp2", "cp3", "w1"], net: NET });
  // As fresh servers have it: a key each.
  for (const host of machines.all)
    await host.root(
      "cd /etc/ssh && rm ssh_host_ed25519_key* && ssh-keygen -q -t ed25519 -N '' -f ssh_host_ed25519_key && systemctl restart ssh",
    );
  for (const half of ["", ".pub"])
    fs.copyFileSync(`${machines.keyFile}${half}`, path.join(walk.home, ".ssh", `platform${half}`));
}, LONG_LIMIT);
afterAll(async () => {
  await project?.close();
  await machines.stop();
  walk.close();
}, 120_000);

/** Simulated providers for what is no host; hosts are reached as the file says. */
function here(): { readonly cwd: string; readonly env: NodeJS.ProcessEnv } {
  const { TF_VAR_ssh: _, TF_CLI_ARGS_apply: _apply, TF_CLI_ARGS_destroy: _destroy, ...env } = project.env;
  return { cwd: walk.folder, env };
}

interface Deployed {
  readonly stacks: readonly { readonly name: string; readonly outcome: string }[];
}
const deploy = async (): Promise<readonly string[]> => {
  const said = await walk.must(`${walk.line("npx jangada deploy")} ${HOSTS_ALONE} --yes --json`, here());
  return (JSON.parse(said) as Deployed).stacks.map(({ name, outcome }) => `${name} ${outcome}`);
};

interface Nodes {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status: {
      readonly conditions: readonly { readonly type: string; readonly status: string }[];
      readonly nodeInfo: { readonly kubeletVersion: string };
    };
  }[];
}
/** What `kubectl get nodes` shows, by the kubeconfig that it is told of: name, whether it is ready, version. */
async function nodes(): Promise<readonly string[]> {
  const [, file = ""] = /^KUBECONFIG=(\S+) kubectl get nodes$/.exec(walk.line("KUBECONFIG=")) ?? [];
  const config = readKubeconfig(path.join(walk.folder, file));
  const { body } = await call(config, { method: "GET", path: "/api/v1/nodes" });
  return (body as Nodes).items
    .map(({ metadata, status }) => {
      const isReady = status.conditions.some(({ type, status: is }) => type === "Ready" && is === "True");
      return `${metadata.name} ${isReady ? "Ready" : "NotReady"} ${status.nodeInfo.kubeletVersion}`;
    })
    .sort();
}

test(
  "three servers become nodes",
  async () => {
    const [told = ""] = walk.section.lines("console").filter((line) => line.startsWith("ssh-keygen -lf"));
    expect(await walk.begin()).not.toContain("filled in");
    const seen = (await walk.must(walk.line("ssh-keygen -lf"))).match(/SHA256:\S+/g)?.sort();
    const shown = await Promise.all(["cp1", "cp2", "cp3"].map((name) => machines.host(name).root(told)));
    expect(seen).toEqual(shown.map((line) => /SHA256:\S+/.exec(line)?.[0]).sort());

    const patch = path.join(walk.home, "here.js");
    // What machines for tests have to be told.
    const each = "for (const host of Object.values(stack.locals?.cluster_hosts ?? {})) host.settings += HERE;";
    fs.writeFileSync(
      patch,
      `const fs = require("node:fs");
const HERE = ${JSON.stringify(HERE)};
const file = process.env.CDKTF_OUTDIR + "/stacks/dev-cluster/cdk.tf.json";
if (fs.existsSync(file)) {
  const stack = JSON.parse(fs.readFileSync(file, "utf8"));
  ${each}
  fs.writeFileSync(file, JSON.stringify(stack));
}
`,
    );
    walk.useCheckout(` && "${process.execPath}" "${patch}"`);
    project = await RehearsedProject.open({ dev: walk.text });
    await walk.must(walk.line("npx jangada validate"));
    const doctor = await walk.must(walk.line("npx jangada doctor").replace(" --network", ""), here());
    expect(doctor.match(/^ok +cp[123] of dev +lets ops in: Debian GNU\/Linux 12 \(bookworm\)$/gm)).toHaveLength(3);

    expect(await deploy()).toEqual(["dev-authority applied", "dev-cluster applied"]);
    await walk.must(walk.line("npx jangada kubeconfig"), here());
    // What `dev-platform` brings: a network of pods.
    await machines.cluster.networked(true);
    expect(await nodes()).toEqual(
      ["cp1", "cp2", "cp3"].map((name) => expect.stringMatching(`^${name} Ready v1\\.35\\.`)),
    );
  },
  LONG_LIMIT,
);

test(
  "a second deployment changes nothing, and drift finds none on the hosts",
  async () => {
    const [again, drift] = walk.inTable("see that all is as it was left");
    expect(again).toBe(walk.line("npx jangada deploy"));
    expect(await deploy()).toEqual(["dev-authority unchanged", "dev-cluster unchanged"]);
    const { stdout } = await walk.type(`${drift} --json`, here());
    const { hosts } = JSON.parse(stdout) as { readonly hosts: readonly { name: string; outcome: string }[] };
    expect(hosts.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(["cp1 same", "cp2 same", "cp3 same"]);
  },
  LONG_LIMIT,
);

test(
  "a worker is added, and certificates are renewed",
  async () => {
    const scanned = await walk.must(`ssh-keyscan -t ed25519 ${machines.host("w1").address} | tee -a hosts.keys`);
    const key = scanned.trim().split(" ").slice(1).join(" ");
    walk.write(
      walk.text.replace(
        /^ {2}hosts:\n/m,
        (hosts) => `${hosts}${walk.worker.replace(/hostKey: .*/, `hostKey: ${key}`)}`,
      ),
    );
    const [doctor = ""] = walk.inTable("add a worker");
    expect(await walk.must(doctor, here())).toContain("w1 of dev");
    await deploy();
    expect(await nodes()).toHaveLength(4);

    const [renew = ""] = walk.inTable("renew certificates");
    const ends = () => machines.host("cp1").root("openssl x509 -noout -serial -in /etc/kubernetes/pki/apiserver.crt");
    const before = await ends();
    await walk.must(renew);
    expect(await ends()).not.toBe(before);
  },
  LONG_LIMIT,
);

test(
  "a minor is raised, and etcd goes back to the copy that was made before",
  async () => {
    walk.write(walk.text.replace('version: "1.35"', 'version: "1.36"'));
    await deploy();
    expect(new Set((await nodes()).map((node) => node.split(" ").slice(1).join(" ")))).toEqual(
      new Set([expect.stringMatching(/^Ready v1\.36\./)]),
    );

    const lines = walk.section.lines("console").map(change);
    const at = lines.findIndex((line) => line.includes("sudo ls /var/lib/jangada/snapshots"));
    const [list = "", ...rest] = lines.slice(at, at + 4);
    const [copy = ""] = (await walk.must(list)).trim().split("\n");
    for (const line of rest) await walk.must(line.replace("<one of them>", copy));
    expect(fs.readdirSync(walk.folder)).not.toContain("etcd.db");
    expect((await nodes()).map((node) => node.split(" ")[0])).toEqual(["cp1", "cp2", "cp3", "w1"]);
  },
  LONG_LIMIT,
);

test(
  "a worker is taken out, and all of it down",
  async () => {
    walk.write(walk.text.replace("      role: worker\n", "      role: worker\n      state: absent\n"));
    await deploy();
    expect(await nodes()).toHaveLength(3);

    const [destroy = ""] = walk.inTable("take all of it down");
    await walk.must(`${destroy} --stack dev-cluster --yes-destroy dev`, here());
    for (const host of machines.all)
      expect(await host.root("ls /etc/kubernetes/kubelet.conf 2>/dev/null || true")).toBe("");
  },
  LONG_LIMIT,
);

test(
  "no secret of it is open to others on this machine",
  async () => {
    const { stdout } = await run("find", [
      walk.home,
      "-type",
      "f",
      "-perm",
      "/077",
      "-exec",
      "grep",
      "-l",
      "PRIVATE KEY",
      "{}",
      "+",
    ]);
    expect(stdout.split("\n").filter((file) => file !== "" && !file.startsWith(ROOT))).toEqual([]);
  },
  LONG_LIMIT,
);
