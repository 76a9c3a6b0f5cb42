/** The hosts' graph as it is deployed: the real Terraform and its provisioners, over real OpenSSH, to hosts with a systemd of their own. */
import * as fs from "node:fs";
import * as path from "node:path";
import { STATE_DIRECTORY_VARIABLE } from "../../infra/modules/state";
import { homeCluster, type HomeHost } from "../helpers/home";
import { type Outcome, TerraformFolder } from "../rehearsal/protocol/support/terraform";
import { MadeSecrets } from "../constructs/k8s-cluster/kubeadm/secrets/made-secrets";
import { HERE } from "./environment";
import { TestHosts } from "./hosts";

const NET = 5;
const HOSTS: readonly HomeHost[] = [
  { name: "cp1", role: "control-plane", number: 11 },
  { name: "w1", role: "worker", number: 12 },
];

let machines: TestHosts;
let secrets: MadeSecrets;
let terraform: TerraformFolder;

beforeAll(async () => {
  machines = await TestHosts.start({ names: HOSTS.map(({ name }) => name), net: NET });
  secrets = await MadeSecrets.make({
    nodes: HOSTS.map(({ name }) => name),
    endpoint: { host: machines.freeAddress, port: 6443 },
  });
  terraform = new TerraformFolder([]);
  process.env[STATE_DIRECTORY_VARIABLE] = terraform.path;
  writeAuthority();
  write(HOSTS);
  await terraform.mustRun("init");
}, 1_200_000);
afterAll(async () => {
  delete process.env[STATE_DIRECTORY_VARIABLE];
  terraform.remove();
  await secrets.close();
  await machines.stop();
}, 120_000);

/** What the authority's stack leaves, for the cluster's to read. */
function writeAuthority(): void {
  const { kubeconfig = "", "jangada-discovery.conf": discovery = "", ...files } = secrets.files;
  const part = (name: string): string =>
    Buffer.from(new RegExp(`${name}: "?([A-Za-z0-9+/=]+)`).exec(kubeconfig)?.[1] ?? "", "base64").toString();
  const value = {
    certificateAuthority: Buffer.from(files["pki/ca.crt"] ?? "").toString("base64"),
    administratorCertificate: part("client-certificate-data"),
    administratorKey: part("client-key-data"),
    token: /token: "([a-z0-9.]+)"/.exec(discovery)?.[1] ?? "",
    controlPlaneFiles: files,
    joinFiles: { "jangada-discovery.conf": discovery },
  };
  const typeOf = (one: unknown): unknown =>
    typeof one === "string"
      ? "string"
      : ["object", Object.fromEntries(Object.entries(one as object).map(([key, inner]) => [key, typeOf(inner)]))];
  const outputs = { "cluster-authority_cluster": { value, type: typeOf(value), sensitive: true } };
  const state = { version: 4, terraform_version: "1.10.0", serial: 1, lineage: "authority", outputs, resources: [] };
  fs.writeFileSync(path.join(terraform.path, "home-authority.tfstate"), JSON.stringify(state));
}

/** The stack as it is synthesized, and with what machines for tests need to be told. */
function write(hosts: readonly HomeHost[]): void {
  const outdir = path.join(terraform.path, "out");
  homeCluster(
    {
      hosts,
      net: `10.79.${NET}`,
      keyFile: machines.keyFile,
      endpoint: `{ kind: keepalived, address: ${machines.freeAddress} }`,
      block: `  adminCidrs: [${machines.ownAddress}/32]\n`,
    },
    outdir,
  );
  fs.cpSync(path.join(outdir, "stacks", "home-cluster"), terraform.path, { recursive: true });
  fs.rmSync(outdir, { recursive: true });
  const file = path.join(terraform.path, "cdk.tf.json");
  const stack = JSON.parse(fs.readFileSync(file, "utf8")) as {
    readonly locals: { readonly cluster_hosts: Readonly<Record<string, { settings: string }>> };
  };
  for (const host of Object.values(stack.locals.cluster_hosts)) host.settings += HERE;
  fs.writeFileSync(file, JSON.stringify(stack));
}

/** The hosts of a test show one key, which no file may name twice. */
const run = (...args: string[]): Promise<Outcome> =>
  terraform.runWith({ TF_VAR_ssh: JSON.stringify({ host_key: machines.hostKey }) }, ...args);

async function apply(): Promise<string> {
  const { status, stdout, stderr } = await run("apply", "-auto-approve");
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
  return stdout;
}

/** Those that the API server knows. */
async function nodes(): Promise<readonly string[]> {
  const { objects } = await machines.cluster.state();
  return Object.values(objects)
    .filter(({ kind }) => kind === "Node")
    .map(({ metadata }) => metadata.name)
    .sort();
}

/** The result that a stage left on a host. */
const resultOf = async (name: string, stage: string): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse(await machines.host(name).root(`cat /var/log/jangada/${stage}.json`)) as Readonly<Record<string, unknown>>;

test("hosts become a cluster, and leave no secret behind", async () => {
  const said = await apply();

  expect(await nodes()).toEqual(["cp1", "w1"]);
  // The second connection found nothing to do, and kept what the first one made.
  expect(await resultOf("w1", "firewall")).toMatchObject({ ok: true, changed: 0 });
  for (const { name } of HOSTS) {
    const home = await machines
      .host(name)
      .root("find /home/ops -xdev -name '.jangada*' -printf '%m %P\\n'; ls /home/ops/.jangada");
    expect(home).toMatch(/^700 \.jangada$/m);
    expect(home).not.toMatch(/secrets|bundle/);
    expect(await machines.host(name).root("ls -A /tmp | grep -i terraform || true")).toBe("");
  }
  for (const secret of [secrets.files["pki/ca.key"], secrets.files["jangada-discovery.conf"]]) {
    expect(said).not.toContain(secret?.split("\n")[1]);
  }
  expect(await run("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
}, 1_200_000);

test("a host that leaves the list leaves the cluster, and is reset", async () => {
  write(HOSTS.slice(0, 1));

  const said = await apply();

  expect(said).toMatch(/cluster_worker\["w1"\]: Destruction complete/);
  expect(await nodes()).toEqual(["cp1"]);
  expect(await machines.host("w1").root("ls /etc/kubernetes 2>/dev/null | grep -c kubelet.conf || true")).toBe("0\n");
}, 600_000);
