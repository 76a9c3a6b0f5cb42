import { AdoptedMessageBroker } from "../../../../src/constructs/rabbitmq/adopted-broker";
import type { MessageBrokerAttributes } from "../../../../src/constructs/rabbitmq/contract";
import { BrokerConnection } from "../../../../src/constructs/rabbitmq/topology/broker-connection";
import type { BrokerServicesProps } from "../../../../src/constructs/rabbitmq/topology/broker-services";
import type { IObservability } from "../../../../src/constructs/observability/contract";
import { topologySchema } from "../../../../src/constructs/rabbitmq/topology/section";
import {
  TopologyOperatorServices,
  topologyOperatorImplementation,
} from "../../../../src/constructs/rabbitmq/topology/topology-operator";
import { type Attributes, FakeStore, problemsOf, stackOf, type Synthesized, synthesized } from "../fixtures";

const IN_CLUSTER: MessageBrokerAttributes = {
  brokerName: "dev-events",
  runs: "in-cluster",
  version: "4.2",
  host: "dev-events.rabbitmq.svc",
  port: 5671,
  managementHost: "dev-events.rabbitmq.svc",
  managementPort: 15_671,
  authoritySecret: "dev-events-tls",
  details: {},
};
const MANAGED: MessageBrokerAttributes = {
  ...IN_CLUSTER,
  runs: "managed",
  host: "b-1.example.org",
  managementHost: "b-1.example.org",
  managementPort: 443,
  authoritySecret: "",
  details: { username: "platform-admin", firstSecret: "dev/rabbitmq/events/first-password", life: "one" },
};

interface Built {
  readonly json: Synthesized;
  readonly store: FakeStore;
  readonly services: TopologyOperatorServices;
}

function build(
  topology: object = {},
  props: Partial<BrokerServicesProps> = {},
  attributes: MessageBrokerAttributes = IN_CLUSTER,
): Built {
  const stack = stackOf();
  const store = new FakeStore(stack, "store");
  store.open({ name: "rabbitmq", namespace: "rabbitmq", path: "rabbitmq/" });
  const services = new TopologyOperatorServices(stack, "events", {
    broker: new AdoptedMessageBroker(stack, "broker", attributes),
    topology: topologySchema.parse(topology),
    name: "events",
    secrets: store,
    secretPrefix: "dev/rabbitmq/events",
    deleteWithEnvironment: false,
    ...props,
  });
  return { json: plainNames(synthesized(stack)), store, services };
}

/** Without the digests that only an app of tests gives to addresses. */
const plainNames = (json: Synthesized): Synthesized =>
  JSON.parse(JSON.stringify(json).replace(/_[0-9A-F]{8}\b/g, "")) as Synthesized;

function objectsOf({ json }: Built, release: string): readonly { kind: string; metadata: { name: string } }[] {
  const found = Object.values(json.resource["helm_release"] ?? {}).find(({ name }) => name === release);
  if (!found) throw new Error(`no release '${release}'`);
  const [values = "{}"] = found["values"] as readonly string[];
  return (JSON.parse(values) as { objects: readonly { kind: string; metadata: { name: string } }[] }).objects;
}

const jobsOf = ({ json }: Built): Readonly<Record<string, Attributes>> => json.resource["kubernetes_job_v1"] ?? {};

function podOf(
  built: Built,
  id: string,
): { container: readonly { env: readonly { name: string; value: string }[] }[]; volume: readonly Attributes[] } {
  const job = jobsOf(built)[`events_${id}`];
  if (!job) throw new Error(`no Job '${id}', but ${Object.keys(jobsOf(built)).join(", ")}`);
  return (job["spec"] as { template: { spec: ReturnType<typeof podOf> } }).template.spec;
}

const envOf = (built: Built, id: string): Readonly<Record<string, string>> =>
  Object.fromEntries((podOf(built, id).container[0]?.env ?? []).map(({ name, value }) => [name, value]));

