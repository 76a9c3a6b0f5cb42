import {
  InClusterBroker,
  inClusterBrokerImplementation,
} from "../../../../src/constructs/rabbitmq/cluster/in-cluster-broker";
import type { MessageBrokerProps } from "../../../../src/constructs/rabbitmq/props";
import { type CustomResource, expectValidCustomResource } from "../../../helpers/crd";
import { brokerProps, only, problemsOf, stackOf, type Synthesized, synthesized } from "../fixtures";

function build(props: Partial<MessageBrokerProps> = {}): { json: Synthesized; broker: InClusterBroker } {
  const stack = stackOf();
  const broker = new InClusterBroker(stack, "events", brokerProps(stack, { runs: "in-cluster", ...props }));
  return { json: synthesized(stack), broker };
}

function objectsOf(json: Synthesized): readonly CustomResource[] {
  const [values = "{}"] = only(json, "helm_release")["values"] as readonly string[];
  return (JSON.parse(values) as { objects: readonly CustomResource[] }).objects;
}

interface Cluster {
  readonly image: string;
  readonly replicas: number;
  readonly persistence: { readonly storage: string };
  readonly resources: { readonly requests: { readonly memory: string }; readonly limits: { readonly memory: string } };
  readonly tls: object;
  readonly rabbitmq: { readonly additionalConfig: string };
  readonly override: { readonly statefulSet: { readonly spec: { readonly template: { readonly spec: object } } } };
}
const clusterOf = (json: Synthesized): Cluster =>
  objectsOf(json).find(({ kind }) => kind === "RabbitmqCluster")?.["spec"] as Cluster;

test("is valid by its definition, with a certificate for its Service and each node", () => {
  const { json } = build();
  for (const object of objectsOf(json)) expectValidCustomResource(object);
  const certificate = objectsOf(json).find(({ kind }) => kind === "Certificate");
  expect((certificate?.["spec"] as { dnsNames: readonly string[] }).dnsNames).toEqual([
    "dev-events.rabbitmq",
    "*.dev-events-nodes.rabbitmq",
    "dev-events.rabbitmq.svc",
    "*.dev-events-nodes.rabbitmq.svc",
    "dev-events.rabbitmq.svc.cluster.local",
    "*.dev-events-nodes.rabbitmq.svc.cluster.local",
  ]);
});

test("speaks TLS alone, from 1.2 on", () => {
  const { tls, rabbitmq } = clusterOf(build().json);
  expect(tls).toEqual({ secretName: "dev-events-tls", disableNonTLSListeners: true });
  expect(rabbitmq.additionalConfig.split("\n")).toEqual(
    expect.arrayContaining(["ssl_options.versions.1 = tlsv1.3", "ssl_options.versions.2 = tlsv1.2"]),
  );
  expect(rabbitmq.additionalConfig).not.toMatch(/tlsv1(?:\.1)?$/m);
});

test("queues that applications declare are quorum queues, and a minority of nodes stops", () => {
  expect(clusterOf(build().json).rabbitmq.additionalConfig.split("\n")).toEqual(
    expect.arrayContaining(["default_queue_type = quorum", "cluster_partition_handling = pause_minority"]),
  );
});

test("its image is pinned, so that raising it is a change", () => {
  expect(clusterOf(build().json).image).toMatch(/rabbitmq:4\.2\.\d+-management$/);
});

test.each([
  [{ highAvailability: false }, 1],
  [{ highAvailability: true }, 3],
  [{ inCluster: { nodes: 5 as const } }, 5],
])("%j: %d nodes, spread, of which one at a time may go", (props, nodes) => {
  const { json, broker } = build(props);
  const { replicas, override } = clusterOf(json);
  expect(replicas).toBe(nodes);
  expect(override.statefulSet.spec.template.spec).toEqual(
    expect.objectContaining({
      topologySpreadConstraints: [
        expect.objectContaining({ topologyKey: "topology.kubernetes.io/zone" }),
        expect.objectContaining({ topologyKey: "kubernetes.io/hostname" }),
      ],
    }),
  );
  // A budget of a single node would hold up every drain.
  expect(broker.budget === undefined).toBe(nodes === 1);
  if (nodes > 1) {
    expect(only(json, "kubernetes_pod_disruption_budget_v1")["spec"]).toEqual({
      max_unavailable: "1",
      selector: { match_labels: { "app.kubernetes.io/name": "dev-events" } },
    });
  }
});

test.each(["small", "medium", "large"] as const)(
  "a %s node may use the memory that it asks for, and no more",
  (size) => {
    const { requests, limits } = clusterOf(build({ size }).json).resources;
    expect(requests.memory).toBe(limits.memory);
  },
);

test("it is reached by AMQP over TLS, from the cluster or the given ranges", () => {
  const peersOf = (json: Synthesized): unknown => {
    const spec = only(json, "kubernetes_network_policy_v1")["spec"] as {
      ingress: readonly { from: unknown; ports: unknown }[];
    };
    expect(spec.ingress[0]?.ports).toEqual([{ port: "5671", protocol: "TCP" }]);
    return spec.ingress[0]?.from;
  };
  expect(peersOf(build().json)).toEqual([{ namespace_selector: {} }, { ip_block: { cidr: "10.20.0.0/16" } }]);
  expect(peersOf(build({ allow: ["10.9.0.0/16"] }).json)).toEqual([{ ip_block: { cidr: "10.9.0.0/16" } }]);
});

test("its attributes are all that another stack needs", () => {
  const { broker } = build();
  const stack = stackOf();
  const adopted = inClusterBrokerImplementation.fromAttributes(stack, "events", broker.attributes);

  expect(adopted.attributes).toEqual({
    brokerName: "dev-events",
    runs: "in-cluster",
    version: "4.2",
    host: "dev-events.rabbitmq.svc",
    port: 5671,
    managementHost: "dev-events.rabbitmq.svc",
    managementPort: 15_671,
    authoritySecret: "dev-events-tls",
    details: {},
  });
  expect(adopted.admin).toEqual({ kind: "operator" });
});

test.each<[string, Partial<MessageBrokerProps>]>([
  ["RABBITMQ_VERSION", { version: "3.13" }],
  ["RABBITMQ_NODES", { highAvailability: false, inCluster: { nodes: 3 } }],
  ["RABBITMQ_NODES", { highAvailability: true, inCluster: { nodes: 1 } }],
  ["RABBITMQ_WINDOW", { maintenanceWindow: "sun:03:00-sun:05:00" }],
  ["RABBITMQ_OPEN", { allow: ["0.0.0.0/0"] }],
  ["INVALID_PROPS", { inCluster: { nodes: 2 as never } }],
  ["INVALID_PROPS", { inCluster: { storage: 0 } }],
])("%s: %j", (code, props) => {
  expect(problemsOf(() => build(props)).map((problem) => problem.code)).toEqual([code]);
});
