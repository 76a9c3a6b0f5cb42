/** The hosts as Terraform's resources: their addresses, what starts what again, and where secrets do not go. */
import * as fc from "fast-check";
import { hostKeyOf } from "../../../../helpers/host-keys";
import { type HomeHost, homeCluster, homeStacks, HOSTS, type Stack } from "../../../../helpers/home";

type Provisioner = Readonly<Record<string, unknown>> & { readonly connection?: Readonly<Record<string, unknown>> };
interface Resource {
  readonly for_each?: string;
  readonly depends_on?: readonly string[];
  readonly triggers_replace?: Readonly<Record<string, string>>;
  readonly input?: unknown;
  readonly connection?: unknown;
  readonly provisioner?: readonly Readonly<Record<"file" | "remote-exec", Provisioner | undefined>>[];
}

const resourcesOf = (stack: Stack): Readonly<Record<string, Resource>> => stack.resource["terraform_data"] ?? {};

/** Every provisioner, by the address of its resource. */
const provisionersOf = (stack: Stack) =>
  Object.entries(resourcesOf(stack)).flatMap(([name, { provisioner = [] }]) =>
    provisioner.flatMap((one) =>
      Object.entries(one).map(([kind, body]) => ({ name, kind, body: body ?? ({} as Provisioner) })),
    ),
  );

/** What Terraform will call them: of a block for each host, one for each of the hosts that it takes. */
function addressesOf(stack: Stack): readonly string[] {
  const hosts = Object.entries(
    (stack["locals"] as { cluster_hosts: Readonly<Record<string, { role: string }>> }).cluster_hosts,
  );
  return Object.entries(resourcesOf(stack))
    .flatMap(([name, { for_each }]) => {
      if (for_each === undefined) return [name];
      const role = /host\.role == "([a-z-]+)"/.exec(for_each)?.[1];
      return hosts.filter(([, host]) => role === undefined || host.role === role).map(([key]) => `${name}["${key}"]`);
    })
    .sort();
}

const cluster = homeCluster();

test("addresses are those of stages and hosts", () => {
  const each = ["files", "prerequisites", "essentials", "hardening", "network", "firewall", "containerd"];
  const names = HOSTS.map(({ name }) => name);
  expect(addressesOf(cluster)).toEqual(
    [
      ...each.flatMap((stage) => names.map((name) => `cluster_${stage}["${name}"]`)),
      "cluster_init",
      "cluster_join-window",
      ...["cp1", "cp2", "cp3"].map((name) => `cluster_control-plane["${name}"]`),
      ...["w1", "w2"].map((name) => `cluster_worker["${name}"]`),
      ...names.map((name) => `cluster_converge_${name}`),
      "cluster_health",
    ].sort(),
  );
});

test("the stacks are the authority's, the cluster's and what stands on them; the network is nobody's to make", () => {
  expect([...homeStacks().keys()]).toEqual(["home-authority", "home-cluster", "home-data", "home-platform"]);
});

const role = fc.constantFrom<HomeHost["role"]>("control-plane", "worker");
const hostList = fc
  .uniqueArray(fc.record({ number: fc.integer({ min: 11, max: 99 }), role }), {
    selector: ({ number }) => number,
    minLength: 1,
    maxLength: 9,
  })
  .map((hosts) => {
    const all = hosts.map(({ number, role: of }): HomeHost => ({ name: `h${number}`, number, role: of }));
    const planes = all.filter((host) => host.role === "control-plane").length;
    // An odd number of control planes.
    return planes % 2 === 1 ? all : [...all, { name: "h100", number: 100, role: "control-plane" } as const];
  });

test("a host that comes, goes or moves in the list changes its own addresses alone", () => {
  fc.assert(
    fc.property(hostList, fc.integer({ min: 0, max: 8 }), (hosts, at) => {
      const before = addressesOf(homeCluster({ hosts }));
      const worker: HomeHost = { name: "new", number: 101, role: "worker" };
      const more = [...hosts.slice(0, at), worker, ...hosts.slice(at)].reverse();
      const after = addressesOf(homeCluster({ hosts: more }));
      expect(before.filter((address) => !after.includes(address))).toEqual([]);
      expect(after.filter((address) => !before.includes(address)).every((address) => address.includes("new"))).toBe(
        true,
      );
      expect(addressesOf(homeCluster({ hosts: [...hosts].reverse() }))).toEqual(before);
    }),
    { numRuns: 6 },
  );
}, 120_000);

test("a host that is to go is as one that has left the list", () => {
  const leaving = HOSTS.map((host) => (host.name === "w2" ? { ...host, more: ", state: absent" } : host));
  const without = HOSTS.filter(({ name }) => name !== "w2");

  expect(homeCluster({ hosts: leaving })["resource"]).toEqual(homeCluster({ hosts: without })["resource"]);
});

test("a stage that is left out is nobody's, and those beside it follow each other", () => {
  const found = resourcesOf(homeCluster({ block: "  stages: { hardening: false, firewall: false, health: false }\n" }));

  expect(Object.keys(found)).not.toEqual(expect.arrayContaining(["cluster_hardening"]));
  expect(found["cluster_network"]?.depends_on).toEqual(["terraform_data.cluster_essentials"]);
  expect(found["cluster_containerd"]?.depends_on).toEqual(["terraform_data.cluster_network"]);
  expect(found["cluster_health"]).toBeUndefined();
});

