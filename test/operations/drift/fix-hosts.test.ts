/** Hosts that are put back or let be: they are asked over real SSH, and what is made anew is what ran the stages that differ. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Environment } from "../../../src/environment/environment";
import { loadText } from "../../../src/environment/load-file";
import { JangadaError } from "../../../src/errors";
import { resolveHosts } from "../../../src/operations/drift/fix-hosts";
import { hostRemedies } from "../../../src/operations/drift/host-remedies";
import { type CheckedHost, letBe, lookAt, machinesOf } from "../../../src/operations/drift/hosts";
import { IgnoreEntries } from "../../../src/operations/drift/ignore";
import { SshServers } from "../../helpers/ssh-server";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-fix-hosts-"));
const servers = new SshServers(folder);
afterAll(() => {
  servers.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const NOW = new Date("2026-06-01T12:00:00Z");

/** What each stage says; those that are not named are as they were left. */
type Said = Readonly<Record<string, { readonly differs?: readonly string[]; readonly problems?: readonly string[] }>>;

/** Of one worker, that is behind a server which says so; undefined where nothing lies there. */
async function home(said: Said | undefined, rest = ""): Promise<Environment> {
  const { port, hostKey } = await servers.serve((command) => {
    const stage = /run\.sh (\w+) --check$/.exec(command)?.[1] ?? "";
    if (!said) return { code: 127 };
    const { differs = [], problems = [] } = said[stage] ?? {};
    return { stdout: `${JSON.stringify({ ok: problems.length === 0, differs, notes: [], problems })}\n` };
  });
  const text = `
name: home
target: kubeadm
profile: minimal
owner: platform-team
kubeadm:
  site: attic
  user: ops
  keyFile: ${servers.keyFile}
  endpoint: { kind: external, host: 10.20.0.10 }
  hosts:
    - { name: cp1, address: 10.20.0.11, role: control-plane, hostKey: unverified }
    - { name: w1, address: localhost, port: ${port}, role: worker, nodeAddress: 10.20.0.21, hostKey: "${hostKey ?? ""}" }
network: { cidr: 10.20.0.0/16 }
${rest}`;
  const { environment, problems } = loadText(text, "environment.yaml");
  if (!environment) throw new JangadaError(problems);
  return environment;
}

const options = { project: folder, parallel: 2 };

const resolve = (environment: Environment, ...named: readonly string[]) =>
  resolveHosts(environment, named, new IgnoreEntries(environment, NOW), options);

async function refused(environment: Environment, ...named: readonly string[]): Promise<readonly string[]> {
  const error: unknown = await resolve(environment, ...named).catch((thrown: unknown) => thrown);
  if (!JangadaError.is(error)) throw new Error("It was not refused.");
  return error.problems.map(({ code, message, remedy = "" }) => `${code} ${message} ${remedy}`.trim());
}

async function lookedAt(environment: Environment): Promise<CheckedHost> {
  const [machine] = machinesOf(environment.facts, folder).filter(({ name }) => name === "w1");
  if (!machine) throw new Error("no w1");
  const [checked] = await lookAt([machine], options);
  if (!checked) throw new Error("not looked at");
  const host = letBe({ environment: "home", ignored: [], ...checked }, new IgnoreEntries(environment, NOW));
  const remedies = hostRemedies(host, machine, NOW);
  return { ...host, ...(remedies ? { remedies } : {}) };
}

const ESSENTIALS = 'terraform_data.cluster_essentials["w1"]';
const FILE = "/etc/sysctl.d/90-jangada.conf";

