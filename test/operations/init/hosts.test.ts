/** A project on bare hosts is begun: hosts, their keys and the endpoint, and what is still to be filled in. */
import { createHmac } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Problem } from "../../../src/errors";
import { loadEnvironments } from "../../../src/environment/load";
import type { BlockAnswers } from "../../../src/model/new-block";
import { type Answers, completeAnswers, PROFILE_CHOICES } from "../../../src/operations/init/answers";
import { init } from "../../../src/operations/init/init";
import { problemWith } from "../../../src/operations/init/judge-answers";
import type { KubeadmBlock } from "../../../src/targets/kubeadm/block";
import { hostKeyOf } from "../../helpers/host-keys";
import { sshKey } from "../../helpers/ssh-keys";
import { problemsOf } from "../../helpers/problems-of";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-init-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const begin = (block: BlockAnswers = {}, answers: Partial<Answers> = {}) =>
  init({ folder, answers: { target: "kubeadm", ...(Object.keys(block).length > 0 ? { block } : {}), ...answers } });
const text = (name = "dev"): string =>
  fs.readFileSync(path.join(folder, "infra", "environments", name, "environment.yaml"), "utf8");
const load = (simulated: boolean) =>
  loadEnvironments(path.join(folder, "infra", "environments"), { root: folder, simulated });

function settings(): KubeadmBlock {
  const { environments, broken } = load(true);
  expect(broken).toEqual([]);
  return environments[0]?.facts.settings as KubeadmBlock;
}

const codesOf = (problems: readonly Problem[]) => problems.map(({ code, place }) => `${code} ${place?.path}`);

/** A file of keys, as ssh-keyscan writes it. */
function keyFile(...lines: readonly string[]): string {
  const file = path.join(folder, "keys");
  fs.writeFileSync(file, ["# 10.20.0.11:22 SSH-2.0-OpenSSH_9.2", ...lines, ""].join("\n"));
  return file;
}

const HOSTS = { "control-plane": ["cp1=10.20.0.11", "cp2=10.20.0.12", "cp3=10.20.0.13"], worker: ["10.20.0.21"] };

describe("where nothing was answered", () => {
  it.each(PROFILE_CHOICES.map(({ value }) => value))(
    "a file of %s can be rehearsed, and says all to be filled in",
    (profile) => {
      const { toFillIn, assumed } = begin({}, { profile });

      expect(settings()).toMatchObject({ user: "ops", endpoint: { kind: "keepalived", address: "192.0.2.10" } });
      expect(toFillIn.map(({ path: at }) => at)).toEqual([
        ...[0, 1, 2].map((index) => `kubeadm.hosts[${index}].address`),
        "kubeadm.endpoint.address",
        "kubeadm.keyFile",
        ...[0, 1, 2].map((index) => `kubeadm.hosts[${index}].hostKey`),
      ]);
      expect(assumed).not.toHaveProperty("account");
      expect(assumed).not.toHaveProperty("admins");
      expect(assumed.block).toMatchObject({ user: ["ops"] });
      expect(fs.readFileSync(path.join(folder, "infra/main.ts"), "utf8")).toContain(
        "kubeadm: () => new KubeadmTarget()",
      );
    },
  );

  it("no host is taken for one of the examples: what reaches hosts is refused the file", () => {
    begin();

    const [{ warnings } = { warnings: [] }] = load(true).environments;
    expect(codesOf(warnings)).toEqual([0, 1, 2].map((index) => `HOST_KEY_EXAMPLE kubeadm.hosts[${index}].hostKey`));
    const [broken] = load(false).broken;
    expect(codesOf(broken?.problems ?? [])).toEqual([
      "KEY_FILE_MISSING kubeadm.keyFile",
      ...[0, 1, 2].map((index) => `HOST_KEY_EXAMPLE kubeadm.hosts[${index}].hostKey`),
    ]);
  });
});