describe("connections", () => {
  test("each provisioner has its own, which asks no agent and knows the host by its key", () => {
    expect(Object.values(resourcesOf(cluster)).filter(({ connection }) => connection !== undefined)).toEqual([]);
    for (const { body } of provisionersOf(cluster)) {
      expect(body.connection).toMatchObject({
        type: "ssh",
        agent: "false",
        host_key: expect.stringMatching(/\.host_key\}$/) as unknown,
        bastion_host_key: expect.stringMatching(/\.bastion_host_key\}$/) as unknown,
        timeout: expect.stringMatching(/^(30|60)s$/) as unknown,
      });
    }
  });

  test("scripts lie in the user's own folder, and the first one takes itself away", () => {
    const paths = provisionersOf(cluster).map(({ body }) => String(body.connection?.["script_path"]));
    expect(paths.filter((path) => !path.startsWith(".jangada/"))).toEqual(["./.jangada-begin.sh"]);
    const [first] = provisionersOf(cluster).filter(
      ({ body }) => body.connection?.["script_path"] === "./.jangada-begin.sh",
    );
    expect((first?.body["inline"] as readonly string[]).at(-1)).toBe('rm -f -- "$0"');
  });

  test("the way there is the file's, unless the variable says otherwise", () => {
    const block = `  bastion: { address: 192.0.2.1, hostKey: ${hostKeyOf(9)} }\n`;
    const { cluster_hosts: hosts } = homeCluster({ block })["locals"] as {
      cluster_hosts: Readonly<Record<string, { place: Readonly<Record<string, unknown>> }>>;
    };
    expect(hosts["cp1"]?.place).toMatchObject({
      host: "10.0.0.11",
      port: 22,
      user: "ops",
      private_key_path: '${var.ssh.private_key_path != null ? var.ssh.private_key_path : "/nowhere/key"}',
      host_key: expect.stringContaining("var.ssh.host_key != null ? var.ssh.host_key : ") as unknown,
      bastion_host: '${var.ssh.proxy != null ? null : "192.0.2.1"}',
      bastion_host_key: hostKeyOf(9),
    });
    // Terraform holds the bastion against it, too.
    for (const line of [`192.0.2.1 ${hostKeyOf(9)}`, `10.0.0.11 ${hostKeyOf(11)}`]) {
      expect(hosts["cp1"]?.place["host_key"]).toContain(`\\n${line}`);
    }
  });

  test("the firewall is run twice: the second connection proves that it lets in", () => {
    const runs = provisionersOf(cluster).filter(({ name }) => name === "cluster_firewall");
    expect(runs.map(({ body }) => (body["inline"] as readonly string[]).at(-1))).toEqual([
      "bash .jangada/run.sh firewall",
      "bash .jangada/run.sh firewall",
    ]);
  });
});

