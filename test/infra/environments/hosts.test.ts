/** A whole environment on bare hosts, from nothing to nothing, by the real Terraform and its own provisioners. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DriftResult } from "../../../src/operations/drift/drift-result";
import { run } from "../../../src/operations/process";
import { HOST_REALM } from "../../../src/rehearsal/hosts/existing-hosts";
import { isObject, type ValueObject } from "../../../src/rehearsal/protocol/value";
import { byAction, expectAllOk, RehearsedProject, ROOT, type StackRun } from "../../helpers/project";
import { until } from "../../helpers/until";

/** Milliseconds: ten times what the longest takes on two quiet cores. */
const LONG_LIMIT = 300_000;

const ADDRESSES: Readonly<Record<string, string>> = { cp1: "11", cp2: "12", cp3: "13", w1: "21", w2: "22", w3: "23" };

interface File {
  readonly workers?: readonly string[];
  /** Other addresses than the usual ones: another machine by an old name. */
  readonly moved?: Readonly<Record<string, string>>;
  readonly version?: string;
}

function environment({ workers = ["w1", "w2"], moved = {}, version = "1.35" }: File = {}): string {
  const host = (name: string, role: string, more = ""): string =>
    `    - { name: ${name}, address: 10.20.0.${moved[name] ?? ADDRESSES[name]}, role: ${role}, hostKey: unverified${more} }`;
  return [
    "name: home",
    "target: kubeadm",
    "profile: minimal",
    "owner: platform-team",
    "kubeadm:",
    "  site: attic",
    "  user: ops",
    // Nobody needs it here.
    "  keyFile: ./nowhere",
    "  endpoint: { kind: external, host: 10.20.0.10 }",
    "  hosts:",
    ...["cp1", "cp2", "cp3"].map((name) => host(name, "control-plane", `, zone: room-${name.slice(-1)}`)),
    ...workers.map((name) => host(name, "worker", ", labels: { disk: ssd }")),
    "network: { cidr: 10.20.0.0/16 }",
    `cluster: { version: "${version}" }`,
    "",
  ].join("\n");
}

let project: RehearsedProject;
/** A first deployment, of which two hosts are not fit to be nodes. */
let unfit: readonly StackRun[];
beforeAll(async () => {
  project = await RehearsedProject.open({ home: environment() });
  const lacks = { cp2: "1 CPU, where kubeadm asks for 2", w1: "another cluster's node" };
  order(
    Object.entries(lacks).map(([name, summary]) => ({
      type: "host",
      name: `${name}: *run.sh prerequisites`,
      error: { summary },
      times: 1,
    })),
  );
  unfit = await project.deploy("home");
  expectAllOk(await project.deploy("home"));
}, LONG_LIMIT);
afterAll(() => project.close());

const idOf = (name: string, moved?: string): string => `10.20.0.${moved ?? ADDRESSES[name]}:22`;

function hostOf(name: string, moved?: string): ValueObject {
  const object = project.simulation.world.get("host", idOf(name, moved), HOST_REALM);
  if (!object) throw new Error(`no host ${name}`);
  return object.attributes;
}

/** Of a host's attributes. */
function part(attributes: ValueObject, name: "files" | "state"): ValueObject {
  const value = attributes[name];
  return isObject(value) ? value : {};
}

function change(name: string, part_: "files" | "state", values: ValueObject, moved?: string): void {
  const object = project.simulation.world.get("host", idOf(name, moved), HOST_REALM);
  if (!object) throw new Error(`no host ${name}`);
  const attributes = { ...object.attributes, [part_]: { ...part(object.attributes, part_), ...values } };
  project.simulation.world.put({ ...object, attributes });
}

interface Member {
  readonly host: string;
  readonly version: string;
  readonly labels: Readonly<Record<string, string>>;
}

function members(): Readonly<Record<string, Member>> {
  const [cluster] = project.simulation.world.list("kubeadm_cluster");
  return (cluster?.attributes["members"] ?? {}) as unknown as Readonly<Record<string, Member>>;
}

const namesOfMembers = (): readonly string[] => Object.keys(members()).sort();

async function deploy(file: File): Promise<readonly StackRun[]> {
  project.write("home", environment(file));
  return project.deploy("home");
}

async function expectNothingToDo(): Promise<void> {
  const again = await project.plan("home");
  expectAllOk(again);
  expect(again.flatMap(({ changes }) => changes)).toEqual([]);
}

