/** `jangada init` as a person types it, at a terminal and without one. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../src/operations/process";
import { hostKeyOf } from "../helpers/host-keys";
import { ROOT } from "../helpers/project";
import { atTerminal } from "../helpers/terminal";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-init-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const jangada = (...args: readonly string[]) =>
  run(process.execPath, [path.join(ROOT, "bin", "jangada.js"), ...args], { cwd: folder });
const environment = (name: string): string =>
  fs.readFileSync(path.join(folder, "infra", "environments", name, "environment.yaml"), "utf8");

test("asks what it does not know, says at once what an answer lacks, and writes what was answered", async () => {
  const { status, screen } = await atTerminal(
    { cwd: folder, env: process.env },
    ["init", "--region", "eu-central-1"],
    [
      ["Name of the first environment", "\u0015qa\r"],
      ["Profile", "\r"],
      ["Target, where the cluster runs", "\r"],
      ["The team or person", "\r"],
      ["AWS account id", "12\r"],
      ["must be the 12 digits", "\u0015111122223333\r"],
      ["ARNs of those", "\r"],
      ["PostgreSQL servers", "-\r"],
      ["Host name of the ingress", "\u0015qa.example.org\r"],
      ["DNS zone to make", "-\r"],
      ["S3 bucket of the states", "\r"],
    ],
  );

  expect(screen).toContain("npx jangada rehearse qa");
  expect(status).toBe(0);
  const text = environment("qa");
  expect(text).toMatch(/aws:\n {2}account: "111122223333".*\n {2}region: eu-central-1\n/);
  expect(text).toContain("arn:aws:iam::111122223333:role/platform-admin");
  expect(text).toContain("ingress: { host: qa.example.org }");
  expect(text).not.toContain("databases");
});

test("asks by the words of the target, and of what its account is known by besides", async () => {
  const { status } = await atTerminal(
    { cwd: folder, env: process.env },
    ["init", "--target", "aks", "--region", "northeurope", "--name", "dev", "--profile", "minimal", "--no-database"],
    [
      ["The team or person", "\r"],
      ["Azure subscription id", "\u0015dev\r"],
      ["must be the id of an Azure subscription", "\u001511111111-2222-4333-a444-555555555555\r"],
      ["Entra ID tenant id", "\u001599999999-2222-4333-a444-555555555555\r"],
      ["object ids of those", "\r"],
      ["Host name of the ingress", "-\r"],
      ["Azure storage account of the states", "\u0015statesofdev\r"],
    ],
  );

  expect(status).toBe(0);
  const text = environment("dev");
  expect(text).toContain('  tenant: "99999999-2222-4333-a444-555555555555"\n  location: northeurope\n');
  expect(text).toContain("state: { backend: azurerm, storageAccount: statesofdev }");
});

test("asks for hosts, their keys and the endpoint where they are one's own, and says what is left to be filled in", async () => {
  fs.writeFileSync(path.join(folder, "keys"), `10.20.0.11 ${hostKeyOf(1)}\n10.20.0.21 ${hostKeyOf(2)}\n`);
  const { status, screen } = await atTerminal(
    { cwd: folder, env: process.env },
    ["init", "--target", "kubeadm", "--name", "dev", "--profile", "minimal"],
    [
      ["The team or person", "\r"],
      ["Site", "\u0015fortaleza\r"],
      ["Control planes", "\u0015cp1=10.20.0.11 cp2=10.20.0.12\r"],
      ["2 control planes", "\u0015cp1=10.20.0.11\r"],
      ["Workers", "\u0015w1=10.20.0.21\r"],
      ["Where the API server is reached", "\r"],
      ["Who logs in", "\u0015admin\r"],
      ["private key that logs in", "\u0015./nowhere\r"],
      ["public keys", "\u0015keys\r"],
      ["IPv4 ranges from which SSH", "\r"],
      ["Unused addresses", "\r"],
      ["PostgreSQL servers", "\r"],
      ["Host name of the ingress", "\r"],
    ],
  );

  expect(status).toBe(0);
  expect(screen).toMatch(/To be filled in[^]*kubeadm\.keyFile[^]*ssh-keygen -t ed25519[^]*Next:/);
  expect(screen).not.toMatch(/states, shared|AWS|DNS zone/);
  expect(environment("dev")).toMatch(
    /endpoint: \{ kind: single \}[^]*- name: w1\n {6}address: 10.20.0.21\n {6}role: worker\n/,
  );
});

test("hosts are options of the target that has them, and every mistake is told at once", async () => {
  const hosts = ["--control-plane", "cp1=10.20.0.11", "--worker", "10.20.0.21", "--worker", "10.20.0.22"];
  const good = await jangada(
    "init",
    "one",
    "--target",
    "kubeadm",
    "--json",
    ...hosts,
    "--host-key",
    `cp1=${hostKeyOf(1)}`,
  );
  const paths = (JSON.parse(good.stdout) as { toFillIn: readonly { path: string }[] }).toFillIn.map(
    ({ path: at }) => at,
  );
  expect(paths.filter((at) => at !== "kubeadm.keyFile")).toEqual([
    "kubeadm.hosts[1].hostKey",
    "kubeadm.hosts[2].hostKey",
  ]);

  const wrong = ["--endpoint", "balanced", "--worker", "w1=", "--user", "The Admin", "--account", "12"];
  const bad = await jangada("init", "two", "--target", "kubeadm", "--yes", ...wrong);
  expect(bad.status).toBe(1);
  expect(bad.stderr.match(/\[[A-Z_]+\] \S+/g)).toEqual([
    "[INIT_NOT_ASKED] account",
    "[INIT_HOST_FORM] worker",
    "[INIT_ENDPOINT_FORM] endpoint",
    "[ENV_VALUE] kubeadm.user",
  ]);
  expect(fs.existsSync(path.join(folder, "two"))).toBe(false);
});

test("a tenant is an option of the target that has them; what is an example's is said", async () => {
  const examples = await jangada("init", "one", "--target", "aks", "--yes");
  expect(examples.status).toBe(0);
  expect(examples.stderr).toMatch(/example account [0-9a-f-]+ and tenant [0-9a-f-]+/);

  const ids = ["--account", "11111111-2222-4333-a444-555555555555", "--tenant", "99999999-2222-4333-a444-555555555555"];
  const { stderr, status } = await jangada("init", "two", "--target", "aks", "--yes", ...ids);
  expect(status).toBe(0);
  expect(stderr).not.toContain("example");
});

test("Ctrl-C at a question writes nothing", async () => {
  const { status } = await atTerminal(
    { cwd: folder, env: process.env },
    ["init"],
    [
      ["Name of the first environment", "\r"],
      ["Profile", "\u0003"],
    ],
  );

  expect(status).toBe(130);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test("where nobody can be asked, says what to say, and writes nothing", async () => {
  const { status, stderr } = await jangada("init");

  expect(stderr).toContain("[NOT_CONFIRMED]");
  expect(stderr).toContain("--yes");
  expect(status).toBe(4);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test("with --json tells what was written, and every mistake at once", async () => {
  const good = await jangada("init", "--json", "--no-database", "--admin", "arn:aws:iam::123456789012:role/a");
  expect(JSON.parse(good.stdout)).toMatchObject({ schemaVersion: 1, environment: "dev" });
  expect(environment("dev")).not.toContain("databases");

  const bad = await jangada("init", "other", "--json", "--account", "1", "--database", "A", "--database", "b");
  const { problems } = JSON.parse(bad.stdout) as { problems: readonly { place: { path: string } }[] };
  expect(problems.map(({ place }) => place.path)).toEqual(["aws.account", "aws.admins[0]", "databases[0].name"]);
  expect(bad.status).toBe(1);
  expect(fs.existsSync(path.join(folder, "other"))).toBe(false);
});

test("the defaults are said to be an example's where they are", async () => {
  expect((await jangada("init", "--yes")).stderr).toContain("example account 123456789012");
  expect((await jangada("init", "--yes", "--name", "qa", "--account", "111122223333")).stderr).not.toContain("example");
});