describe("what a member is", () => {
  const member = resourcesOf(cluster)["cluster_worker"];

  test("nothing that changes on it replaces it", () => {
    for (const name of ["cluster_worker", "cluster_control-plane"]) {
      expect(Object.keys(resourcesOf(cluster)[name]?.triggers_replace ?? {})).toEqual(["cluster", "host", "name"]);
    }
    const [before, after] = ["1.34", "1.35"].map((version) =>
      resourcesOf(homeCluster({ sections: `cluster: { version: "${version}" }\n` })),
    );
    expect(after?.["cluster_worker"]).toEqual(before?.["cluster_worker"]);
    expect(after?.["cluster_converge_w1"]?.triggers_replace).not.toEqual(
      before?.["cluster_converge_w1"]?.triggers_replace,
    );
  });

  test("keys of Secrets that turn are brought to control planes alone, and are in no plan", () => {
    const [before, after] = ["", '  encryptionKeys: ["1", "2"]\n'].map((block) => resourcesOf(homeCluster({ block })));
    const changed = Object.keys(after ?? {}).filter(
      (name) => JSON.stringify(after?.[name]) !== JSON.stringify(before?.[name]),
    );

    expect(changed).toEqual(["cluster_converge_cp1", "cluster_converge_cp2", "cluster_converge_cp3"]);
    expect(after?.["cluster_converge_cp1"]?.triggers_replace).toMatchObject({ encryption_keys: "1,2" });
  });

  test("another worker touches neither the configuration of other workers nor what is installed", () => {
    const more = [...HOSTS, { name: "w3", role: "worker", number: 23 } as const];
    const [before, after] = [cluster, homeCluster({ hosts: more })];
    const stagesOf = (stack: Stack) =>
      (stack["locals"] as { cluster_hosts: Readonly<Record<string, { stages: Readonly<Record<string, string>> }>> })
        .cluster_hosts["w1"]?.stages;

    expect(resourcesOf(after)["cluster_converge_w1"]?.triggers_replace).toEqual(
      resourcesOf(before)["cluster_converge_w1"]?.triggers_replace,
    );
    const changed = Object.keys(stagesOf(before) ?? {}).filter(
      (stage) => stagesOf(before)?.[stage] !== stagesOf(after)?.[stage],
    );
    expect(changed).toEqual(expect.arrayContaining(["network", "firewall"]));
    expect(changed).not.toEqual(expect.arrayContaining(["containerd"]));
    expect(changed).not.toEqual(expect.arrayContaining(["essentials"]));
  });

  test("it leaves on as many control planes as a majority has, then on itself, whatever becomes of each", () => {
    const leaving = (member?.provisioner ?? [])
      .map((one) => one["remote-exec"])
      .filter((one) => one?.["when"] === "destroy");
    expect(leaving.map((one) => one?.["on_failure"])).toEqual(["continue", "continue", "continue"]);
    expect(leaving.map((one) => String(one?.["inline"]).replace(/^.*run\.sh /, ""))).toEqual([
      "forget ${self.input.node} ${self.input.node_address}",
      "forget ${self.input.node} ${self.input.node_address}",
      "remove",
    ]);
    // What is destroyed knows nothing but itself.
    for (const one of leaving) expect(JSON.stringify(one)).not.toMatch(/\$\{[^}]*\b(each\.value|local|var|data)\./);
  });

  test("workers change in as many lanes as the file allows, after the control planes", () => {
    const hosts = [...HOSTS, { name: "w3", role: "worker", number: 23 } as const];
    const found = resourcesOf(homeCluster({ hosts, block: "  changeAtOnce: 2\n" }));
    const before = (name: string): readonly string[] =>
      (found[`cluster_converge_${name}`]?.depends_on ?? []).filter((other) => other.includes("converge"));
    expect(before("cp1")).toEqual([]);
    expect(before("cp3")).toEqual(["terraform_data.cluster_converge_cp2"]);
    expect(before("w1")).toEqual(["terraform_data.cluster_converge_cp3"]);
    expect(before("w2")).toEqual(["terraform_data.cluster_converge_cp3"]);
    expect(before("w3")).toEqual(["terraform_data.cluster_converge_w1"]);
    expect(found["cluster_health"]?.depends_on).toEqual([
      "terraform_data.cluster_converge_w3",
      "terraform_data.cluster_converge_w2",
    ]);
  });
});

test("a worker has the window opened again before it joins, by the host that keeps the token; a control plane does so itself", () => {
  const of = (name: string) =>
    provisionersOf(cluster).filter((one) => one.name === name && one.body["when"] === undefined);
  const commands = (name: string) => of(name).map(({ kind, body }) => (kind === "file" ? kind : body["inline"]));
  const join = ["file", ["set -eu", "bash .jangada/run.sh join"]];
  expect(commands("cluster_control-plane")).toEqual(join);
  expect(commands("cluster_worker")).toEqual([["set -eu", "bash .jangada/run.sh join-window ${each.key}"], ...join]);
  // As it does once more before it converges: by then one that was killed on its way joins.
  expect(commands("cluster_converge_w1")[0]).toEqual(["set -eu", "bash .jangada/run.sh join-window w1"]);
  expect(commands("cluster_converge_cp1")[0]).toBe("file");
  const hostOf = (name: string): unknown => of(name)[0]?.body.connection?.["host"];
  expect(hostOf("cluster_worker")).toBe(hostOf("cluster_join-window"));
  // Several at the same time, on one host.
  expect(of("cluster_worker")[0]?.body.connection?.["script_path"]).toContain("${each.key}");
});

describe("secrets", () => {
  /** What comes of the authority's stack is secret, but for what the cluster is known by. */
  const SECRET = /authority-outputs|init-file/;

  test("go to hosts as files alone", () => {
    for (const { kind, body } of provisionersOf(cluster)) {
      const { content, ...rest } = body;
      if (kind === "file" && SECRET.test(String(content))) expect(body["destination"]).toBe(".jangada/secrets.bundle");
      expect(JSON.stringify(rest)).not.toMatch(SECRET);
    }
  });

  test("are taken by the stage itself, when its turn has come", () => {
    for (const { kind, body } of provisionersOf(cluster)) {
      const commands = JSON.stringify(body["inline"] ?? []);
      if (kind === "remote-exec") expect(commands).not.toContain("secrets");
    }
  });

  test("start nothing, and are in no input", () => {
    for (const { triggers_replace, input, for_each } of Object.values(resourcesOf(cluster))) {
      expect(JSON.stringify({ triggers_replace, input, for_each })).not.toMatch(SECRET);
    }
    const { cluster_hosts: hosts } = cluster["locals"] as { cluster_hosts: unknown };
    expect(JSON.stringify(hosts)).not.toMatch(SECRET);
  });

  test("are read of the authority's stack by the cluster's, and of that by what stands on it: the administrator's alone", () => {
    const platform = JSON.stringify(homeStacks().get("home-platform"));
    expect(platform).not.toContain("home-authority");
    const output = cluster["output"] as Readonly<Record<string, { readonly sensitive?: boolean }>>;
    expect(output["k8s-cluster_cluster"]?.sensitive).toBe(true);
  });
});