const order = (rules: readonly object[]): void =>
  fs.writeFileSync(path.join(project.folder, "world", "faults.json"), JSON.stringify(rules));

test("what every host lacks is told in one report, in its stage's words", () => {
  expect(unfit.find(({ stack }) => stack === "home-cluster")).toMatchObject({ ok: false });
  expect([...(unfit.find(({ ok }) => !ok)?.problems ?? [])].sort()).toEqual([
    expect.stringContaining("The stage 'prerequisites' failed on 'cp2': 1 CPU, where kubeadm asks for 2"),
    expect.stringContaining("The stage 'prerequisites' failed on 'w1': another cluster's node"),
  ]);
});

test(
  "hosts become a cluster, and nothing is left to do",
  async () => {
    expect(namesOfMembers()).toEqual(["cp1", "cp2", "cp3", "w1", "w2"]);
    expect(members()["w1"]?.labels).toMatchObject({ disk: "ssd", "topology.kubernetes.io/region": "attic" });
    expect(members()["cp2"]?.labels).toMatchObject({ "topology.kubernetes.io/zone": "room-2" });
    await expectNothingToDo();
  },
  LONG_LIMIT,
);

test("nothing secret is left where it was uploaded, nor in what a stage said", () => {
  const key = Buffer.from("PRIVATE KEY");
  for (const name of ["cp1", "cp2", "w1"]) {
    const files = part(hostOf(name), "files");
    const secret = Object.entries(files).filter(
      ([, file]) => isObject(file) && Buffer.from(String(file["content"] ?? ""), "base64").includes(key),
    );
    expect(secret.filter(([file]) => !file.startsWith("/etc/kubernetes/pki/"))).toEqual([]);
    expect(secret.map(([, file]) => isObject(file) && file["mode"]).filter((mode) => mode !== "0600")).toEqual([]);
  }
});