describe("a host that is put back", () => {
  test("runs those stages again that differ, and no other", async () => {
    const environment = await home({ essentials: { differs: [FILE] }, converge: { differs: ["kubelet.conf"] } });

    expect(await resolve(environment, "host.w1")).toEqual({
      addresses: [ESSENTIALS, "terraform_data.cluster_converge_w1", "terraform_data.cluster_health"],
      replaced: [ESSENTIALS, "terraform_data.cluster_converge_w1"],
      along: ["terraform_data.cluster_health"],
    });
  });

  test("may be named by what runs one of its stages", async () => {
    const environment = await home({ essentials: { differs: [FILE] }, network: { differs: ["/etc/hosts"] } });

    expect(await resolve(environment, ESSENTIALS, "aws_vpc.network")).toEqual({
      addresses: ["aws_vpc.network", ESSENTIALS],
      replaced: [ESSENTIALS],
      along: [],
    });
  });

  test("gets the stages themselves again where none lies there", async () => {
    const environment = await home(undefined);

    expect((await resolve(environment, "host.w1")).replaced).toEqual(['terraform_data.cluster_files["w1"]']);
    expect((await lookedAt(environment)).remedies).toEqual({ putBack: "jangada drift home --fix host.w1" });
  });

  test("is put back without what the file lets be", async () => {
    const environment = await home(
      { essentials: { differs: [FILE] }, network: { differs: ["/etc/hosts"] } },
      'ignoreDrift: [{ address: host.w1, attribute: network, reason: "names of the lab", expires: "2026-06-30" }]',
    );

    expect((await resolve(environment, "host.w1")).addresses).toEqual([ESSENTIALS]);
  });
});

describe("a host is not put back", () => {
  test.each<[string, Said, string, string]>([
    ["where nothing differs", {}, "host.w1", "FIX_NOTHING The host w1 is as the last deployment left it."],
    ["where another stage differs", { network: { differs: ["x"] } }, ESSENTIALS, "FIX_NOTHING Nothing of the stage"],
    ["where it could not be told", { network: { problems: ["no room"] } }, "host.w1", "HOST_NOT_JUDGED"],
    ["where it would be reset", { join: { differs: ["node w1"] } }, "host.w1", "FIX_IMPOSSIBLE The stage join"],
    ["where there is none of that name", {}, "host.w11", "NO_SUCH_HOST The environment has no host 'w11'."],
  ])("%s", async (_, said, named, told) => {
    const problems = await refused(await home(said), named);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(told);
  });

  test("by half: one stage that cannot be put back refuses the others too", async () => {
    const environment = await home({ essentials: { differs: [FILE] }, join: { differs: ["node w1"] } });

    expect(await refused(environment, "host.w1")).toHaveLength(1);
    expect((await lookedAt(environment)).remedies).toMatchObject({
      notPutBack: expect.stringContaining("resets the host") as string,
    });
  });
});

describe("what the file lets be on a host", () => {
  const differing = { essentials: { differs: [FILE, "swap"] }, network: { differs: ["/etc/hosts"] } };

  test("is proposed for each difference, or for a stage where there are many", async () => {
    const few = await lookedAt(await home(differing));
    const many = await lookedAt(await home({ essentials: { differs: ["a", "b", "c", "d"] } }));

    expect(few.remedies?.ignore).toContain(`attribute: essentials["${FILE}"]`);
    expect(many.remedies?.ignore).toContain("attribute: essentials\n");
    expect(many.remedies?.ignore).toContain("address: host.w1");
  });

  test("is no difference, as long as it counts; what is proposed can be taken as it is", async () => {
    const { remedies } = await lookedAt(await home(differing));
    const taken = remedies?.ignore?.replaceAll("…", "looked into today") ?? "";
    const let_ = await lookedAt(await home(differing, taken));
    const expired = await lookedAt(await home(differing, taken.replaceAll("2026-07-01", "2026-05-01")));

    expect(let_).toMatchObject({ outcome: "same" });
    expect(let_.ignored.map(({ stage, what, by }) => [stage, what, by])).toEqual([
      ["essentials", FILE, "file"],
      ["essentials", "swap", "file"],
      ["network", "/etc/hosts", "file"],
    ]);
    expect(let_.remedies).toBeUndefined();
    expect(expired).toMatchObject({ outcome: "differs", ignored: [] });
  });

  test("does not make judged what could not be told", async () => {
    const rest = 'ignoreDrift: [{ address: host.w1, reason: "names of the lab", expires: "2026-06-30" }]';
    const host = await lookedAt(
      await home({ essentials: { differs: [FILE], problems: ["no room"] }, network: { differs: ["x"] } }, rest),
    );

    expect(host.outcome).toBe("not-judged");
  });
});