describe("where all was answered", () => {
  it("nothing is left to be filled in, and the file is right for real hosts", () => {
    fs.writeFileSync(path.join(folder, "id"), sshKey().private, { mode: 0o600 });
    const keys = keyFile(...[11, 12, 13].map((number) => `10.20.0.${number} ${hostKeyOf(number)}`));

    const { toFillIn } = begin(
      {
        ...HOSTS,
        endpoint: ["external:api.example.org:443"],
        user: ["admin"],
        "key-file": ["id"],
        "known-hosts": [keys],
        "host-key": [`w1=${hostKeyOf(21)} root@w1`],
        "admin-cidr": ["203.0.113.0/24", "10.8.0.0/16"],
        "address-pool": ["10.20.0.192/27"],
      },
      { region: "fortaleza", host: "dev.example.org", kubernetesVersion: "1.35" },
    );

    expect(toFillIn).toEqual([]);
    expect(load(false).broken).toEqual([]);
    expect(settings()).toMatchObject({
      user: "admin",
      keyFile: "id",
      endpoint: { kind: "external", host: "api.example.org", port: 443 },
      adminCidrs: ["203.0.113.0/24", "10.8.0.0/16"],
      hosts: [
        ...[11, 12, 13].map((number, index) => ({
          name: `cp${index + 1}`,
          address: `10.20.0.${number}`,
          role: "control-plane",
          hostKey: hostKeyOf(number),
        })),
        { name: "w1", address: "10.20.0.21", role: "worker", hostKey: `${hostKeyOf(21)} root@w1` },
      ],
    });
    expect(load(true).environments[0]?.warnings).toEqual([]);
    expect(text()).toContain("  site: fortaleza\n");
    expect(text()).toContain(
      "# Good for a first look. Before anything is shared: { backend: pg }, found by PG_CONN_STR",
    );
  });

  it("hosts behind one address, and by names, are told apart", () => {
    const keys = keyFile(
      `[gate.example.org]:2201 ${hostKeyOf(1)}`,
      `gate.example.org,203.0.113.7 ${hostKeyOf(9)}`,
      `[gate.example.org]:2202,[203.0.113.7]:2202 ${hostKeyOf(2)}`,
    );
    begin({
      "control-plane": ["a=gate.example.org:2201,10.20.0.11"],
      worker: ["b=gate.example.org:2202,10.20.0.12"],
      "known-hosts": [keys],
    });

    expect(settings()).toMatchObject({
      endpoint: { kind: "single" },
      hosts: [
        { name: "a", address: "gate.example.org", port: 2201, nodeAddress: "10.20.0.11", hostKey: hostKeyOf(1) },
        { name: "b", port: 2202, nodeAddress: "10.20.0.12", hostKey: hostKeyOf(2) },
      ],
    });
  });
});

describe("files of keys", () => {
  const one = (...lines: readonly string[]) =>
    begin({ "control-plane": ["cp1=10.20.0.11"], "known-hosts": [keyFile(...lines)] });
  const RSA = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==";

  it("may be hashed, and have other types and marked lines beside", () => {
    const salt = Buffer.from("twenty bytes of salt").toString("base64");
    const hash = createHmac("sha1", Buffer.from(salt, "base64")).update("10.20.0.11").digest("base64");
    one(
      `10.20.0.11 ${RSA}`,
      `@cert-authority 10.20.0.11 ${hostKeyOf(7)}`,
      `|1|${salt}|${hash} ${hostKeyOf(3)}`,
      `@revoked * ${hostKeyOf(4)}`,
      `10.20.0.11 ${hostKeyOf(4)}`,
    );

    expect(settings().hosts[0]?.hostKey).toBe(hostKeyOf(3));
  });

  it.each([
    ["that know a host by two keys", [`10.20.0.11 ${hostKeyOf(1)}`, `10.20.0.11 ${hostKeyOf(2)}`], "INIT_HOST_KEY"],
    ["that do not know it", [`10.20.0.12 ${hostKeyOf(1)}`], "INIT_HOST_KEY"],
    ["that know it at another port", [`[10.20.0.11]:2222 ${hostKeyOf(1)}`], "INIT_HOST_KEY"],
    ["whose key is revoked", [`10.20.0.11 ${hostKeyOf(1)}`, `@revoked 10.20.0.11 ${hostKeyOf(1)}`], "INIT_HOST_KEY"],
    ["that hold no key", ["nothing"], "INIT_KNOWN_HOSTS"],
  ])("%s are refused, and nothing is written", (_, lines, code) => {
    expect(codesOf(problemsOf(() => one(...lines)))).toEqual([`${code} known-hosts`]);
    expect(fs.readdirSync(folder)).toEqual(["keys"]);
  });

  it("that are not there are refused", () => {
    const problems = problemsOf(() => begin({ "known-hosts": [path.join(folder, "nowhere")] }));
    expect(problems).toMatchObject([
      { code: "INIT_KNOWN_HOSTS", message: expect.stringContaining("ENOENT") as string },
    ]);
  });
});

