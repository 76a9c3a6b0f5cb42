/** From props to the objects of a cache in the cluster. */
import type { KubernetesObject } from "../../../../src/constructs/kit/cluster/kubernetes-object";
import {
  InClusterCache,
  inClusterCacheImplementation,
} from "../../../../src/constructs/redis/cluster/in-cluster-cache";
import type { CacheProps } from "../../../../src/constructs/redis/props";
import { expectValidCustomResource } from "../../../helpers/crd";
import { cacheProps, only, problemsOf, stackOf, type Synthesized, synthesized } from "../fixtures";

function build(props: Partial<CacheProps> = {}): { readonly json: Synthesized; readonly cache: InClusterCache } {
  const stack = stackOf();
  const cache = new InClusterCache(
    stack,
    "jobs",
    cacheProps(stack, {
      runs: "in-cluster",
      topology: { kind: "replicated", size: "small", replicas: 2 },
      ...((props.use ?? "queue") === "queue" ? { storage: 5 } : {}),
      clients: ["shop"],
      ...props,
    }),
  );
  return { json: synthesized(stack), cache };
}

const SINGLE = { topology: { kind: "replicated", size: "small", replicas: 0 } } as const;

interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly securityContext: object;
  readonly lifecycle?: object;
  readonly volumeMounts: readonly { readonly name: string; readonly readOnly?: boolean }[];
}
interface Workload extends KubernetesObject {
  readonly spec: {
    readonly replicas: number;
    readonly volumeClaimTemplates?: readonly object[];
    readonly template: {
      readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
      readonly spec: {
        readonly containers: readonly Container[];
        readonly volumes: readonly (object & { readonly name: string })[];
      } & Readonly<Record<string, unknown>>;
    };
  };
}

