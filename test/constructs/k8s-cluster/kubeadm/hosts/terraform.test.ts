/** The hosts' graph in the hands of the real Terraform, on simulated hosts that its own provisioners reach by SSH: made, changed, broken and taken down. */
import * as fs from "node:fs";
import * as path from "node:path";
import { writeAuthorityState } from "../../../../helpers/authority-state";
import { STATE_DIRECTORY_VARIABLE } from "../../../../../infra/modules/state";
import { kubeadmShell } from "../../../../../src/providers/simulated-hosts";
import { FAULTS_FILE, FaultFile } from "../../../../../src/rehearsal/faults";
import { addHosts } from "../../../../../src/rehearsal/hosts/existing-hosts";
import { simulateHosts, type SimulatedHosts } from "../../../../../src/rehearsal/hosts/simulated-hosts";
import { DiskWorld } from "../../../../../src/rehearsal/world/disk-world";
import { homeCluster, type HomeHost, type HomeOptions, HOSTS } from "../../../../helpers/home";
import { type Outcome, TerraformFolder } from "../../../../rehearsal/protocol/support/terraform";

const LIMIT = 180_000;

/** None of these may be found where it does not belong. */
const SECRETS = {
  administratorKey: "SECRET-of-the-administrator",
  token: "abcdef.0123456789secret",
  "pki/ca.key": "SECRET-of-the-authority",
  "jangada-discovery.conf": "token: SECRET-of-joining",
};

let terraform: TerraformFolder;
let world: DiskWorld;
let hosts: SimulatedHosts;

/** What the authority's stack would have left: the state that the cluster's reads. */
function writeAuthority(folder: string): void {
  const certificate = "-----BEGIN CERTIFICATE-----\nQQ==\n-----END CERTIFICATE-----\n";
  const files = ["pki/etcd/ca", "pki/front-proxy-ca", "pki/ca"].flatMap((name) => [
    [`${name}.crt`, certificate],
    [`${name}.key`, name === "pki/ca" ? SECRETS["pki/ca.key"] : "key"],
  ]);
  writeAuthorityState(folder, {
    certificateAuthority: Buffer.from(certificate).toString("base64"),
    administratorCertificate: certificate,
    administratorKey: SECRETS.administratorKey,
    token: SECRETS.token,
    controlPlaneFiles: {
      ...(Object.fromEntries(files) as Record<string, string>),
      "pki/sa.key": "key",
      "pki/sa.pub": "key",
      "jangada/encryption.yaml": "key",
    },
    joinFiles: { "jangada-discovery.conf": discovery(certificate) },
  });
}

const discovery = (certificate: string): string => `apiVersion: v1
kind: Config
clusters:
  - name: kubernetes
    cluster:
      server: https://10.0.0.10:6443
      certificate-authority-data: ${Buffer.from(certificate).toString("base64")}
users:
  - name: bootstrap
    user: { token: ${SECRETS.token} }
`;

/** The stack that Terraform runs in, as these options make it. */
function write(options: HomeOptions = {}): void {
  const outdir = path.join(terraform.path, "out");
  homeCluster(options, outdir);
  fs.cpSync(path.join(outdir, "stacks", "home-cluster"), terraform.path, { recursive: true });
  fs.rmSync(outdir, { recursive: true });
}

const run = (...args: string[]): Promise<Outcome> => terraform.runWith(hosts.environment, ...args);

