/** Passwords of a cache in the cluster: what is made, delivered and told, and what a real server makes of the file. */
import type { IKubernetesCluster } from "../../../../src/constructs/k8s-cluster/contract";
import type { CacheServicesProps } from "../../../../src/constructs/redis/cache-services";
import { CacheConnection } from "../../../../src/constructs/redis/cache-connection";
import { InClusterCache } from "../../../../src/constructs/redis/cluster/in-cluster-cache";
import { InClusterCacheServices } from "../../../../src/constructs/redis/cluster/in-cluster-services";
import { INTERNAL_USERS, usersTemplate } from "../../../../src/constructs/redis/cluster/users";
import type { CacheProps } from "../../../../src/constructs/redis/props";
import { cacheProps, FakeStore, only, problemsOf, stackOf, type Synthesized, synthesized } from "../fixtures";

interface Built {
  readonly json: Synthesized;
  readonly store: FakeStore;
  readonly services: InClusterCacheServices;
}

function build(cache: Partial<CacheProps> = {}, props: Partial<CacheServicesProps> = {}): Built {
  const stack = stackOf();
  const store = new FakeStore(stack, "store");
  const built = new InClusterCache(
    stack,
    "jobs",
    cacheProps(stack, {
      runs: "in-cluster",
      storage: 5,
      topology: { kind: "replicated", size: "small", replicas: 2 },
      services: [{ name: "web" }, { name: "worker", keys: ["{{jobs}}:*"] }],
      ...cache,
    }),
  );
  const services = new InClusterCacheServices(stack, "services", {
    runs: "in-cluster",
    cache: built,
    secrets: store,
    cluster: {} as IKubernetesCluster,
    namespace: "redis",
    secretPrefix: "dev/redis/jobs",
    deleteWithEnvironment: false,
    ...props,
  });
  store.open({ name: "web.redis.jobs.web", namespace: "web", path: "redis/jobs/web/" });
  new CacheConnection(stack, "connection", { services, secrets: store, service: "web", namespace: "web" });
  return { json: synthesized(stack), store, services };
}

const delivered = ({ store }: Built, name: RegExp) => {
  const found = store.delivered.find(({ secretName }) => name.test(secretName));
  if (!found) throw new Error(`Nothing called ${String(name)} is delivered.`);
  return found;
};

test("each service has a password, and so has each of the cache's own users, whatever the services' revision", () => {
  const names = ({ store }: Built): readonly string[] => store.generated.map(({ remoteName }) => remoteName).sort();
  const own = Object.keys(INTERNAL_USERS).map((user) => `dev/redis/jobs/${user}/1`);
  const of = (...revisions: readonly number[]): readonly string[] =>
    ["web", "worker"].flatMap((service) => revisions.map((revision) => `dev/redis/jobs/${service}/${revision}`));
  expect(names(build())).toEqual([...own, ...of(1)].sort());
  expect(names(build({}, { passwordRevision: 3 }))).toEqual([...own, ...of(2, 3)].sort());
});

test("the file of access lists is made of hashes, with two passwords of each service once they were raised", () => {
  const {
    template = {},
    others = {},
    templateOnly,
  } = delivered(build({}, { passwordRevision: 2 }), /^dev-jobs\.users$/);
  expect(templateOnly).toBe(true);
  const file = template["users.acl"] ?? "";
  expect(file).toMatch(/^user default off resetchannels -@all$/m);
  expect(file).toMatch(
    /^user web on ~web:\* .*#\{\{ index \. "p4" \| sha256sum \}\} #\{\{ index \. "p5" \| sha256sum \}\}$/m,
  );
  // What a pattern has in common with a template is told apart.
  expect(file).toContain('~{{ "{{" }}jobs}}:*');
  expect(file).not.toMatch(/>|nopass/);
  expect(others["p5"]).toEqual({ remoteName: "dev/redis/jobs/web/2", property: "password" });
  // A review would take longer ones for secrets, and hide the file that they stand in.
  expect(Object.keys(others).filter((key) => key.length > 5)).toEqual([]);
  expect(Object.values(others).map(({ remoteName }) => remoteName)).toEqual(
    expect.arrayContaining(Object.keys(INTERNAL_USERS).map((user) => `dev/redis/jobs/${user}/1`)),
  );
});