/** What a resource comes after, whatever stands between. */
function comesAfter({ json }: Built, type: string, name: string): readonly string[] {
  const seen = new Set<string>();
  const visit = (address: string): void => {
    const [kind = "", key = ""] = [
      address.slice(0, address.lastIndexOf(".")),
      address.slice(address.lastIndexOf(".") + 1),
    ];
    const resource = json.resource[kind.replace(/^data\./, "")]?.[key];
    for (const next of (resource?.["depends_on"] ?? []) as readonly string[]) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(`${type}.${name}`);
  return [...seen];
}

describe("passwords", () => {
  test("each service has one, in a Secret that the operator sees", () => {
    const { store } = build({ services: [{ name: "orders" }, { name: "billing" }] });

    expect(store.generated.map(({ remoteName, properties }) => [remoteName, properties])).toEqual([
      ["dev/rabbitmq/events/billing/1", { username: "billing" }],
      ["dev/rabbitmq/events/orders/1", { username: "orders" }],
    ]);
    for (const { labels, namespace } of store.delivered) {
      expect(labels).toEqual({ "rabbitmq.com/topology-operator": "true" });
      expect(namespace).toBe("rabbitmq");
    }
  });

  test("raised, there is a user more, and the one before stays", () => {
    const built = build({ services: [{ name: "orders" }], passwordRevision: 3 });

    expect(objectsOf(built, "rabbitmq-events-users").map(({ metadata }) => metadata.name)).toEqual([
      "events.orders.2",
      "events.orders.2.orders",
      "events.orders.3",
      "events.orders.3.orders",
    ]);
    expect(built.store.published[0]).toEqual(
      expect.objectContaining({
        secretName: "events.service.orders.3",
        remoteName: "dev/rabbitmq/events/orders/current",
        keys: ["username", "password"],
      }),
    );
    expect(built.json.resource["kubernetes_config_map_v1"]?.["events_revision"]).toEqual(
      expect.objectContaining({ data: { passwordRevision: "3" } }),
    );
  });

  test("without services the broker's own name is the only one's", () => {
    const built = build();
    expect(objectsOf(built, "rabbitmq-events-topology").map(({ kind }) => kind)).toEqual(["Vhost"]);
    expect(built.services.connectionSecret("events")).toBe("dev/rabbitmq/events/events/current");
    expect(problemsOf(() => built.services.connectionSecret("orders"))).toEqual([
      expect.objectContaining({ code: "RABBITMQ_SERVICE_UNKNOWN" }),
    ]);
  });
});

describe("the order", () => {
  // The operator's webhook refuses a User whose Secret is not there, and would with it the whole release.
  test("users come after their Secrets are there, and whoever is told of them after they have logged in", () => {
    const built = build({ services: [{ name: "orders" }] });

    expect(comesAfter(built, "helm_release", "events_users")).toEqual(
      expect.arrayContaining(["kubernetes_job_v1.events_credentials", "helm_release.events_topology"]),
    );
    expect(comesAfter(built, "kubernetes_job_v1", "events_logins")).toContain("helm_release.events_users");
    expect(comesAfter(built, "kubernetes_config_map_v1", "events_revision")).toContain(
      "kubernetes_job_v1.events_logins",
    );
  });

  test("the first Job only waits for the Secrets, the second one tries them", () => {
    const built = build({ services: [{ name: "orders" }], passwordRevision: 2 });

    expect(envOf(built, "credentials")).not.toHaveProperty("MANAGEMENT_URL");
    expect(envOf(built, "logins")).toEqual(
      expect.objectContaining({
        MANAGEMENT_URL: "https://dev-events.rabbitmq.svc:15671",
        CURL_CA_BUNDLE: "/run/authority/ca.crt",
      }),
    );
    for (const id of ["credentials", "logins"]) {
      expect(JSON.stringify(podOf(built, id).volume)).toContain("events.service.orders.1");
      expect(JSON.stringify(podOf(built, id).volume)).toContain("events.service.orders.2");
    }
  });

  test("another life of the broker is another Job, an unchanged one is the same", () => {
    const nameOf = (life: string): unknown => {
      const attributes = { ...MANAGED, details: { ...MANAGED.details, life } };
      const built = build({}, { connectionSecret: "events.admin" }, attributes);
      return (jobsOf(built)["events_logins"]?.["metadata"] as Attributes | undefined)?.["name"];
    };
    expect(nameOf("one")).toEqual(nameOf("one"));
    expect(nameOf("one")).not.toEqual(nameOf("two"));
  });
});

describe("a broker in the cluster", () => {
  test("its authority's certificate goes to where each service reads its password, and no key", () => {
    const { store } = build({ services: [{ name: "orders" }] });
    expect(store.published.filter(({ remoteName }) => remoteName.endsWith("/authority"))).toEqual([
      expect.objectContaining({
        secretName: "dev-events-tls",
        remoteName: "dev/rabbitmq/events/orders/authority",
        keys: ["ca.crt"],
      }),
    ]);
  });
});

describe("a managed broker", () => {
  test("is reached by a Secret, and its certificate is verified by public authorities", () => {
    const built = build({}, { connectionSecret: "events.admin" }, MANAGED);

    expect(JSON.stringify(objectsOf(built, "rabbitmq-events-topology"))).toContain(
      '"connectionSecret":{"name":"events.admin"}',
    );
    expect(envOf(built, "logins")).not.toHaveProperty("CURL_CA_BUNDLE");
    expect(built.store.published.map(({ remoteName }) => remoteName)).toEqual(["dev/rabbitmq/events/events/current"]);
  });

  test("without that Secret is refused", () => {
    expect(problemsOf(() => build({}, {}, MANAGED))).toEqual([
      expect.objectContaining({ code: "RABBITMQ_ADMIN_MISSING" }),
    ]);
  });
});

test("what no broker would take is refused with its place in the props", () => {
  expect(
    problemsOf(() => build({ vhosts: [{ name: "v", queues: [{ name: "q", durable: false }] }] })).map(
      ({ code, place }) => [code, place?.path],
    ),
  ).toEqual([["RABBITMQ_QUEUE_ARGUMENT", "topology.vhosts.0.queues.0.durable"]]);
});

test("the user of figures is delivered to the namespace of those who read them", () => {
  const built = build(
    {},
    {
      monitoring: { observability: { namespace: "ns" } as IObservability, secretName: "rabbitmq-events-monitoring" },
    },
  );

  expect(objectsOf(built, "rabbitmq-events-users").map(({ metadata }) => metadata.name)).toEqual(
    expect.arrayContaining(["events.monitoring.1", "events.monitoring.1.events"]),
  );
  expect(built.store.opened).toContainEqual({
    name: "observability.rabbitmq.events.monitoring",
    namespace: "observability",
    path: "rabbitmq/events/monitoring/",
  });
  expect(built.store.delivered.at(-1)).toEqual(
    expect.objectContaining({
      namespace: "observability",
      namespaceReference: "ns",
      secretName: "rabbitmq-events-monitoring",
      remoteName: "dev/rabbitmq/events/monitoring/current",
      further: ["dev/rabbitmq/events/monitoring/authority"],
      template: { host: "dev-events.rabbitmq.svc", port: "15671" },
    }),
  );
});

describe("BrokerConnection", () => {
  function connect(vhost: string, attributes = IN_CLUSTER): FakeStore {
    const stack = stackOf();
    const store = new FakeStore(stack, "store");
    const services = topologyOperatorImplementation.fromAttributes(stack, "services", {
      connectionSecrets: { orders: "dev/rabbitmq/events/orders/current" },
      authoritySecrets: attributes.authoritySecret === "" ? {} : { orders: "dev/rabbitmq/events/orders/authority" },
      vhosts: { orders: vhost },
      host: "h",
      port: "5671",
    });
    new BrokerConnection(stack, "connection", { services, secrets: store, service: "orders", namespace: "shop" });
    return store;
  }

  test("is one Secret with all that an application needs", () => {
    expect(connect("orders").delivered).toEqual([
      expect.objectContaining({
        namespace: "shop",
        secretName: "orders-rabbitmq",
        remoteName: "dev/rabbitmq/events/orders/current",
        further: ["dev/rabbitmq/events/orders/authority"],
        template: {
          host: "h",
          port: "5671",
          vhost: "orders",
          uri: "amqps://{{ .username }}:{{ .password | urlquery }}@h:5671/orders",
        },
      }),
    ]);
    expect(connect("orders", MANAGED).delivered[0]).not.toHaveProperty("further");
  });

  test("any virtual host's name is itself", () => {
    expect(connect("a/b {{ .password }}").delivered[0]?.template).toEqual(
      expect.objectContaining({
        vhost: '{{ "a/b {{ .password }}" }}',
        uri: "amqps://{{ .username }}:{{ .password | urlquery }}@h:5671/a%2Fb%20%7B%7B%20.password%20%7D%7D",
      }),
    );
  });
});