describe("answers that are wrong", () => {
  it("are all told at once", () => {
    const problems = problemsOf(() =>
      begin(
        {
          "control-plane": ["cp1=10.20.0.11", "cp1=10.20.0.11"],
          endpoint: ["balanced"],
          user: ["The Admin"],
          "host-key": ["cp9=ssh-ed25519 A", "ssh-ed25519 A", `cp1=${hostKeyOf(1)}`, `cp1=${hostKeyOf(2)}`],
          "admin-cidr": ["anywhere"],
        },
        { owner: "", databases: ["A"] },
      ),
    );

    expect(codesOf(problems)).toEqual([
      "INIT_ENDPOINT_FORM endpoint",
      ...["host-key", "host-key", "host-key"].map((option) => `INIT_HOST_KEY ${option}`),
      "ENV_VALUE owner",
      "ENV_VALUE kubeadm.user",
      "ENV_VALUE kubeadm.adminCidrs[0]",
      "CONTROL_PLANES_EVEN kubeadm.hosts",
      "HOST_NAME_TWICE kubeadm.hosts[1].name",
      "HOST_ADDRESS_TWICE kubeadm.hosts[1].address",
      "HOST_KEY_TWICE kubeadm.hosts[1].hostKey",
      "COMPONENT_MISSING databases",
      "ENV_VALUE databases[0].name",
    ]);
  });

  it("of hosts: what has no form is told, and not what follows from it", () => {
    const problems = problemsOf(() => begin({ "control-plane": ["cp1=", "a b", "x=10.20.0.1:port"], worker: ["=w"] }));
    const options = ["control-plane", "control-plane", "control-plane", "worker"];
    expect(codesOf(problems)).toEqual(options.map((option) => `INIT_HOST_FORM ${option}`));
  });

  it("that are of other targets are refused, on either side", () => {
    const given: Partial<Answers> = {
      account: "123456789012",
      admins: ["ada"],
      accountDetails: { tenant: "t" },
      stateBucket: "states",
    };
    expect(codesOf(problemsOf(() => begin({}, given)))).toEqual(
      expect.arrayContaining(["account", "tenant", "admin", "state-bucket"].map((name) => `INIT_NOT_ASKED ${name}`)),
    );
    expect(codesOf(problemsOf(() => begin({ worker: ["w1=10.20.0.1"] }, { target: "eks" })))).toEqual([
      "INIT_NOT_ASKED worker",
    ]);
  });

  it("are judged one by one, where somebody is asked", () => {
    const judge = (option: string, ...values: readonly string[]) =>
      problemWith("block", completeAnswers({ target: "kubeadm", block: { [option]: values } }), option);

    expect(judge("control-plane", "cp1=10.20.0.11", "cp2=10.20.0.12")).toContain("2 control planes");
    expect(judge("control-plane", "cp1=")).toContain("names no host");
    expect(judge("endpoint", "keepalived")).toContain("says no endpoint");
    expect(judge("endpoint", "keepalived:192.0.2.11")).toContain("is the host 'cp1' itself");
    expect(judge("endpoint", "keepalived:nowhere")).toContain("IPv4 address");
    expect(judge("user", "The Admin")).toBeDefined();
    expect(judge("address-pool", "192.0.2.11")).toBeDefined();
    expect(judge("user", "admin")).toBeUndefined();
    expect(judge("worker")).toBeUndefined();
  });
});