test("another user, right or revision is another file; the same twice is the same", () => {
  const marker = (...given: Parameters<typeof build>): string =>
    /^user (generation-[0-9a-f]{10}) off/m.exec(
      delivered(build(...given), /\.users$/).template?.["users.acl"] ?? "",
    )?.[1] ?? "";
  const usual = marker();
  expect(usual).not.toBe("");
  expect(marker()).toBe(usual);
  expect(marker({ services: [{ name: "web" }] })).not.toBe(usual);
  expect(
    marker({
      services: [
        { name: "web", access: "read" },
        { name: "worker", keys: ["{{jobs}}:*"] },
      ],
    }),
  ).not.toBe(usual);
  expect(marker({}, { passwordRevision: 2 })).not.toBe(usual);
});

test("the proxies get their configuration with the password in it, under a name that changes with the configuration", () => {
  const secret = (replicas: number): string =>
    delivered(build({ topology: { kind: "replicated", size: "small", replicas } }), /^dev-jobs\.proxy\./).secretName;
  expect(secret(2)).toMatch(/^dev-jobs\.proxy\.[0-9a-f]{10}$/);
  expect(secret(3)).not.toBe(secret(2));
  const { template = {} } = delivered(build(), /^dev-jobs\.proxy\./);
  expect(template["haproxy.cfg"]).toContain('tcp-check send "AUTH proxy {{ .proxy }}\\r\\n"');
  // The one that the pods wait for.
  const { json } = build();
  expect(JSON.stringify(only(json, "helm_release"))).toContain(secret(2));
});

test("a single node needs no proxy", () => {
  const { store } = build({ topology: { kind: "replicated", size: "small", replicas: 0 } });
  expect(store.delivered.some(({ secretName }) => secretName.startsWith("dev-jobs.proxy."))).toBe(false);
});

interface Container {
  readonly name: string;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly security_context: object;
}
const jobOf = ({
  json,
}: Built): { readonly init_container: readonly Container[]; readonly container: readonly Container[] } =>
  (only(json, "kubernetes_job_v1")["spec"] as { template: { spec: ReturnType<typeof jobOf> } }).template.spec;

test("the Job has every node read the file, and then logs in with each password where applications do", () => {
  const built = build();
  const { init_container: loads, container: verifies } = jobOf(built);
  const env = ([container]: readonly Container[]): Readonly<Record<string, string>> =>
    Object.fromEntries(container?.env.map(({ name, value }) => [name, value]) ?? []);
  expect(env(loads)["NODES"]?.split(" ")).toEqual(
    [0, 1, 2].map((node) => `dev-jobs-queue-${node}.dev-jobs-nodes.redis.svc.cluster.local:6379`),
  );
  expect(env(loads)["MARKER"]).toMatch(/^generation-[0-9a-f]{10}$/);
  expect(env(verifies)).toMatchObject({ HOST: "dev-jobs.redis.svc", PORT: "6379", USERS: "web web\nworker worker" });
  for (const { security_context } of [...loads, ...verifies]) {
    expect(security_context).toMatchObject({ read_only_root_filesystem: true, run_as_non_root: true });
  }
});

test("applications are told where their own password is, and get the authority with it", () => {
  const built = build();
  expect(built.store.published.map(({ remoteName, keys }) => [remoteName, keys])).toEqual(
    expect.arrayContaining([
      ["dev/redis/jobs/web/current", ["username", "password"]],
      ["dev/redis/jobs/web/authority", ["ca.crt"]],
    ]),
  );
  const { further, template } = delivered(built, /^web-redis$/);
  expect(further).toEqual(["dev/redis/jobs/web/authority"]);
  expect(template).toMatchObject({ host: "dev-jobs.redis.svc", port: "6379", mode: "single" });
});

test("a revision that is none is refused", () => {
  expect(problemsOf(() => build({}, { passwordRevision: 0 })).map(({ code }) => code)).toEqual(["CACHE_REVISION"]);
});

test("no user of the cache's own may read or write a key, and none but those whom it is for changes the server", () => {
  for (const [user, rules] of Object.entries(INTERNAL_USERS)) {
    expect([user, rules]).toEqual([user, expect.not.stringMatching(/~|allkeys|\+@|nopass/)]);
    expect([user, /\+config\|set/.test(rules)]).toEqual([user, user === "passwords"]);
    expect([user, /replicaof|slaveof/.test(rules)]).toEqual([user, user === "sentinel"]);
  }
  expect(usersTemplate([], "0")).not.toContain("{{");
});