async function apply(): Promise<string> {
  const { status, stdout, stderr } = await run("apply", "-auto-approve");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

const addressOf = ({ number }: HomeHost): string => `10.0.0.${number}`;
const hostOf = (host: HomeHost) => world.get("host", `${addressOf(host)}:22`)?.attributes;
const named = (name: string): HomeHost => {
  const found = HOSTS.find((host) => host.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};
/** Those that the cluster knows. */
function members(): readonly string[] {
  const [cluster] = [...world.list("kubeadm_cluster")];
  return Object.keys((cluster?.attributes["members"] ?? {}) as object).sort();
}

beforeEach(async () => {
  terraform = new TerraformFolder([]);
  process.env[STATE_DIRECTORY_VARIABLE] = terraform.path;
  writeAuthority(terraform.path);
  write();
  world = DiskWorld.open(path.join(terraform.path, "world"), { passing: true });
  addHosts(world, {
    environment: "home",
    target: "kubeadm",
    account: "",
    region: "attic",
    things: [...HOSTS, { name: "cp9", number: 19, role: "control-plane" } as const].map((host) => ({
      kind: "host",
      name: host.name,
      address: addressOf(host),
      port: 22,
      user: "ops",
    })),
  });
  const faults = new FaultFile(path.join(world.folder, FAULTS_FILE));
  hosts = await simulateHosts({ world, folder: world.folder, shell: kubeadmShell, faults });
  await terraform.mustRun("init");
});
afterEach(async () => {
  delete process.env[STATE_DIRECTORY_VARIABLE];
  await hosts.close();
  world.close();
  terraform.remove();
});

test(
  "three control planes and two workers come of nothing, a second plan is empty, and no secret is where it does not belong",
  async () => {
    await terraform.mustRun("validate");
    const said = await apply();

    expect(members()).toEqual(["cp1", "cp2", "cp3", "w1", "w2"]);
    expect(await run("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
    const { resources } = JSON.parse(fs.readFileSync(path.join(terraform.path, "home-cluster.tfstate"), "utf8")) as {
      readonly resources: readonly { readonly mode: string }[];
    };
    const managed = JSON.stringify(resources.filter(({ mode }) => mode === "managed"));
    for (const secret of Object.values(SECRETS)) {
      expect(said).not.toContain(secret);
      expect(managed).not.toContain(secret);
    }
    // What was handed over is taken away, bundle and all; on a worker no key of an authority ever was.
    for (const host of HOSTS) {
      const { files } = hostOf(host) as { files: Readonly<Record<string, unknown>> };
      expect(Object.keys(files).filter((file) => /\.jangada\/secrets|\.bundle$/.test(file))).toEqual([]);
    }
  },
  LIMIT,
);

test(
  "a worker that leaves the list leaves the cluster, and nobody else is touched as a member",
  async () => {
    await apply();
    write({ hosts: HOSTS.filter(({ name }) => name !== "w2") });

    const said = await apply();

    expect(members()).toEqual(["cp1", "cp2", "cp3", "w1"]);
    expect(hostOf(named("w2"))?.["state"]).not.toHaveProperty("member");
    expect(said).toMatch(/cluster_worker\["w2"\]: Destruction complete/);
    expect(said).not.toMatch(/cluster_(control-plane|worker)\["(cp\d|w1)"\]: (Destroying|Creating)/);
    expect(said).not.toMatch(/cluster_init: (Destroying|Creating)/);
    expect(await run("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
  },
  LIMIT,
);

test(
  "the first control plane is replaced by another machine, and the cluster is not begun anew",
  async () => {
    await apply();
    write({ hosts: HOSTS.map((host) => (host.name === "cp1" ? { ...host, number: 19 } : host)) });

    const said = await apply();

    expect(said).not.toMatch(/cluster_init: (Destroying|Creating)/);
    expect(members()).toEqual(["cp1", "cp2", "cp3", "w1", "w2"]);
    expect(hostOf(named("cp1"))?.["state"]).not.toHaveProperty("member");
    expect(await run("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
  },
  LIMIT,
);

test(
  "what failed half-way is made again by the next apply",
  async () => {
    const fault = { type: "host", name: "cp2: *run.sh join", error: { summary: "no answer" }, times: 1 };
    fs.writeFileSync(path.join(world.folder, FAULTS_FILE), JSON.stringify([fault]));

    const refused = await run("apply", "-auto-approve");

    expect(refused.status).toBe(1);
    expect(members()).not.toContain("cp2");
    await apply();
    expect(members()).toEqual(["cp1", "cp2", "cp3", "w1", "w2"]);
  },
  LIMIT,
);

test(
  "a dead host that leaves the list is forgotten, and all of them can go",
  async () => {
    await apply();
    const dead = { type: "host", name: "w1: *", error: { summary: "no route to host" }, times: 1000 };
    fs.writeFileSync(path.join(world.folder, FAULTS_FILE), JSON.stringify([dead]));
    write({ hosts: HOSTS.filter(({ name }) => name !== "w1") });
    await apply();
    expect(members()).toEqual(["cp1", "cp2", "cp3", "w2"]);

    expect(await run("destroy", "-auto-approve")).toMatchObject({ status: 0 });

    expect([...world.list("kubeadm_cluster")]).toEqual([]);
  },
  LIMIT,
);