test(
  "what is changed on a host by hand is told by host, stage and file, where Terraform sees nothing",
  async () => {
    const jangada = (...args: readonly string[]) =>
      run(process.execPath, [path.join(ROOT, "bin", "jangada.js"), ...args], {
        cwd: project.folder,
        env: { ...project.env, NO_COLOR: "1", CI: "1" },
        whole: true,
      });
    const before = await jangada("drift", "home", "--json");
    expect(JSON.parse(before.stdout)).toMatchObject({ verdict: "no-drift", ok: true });
    expect((JSON.parse(before.stdout) as DriftResult).hosts.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(
      ["cp1", "cp2", "cp3", "w1", "w2"].map((name) => `${name} same`),
    );

    const file = "/etc/sysctl.d/zz-jangada.conf";
    const was = part(hostOf("w1"), "files")[file] ?? null;
    change("w1", "files", { [file]: { mode: "0644", content: Buffer.from("kernel.sysrq=1\n").toString("base64") } });
    change("w2", "state", { down: true });
    await expectNothingToDo();
    const { status, stdout } = await jangada("drift", "home", "--json");
    const { hosts, verdict, drift } = JSON.parse(stdout) as DriftResult;

    expect([status, verdict, drift]).toEqual([1, "drift", true]);
    expect(hosts.find(({ name }) => name === "w1")).toMatchObject({
      outcome: "differs",
      stages: expect.arrayContaining([
        { stage: "essentials", outcome: "differs", differs: [file], problems: [] },
      ]) as object[],
    });
    expect(hosts.find(({ name }) => name === "w2")).toMatchObject({ outcome: "not-judged", stages: [] });
    const told = await jangada("drift", "home");
    expect(told.stdout).toContain(`essentials: ${file}`);
    expect(told.stdout).toContain("not judged: Nobody answers for the host at 10.20.0.22:22");
    expect(told.stdout).toContain("put back   jangada drift home --fix host.w1");

    // Another one is not changed along, and what is not reached keeps nobody from being put back.
    const fixed = await jangada("drift", "home", "--fix", "host.w1", "--yes");
    expect([fixed.status, fixed.stdout.trim()]).toEqual([
      0,
      'put back terraform_data.cluster_essentials["w1"] (replaced, home-cluster)',
    ]);
    expect(part(hostOf("w1"), "files")[file]).toEqual(was);
    change("w2", "state", { down: false });
    const letBe = "ignoreDrift: [{ address: host.w1, reason: 'looked into today', expires: '2999-12-31' }]\n";
    project.write("home", environment() + letBe);
    const after = await jangada("drift", "home");
    expect([after.status, after.stderr]).toEqual([0, expect.stringContaining("nothing needs the entry for host.w1")]);
    project.write("home", environment());
    await expectNothingToDo();
  },
  LONG_LIMIT,
);

test(
  "a host whose stage fails is no member, and a second apply goes on from there",
  async () => {
    order([{ type: "host", name: "w3: *run.sh join", error: { summary: "the runtime is down" }, times: 1 }]);
    const workers = ["w1", "w2", "w3"];

    const failed = await deploy({ workers });

    expect(failed.find(({ ok }) => !ok)).toMatchObject({ stack: "home-cluster" });
    expect(namesOfMembers()).not.toContain("w3");
    expectAllOk(await deploy({ workers }));
    expect(namesOfMembers()).toContain("w3");
    await expectNothingToDo();
  },
  LONG_LIMIT,
);

test(
  "a worker that leaves the file leaves the cluster, and nobody else is touched",
  async () => {
    const runs = await deploy({ workers: ["w1", "w2"] });

    expectAllOk(runs);
    expect(byAction(runs)["delete"]).toContain('terraform_data.cluster_worker["w3"]');
    expect(namesOfMembers()).toEqual(["cp1", "cp2", "cp3", "w1", "w2"]);
    expect(part(hostOf("w3"), "state")["member"]).toBeUndefined();
    await expectNothingToDo();
  },
  LONG_LIMIT,
);

test(
  "killed in the middle of a join, it is applied again",
  async () => {
    order([{ type: "host", name: "w3: *run.sh join", delayMs: 2000, times: 1 }]);
    project.write("home", environment({ workers: ["w1", "w2", "w3"] }));
    const stack = (await project.synth("home")).find(({ name }) => name === "home-cluster");
    if (!stack) throw new Error("no stack");
    const terraform = spawn("terraform", ["apply", "-auto-approve", "-input=false"], {
      cwd: stack.folder,
      env: project.env,
      stdio: "ignore",
      timeout: LONG_LIMIT,
    });
    const ended = new Promise((resolve) => terraform.once("exit", resolve));
    // The script that joins lies there, and is being waited for.
    await until("the join of w3 has begun", () => "/root/.jangada/run-join.sh" in part(hostOf("w3"), "files"));
    terraform.kill("SIGKILL");
    await ended;

    order([]);
    expectAllOk(await deploy({ workers: ["w1", "w2", "w3"] }));
    expect(namesOfMembers()).toContain("w3");
    await expectNothingToDo();
  },
  LONG_LIMIT,
);

test(
  "the first control plane is replaced, dead as it is",
  async () => {
    change("cp1", "state", { down: true });

    const runs = await deploy({ workers: ["w1", "w2", "w3"], moved: { cp1: "31" } });

    expectAllOk(runs);
    expect(members()["cp1"]).toMatchObject({ host: idOf("cp1", "31") });
    expect(namesOfMembers()).toEqual(["cp1", "cp2", "cp3", "w1", "w2", "w3"]);
    await expectNothingToDo();
  },
  LONG_LIMIT,
);

test(
  "a minor is raised on control planes first, and nobody is replaced",
  async () => {
    const runs = await deploy({ workers: ["w1", "w2", "w3"], moved: { cp1: "31" }, version: "1.36" });

    expectAllOk(runs);
    expect(
      byAction(runs)["replace"]?.filter((address) => /cluster_(worker|control-plane|init)/.test(address)) ?? [],
    ).toEqual([]);
    expect(new Set(Object.values(members()).map(({ version }) => version))).toEqual(new Set(["1.36.3"]));
    await expectNothingToDo();
  },
  LONG_LIMIT,
);

test(
  "destroyed, it leaves nothing",
  async () => {
    expectAllOk(await project.destroy("home"));

    const left = project.simulation.world.list().filter(({ type }) => type !== "host");
    expect(left.map(({ type, id }) => `${type} ${id}`)).toEqual([]);
    for (const name of ["cp2", "cp3", "w1", "w2", "w3"]) expect(part(hostOf(name), "state")["member"]).toBeUndefined();
  },
  LONG_LIMIT,
);