function objectsOf(json: Synthesized): readonly KubernetesObject[] {
  const [values = "{}"] = only(json, "helm_release")["values"] as readonly string[];
  // Terraform's own templates are escaped.
  return (JSON.parse(values.replaceAll("$${", "${").replaceAll("%%{", "%{")) as { objects: KubernetesObject[] })
    .objects;
}
const named = (json: Synthesized, kind: string, name: string): Workload => {
  const found = objectsOf(json).find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} '${name}'.`);
  return found as Workload;
};
const namesOf = (json: Synthesized): readonly string[] =>
  objectsOf(json)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    .sort();
const workloadsOf = (json: Synthesized): readonly Workload[] =>
  objectsOf(json).filter((object): object is Workload => object.kind === "StatefulSet" || object.kind === "Deployment");

test("with copies there are nodes, Sentinels and proxies, and of each a budget", () => {
  const { json, cache } = build();
  expect(namesOf(json)).toEqual([
    "Certificate dev-jobs-tls",
    "ConfigMap dev-jobs-config",
    "Deployment dev-jobs-proxy",
    "PodDisruptionBudget dev-jobs-proxy",
    "PodDisruptionBudget dev-jobs-queue",
    "PodDisruptionBudget dev-jobs-sentinel",
    "Service dev-jobs",
    "Service dev-jobs-nodes",
    "Service dev-jobs-reader",
    "Service dev-jobs-sentinels",
    "StatefulSet dev-jobs-queue",
    "StatefulSet dev-jobs-sentinel",
  ]);
  expect(workloadsOf(json).map(({ metadata, spec }) => [metadata.name, spec.replicas])).toEqual([
    ["dev-jobs-queue", 3],
    ["dev-jobs-sentinel", 3],
    ["dev-jobs-proxy", 2],
  ]);
  expect([cache.host, cache.port, cache.mode, cache.readerHost]).toEqual([
    "dev-jobs.redis.svc",
    6379,
    "single",
    "dev-jobs-reader.redis.svc",
  ]);
});

test("a single node stands alone, and clients speak to it", () => {
  const { json, cache } = build(SINGLE);
  expect(namesOf(json)).toEqual([
    "Certificate dev-jobs-tls",
    "ConfigMap dev-jobs-config",
    "Service dev-jobs",
    "Service dev-jobs-nodes",
    "StatefulSet dev-jobs-queue",
  ]);
  expect(cache.readerHost).toBe("");
  expect(named(json, "Service", "dev-jobs").spec).toMatchObject({
    selector: { "app.kubernetes.io/component": "server" },
    ports: [{ port: 6379, targetPort: "valkey" }],
  });
});

test("the certificate is valid by its definition, for the Services and for each pod", () => {
  const certificate = named(build().json, "Certificate", "dev-jobs-tls");
  expectValidCustomResource(certificate);
  expect((certificate.spec as unknown as { dnsNames: readonly string[] }).dnsNames).toEqual(
    expect.arrayContaining([
      "dev-jobs.redis.svc",
      "dev-jobs-reader.redis.svc",
      "*.dev-jobs-nodes.redis.svc.cluster.local",
      "*.dev-jobs-sentinels.redis.svc.cluster.local",
    ]),
  );
});

test("a queue's nodes have volumes that are claims of their own; a cache keeps nothing", () => {
  const queue = build({ storage: 7 });
  const claims = Object.values(queue.json.resource["kubernetes_persistent_volume_claim_v1"] ?? {});
  expect(claims.map(({ metadata, spec }) => [(metadata as { name: string }).name, spec])).toEqual(
    [0, 1, 2].map((node) => [
      `data-dev-jobs-queue-${node}`,
      { access_modes: ["ReadWriteOnce"], resources: { requests: { storage: "7Gi" } } },
    ]),
  );
  // Volumes are made where pods are; a claim that goes must not wait for a pod that is ended after it.
  for (const claim of claims) {
    expect(claim).toMatchObject({ wait_until_bound: false, lifecycle: { create_before_destroy: true } });
  }
  expect(named(queue.json, "StatefulSet", "dev-jobs-queue").spec.volumeClaimTemplates).toEqual([
    expect.objectContaining({ metadata: { name: "data" } }),
  ]);

  const { json } = build({ use: "cache" });
  expect(json.resource["kubernetes_persistent_volume_claim_v1"]).toBeUndefined();
  const { spec } = named(json, "StatefulSet", "dev-jobs-cache");
  expect(spec.volumeClaimTemplates).toBeUndefined();
  expect(spec.template.spec.volumes.find(({ name }) => name === "data")).toHaveProperty("emptyDir");
});

test.each([
  [true, true],
  [false, undefined],
])("protected %j: the volumes' refusal to be destroyed is %j", (isProtected, refusal) => {
  const { json } = build({ protected: isProtected });
  for (const claim of Object.values(json.resource["kubernetes_persistent_volume_claim_v1"] ?? {})) {
    expect((claim["lifecycle"] as { prevent_destroy?: boolean }).prevent_destroy).toBe(refusal);
  }
});

test("CKV_K8S_16 CKV_K8S_20 CKV_K8S_22 CKV_K8S_28 CKV_K8S_37 CKV_K8S_38 CKV_K8S_40 CKV_K8S_8 CKV_K8S_9: every container is restricted, and is asked how it is", () => {
  for (const { spec } of workloadsOf(build().json)) {
    const { containers, ...pod } = spec.template.spec;
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: "jangada-data",
      securityContext: { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: "RuntimeDefault" } },
      topologySpreadConstraints: [
        expect.objectContaining({ topologyKey: "topology.kubernetes.io/zone" }),
        expect.objectContaining({ topologyKey: "kubernetes.io/hostname" }),
      ],
    });
    for (const { securityContext, resources } of containers) {
      expect(securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
      expect(resources.limits.memory).toMatch(/^\d+Mi$/);
    }
    const [main] = containers;
    expect(main).toHaveProperty("livenessProbe");
    expect(main).toHaveProperty("readinessProbe");
  }
});

test("what is mounted is for reading, but for what a server writes", () => {
  for (const { spec } of workloadsOf(build().json)) {
    for (const { volumeMounts } of spec.template.spec.containers) {
      const writable = volumeMounts.filter(({ readOnly }) => readOnly !== true).map(({ name }) => name);
      expect(writable.filter((name) => name !== "data" && name !== "tmp")).toEqual([]);
    }
  }
});

test("a node hands over before it goes, and keys take less than the memory that it may use", () => {
  const { json } = build();
  const [node] = named(json, "StatefulSet", "dev-jobs-queue").spec.template.spec.containers;
  expect(node?.lifecycle).toEqual({ preStop: { exec: { command: ["bash", "/run/config/hand-over.sh"] } } });
  const { data } = named(json, "ConfigMap", "dev-jobs-config") as unknown as { data: Readonly<Record<string, string>> };
  const maxmemory = Number(/^maxmemory (\d+)$/m.exec(data["valkey.conf"] ?? "")?.[1]);
  expect(maxmemory).toBe(256 * 1024 * 1024);
  expect(node?.resources.limits.memory).toBe("512Mi");
});

test("another configuration, size or version exchanges the nodes; another client does not", () => {
  const generationOf = (props: Partial<CacheProps>): string =>
    named(build(props).json, "StatefulSet", "dev-jobs-queue").spec.template.metadata.annotations[
      "jangada/generation"
    ] ?? "";
  const usual = generationOf({});
  expect(usual).toMatch(/^[0-9a-f]{10}$/);
  expect(generationOf({ clients: ["shop", "web"] })).toBe(usual);
  expect(generationOf({ services: [{ name: "web" }] })).toBe(usual);
  for (const props of [
    { parameters: { timeout: "60" } },
    { version: "9.1" as const },
    { topology: { kind: "replicated", size: "medium", replicas: 2 } as const, storage: 5 },
  ]) {
    expect(generationOf(props)).not.toBe(usual);
  }
});

interface Policy {
  readonly pod_selector: { readonly match_labels: Readonly<Record<string, string>> };
  readonly ingress: readonly {
    readonly from: readonly { readonly namespace_selector?: { readonly match_labels?: object } }[];
    readonly ports: readonly { readonly port: string }[];
  }[];
  readonly egress: readonly { readonly ports: readonly { readonly port: string }[] }[];
}
const policyOf = (json: Synthesized, name: string): Policy =>
  Object.values(json.resource["kubernetes_network_policy_v1"] ?? {}).find(
    ({ metadata }) => (metadata as { name: string }).name === name,
  )?.["spec"] as Policy;

test("only its clients reach the proxy, and only its own pods the nodes and Sentinels", () => {
  const { json } = build({ clients: ["shop", "web"] });
  const clients = policyOf(json, "dev-jobs-clients");
  expect(clients.pod_selector.match_labels["app.kubernetes.io/component"]).toBe("proxy");
  expect(clients.ingress.map(({ from, ports }) => [from.length, ports.map(({ port }) => port)])).toEqual([
    [2, ["6379", "6380"]],
    [1, ["8404"]],
  ]);
  const among = policyOf(json, "dev-jobs-pods");
  expect(among.pod_selector.match_labels).toEqual({ "app.kubernetes.io/instance": "dev-jobs" });
  expect(among.ingress.map(({ ports }) => ports.map(({ port }) => port))).toEqual([["6379", "26379"]]);
  expect(among.egress.map(({ ports }) => ports.map(({ port }) => port))).toEqual([
    ["53", "53"],
    ["6379", "26379"],
  ]);
});

test("without clients nobody is let in, rather than everybody", () => {
  expect(policyOf(build({ ...SINGLE, clients: [] }).json, "dev-jobs-clients").ingress ?? []).toEqual([]);
});

test("its attributes are all that another stack needs, and hold no secret", () => {
  const { cache } = build({ services: [{ name: "web" }], monitored: true });
  const stack = stackOf();
  const adopted = inClusterCacheImplementation.fromAttributes(stack, "jobs", cache.attributes);
  expect(adopted.attributes).toEqual(cache.attributes);
  expect(cache.attributes.users).toEqual({ web: "web", monitoring: "monitoring" });
  expect(cache.attributes.details).toMatchObject({ authoritySecret: "dev-jobs-tls", proxied: "true" });
});

test("what cannot be is refused by the prop's name", () => {
  const found = (props: Partial<CacheProps>): readonly string[] =>
    problemsOf(() => build(props)).map(({ code, place }) => `${code} ${place?.path ?? ""}`);
  expect(found({ topology: { kind: "sharded", size: "small", shards: 2, replicas: 1 } })).toEqual([
    "TARGET_CANNOT topology.kind",
  ]);
  expect(found({ storage: undefined })).toEqual(["CACHE_STORAGE storage"]);
  expect(found({ parameters: { timeout: "soon" } })).toEqual(["CACHE_PARAMETER parameters.timeout"]);
  expect(found({ parameters: { timeout: "${var.timeout}" } }).join()).toContain("parameters.timeout");
});
