import {
  monitoringObjects,
  type ObjectsProps,
  serviceObjects,
  vhostObjects,
} from "../../../../src/constructs/rabbitmq/topology/objects";
import { topologySchema } from "../../../../src/constructs/rabbitmq/topology/section";
import { expectValidCustomResource } from "../../../helpers/crd";

const PROPS: ObjectsProps = { broker: "events", namespace: "rabbitmq", reference: { name: "dev-events" } };

const TOPOLOGY = topologySchema.parse({
  services: [
    { name: "orders", maxConnections: 10, maxChannels: 20 },
    {
      name: "billing",
      access: [{ vhost: "orders", read: "^billing", topics: [{ exchange: "events", read: "^paid" }] }],
    },
  ],
  vhosts: [
    {
      name: "orders",
      maxConnections: 100,
      maxQueues: 50,
      exchanges: [
        { name: "events", type: "topic", alternateExchange: "lost" },
        { name: "lost", type: "fanout", durable: false, autoDelete: true },
      ],
      queues: [
        {
          name: "paid",
          deadLetterExchange: "lost",
          deadLetterRoutingKey: "dead",
          messageTtl: 1000,
          maxLength: 5,
          overflow: "reject-publish",
          deliveryLimit: 3,
          arguments: { "x-quorum-target-group-size": 5 },
        },
        { name: "log", type: "stream", maxAge: "7D" },
        { name: "Scratch", type: "classic", durable: false, maxPriority: 9 },
      ],
      bindings: [
        { source: "events", destination: "paid", routingKey: "paid.#" },
        { source: "events", destination: "lost", destinationType: "exchange" },
      ],
      policies: [{ name: "limits", pattern: "^p", priority: 3, definition: { "max-length": 10 } }],
    },
    { name: "empty", defaultQueueType: "classic" },
  ],
});

const LOGINS = [
  { service: "orders", revision: 1, username: "orders", secretName: "events.service.orders.1" },
  { service: "orders", revision: 2, username: "orders_2", secretName: "events.service.orders.2" },
  { service: "billing", revision: 2, username: "billing_2", secretName: "events.service.billing.2" },
];

const named = (objects: ReturnType<typeof vhostObjects>): readonly string[] =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

test("everything of the file is an object of its own, valid by its definition", () => {
  const objects = vhostObjects(PROPS, TOPOLOGY, "events");

  for (const object of objects) expectValidCustomResource(object);
  expect(named(objects).map((name) => name.replace(/[0-9a-f]{12}$/, "<digest>"))).toEqual([
    "Vhost events.orders",
    "Exchange events.orders.events",
    "Exchange events.orders.lost",
    "Queue events.orders.paid",
    "Queue events.orders.log",
    "Queue events.orders.scratch.<digest>",
    "Binding events.orders.events-queue-paid-paid.<digest>",
    "Binding events.orders.events-exchange-lost.<digest>",
    "Policy events.orders.limits",
    "Vhost events.empty",
  ]);
});

test("names do not come from positions", () => {
  const [vhost] = TOPOLOGY.vhosts;
  if (!vhost) throw new Error("no virtual host");
  const turned = { ...vhost, queues: [...vhost.queues].reverse(), bindings: [...vhost.bindings].reverse() };
  const other = vhostObjects(PROPS, { ...TOPOLOGY, vhosts: [...TOPOLOGY.vhosts.slice(1), turned] }, "events");

  expect([...named(other)].sort()).toEqual([...named(vhostObjects(PROPS, TOPOLOGY, "events"))].sort());
});

test("a queue says all that is fixed, and is retained", () => {
  const queue = vhostObjects(PROPS, TOPOLOGY, "events").find(({ metadata }) => metadata.name === "events.orders.paid");

  expect(queue).toEqual({
    apiVersion: "rabbitmq.com/v1beta1",
    kind: "Queue",
    metadata: { name: "events.orders.paid", namespace: "rabbitmq" },
    spec: {
      name: "paid",
      vhost: "orders",
      type: "quorum",
      durable: true,
      autoDelete: false,
      arguments: {
        "x-dead-letter-exchange": "lost",
        "x-dead-letter-routing-key": "dead",
        "x-delivery-limit": 3,
        "x-max-length": 5,
        "x-message-ttl": 1000,
        "x-overflow": "reject-publish",
        "x-quorum-target-group-size": 5,
      },
      deletionPolicy: "retain",
      rabbitmqClusterReference: { name: "dev-events" },
    },
  });
});

test("every valid revision of a service has a user, and its rights are the user's", () => {
  const objects = serviceObjects(PROPS, TOPOLOGY, "events", LOGINS);

  for (const object of objects) expectValidCustomResource(object);
  expect(named(objects)).toEqual([
    "User events.orders.1",
    "Permission events.orders.1.orders",
    "User events.orders.2",
    "Permission events.orders.2.orders",
    "User events.billing.2",
    "Permission events.billing.2.orders",
    "TopicPermission events.billing.2.orders.events",
  ]);
  expect(objects.map(({ spec }) => spec)).toEqual([
    expect.objectContaining({
      importCredentialsSecret: { name: "events.service.orders.1" },
      limits: { connections: 10, channels: 20 },
    }),
    expect.objectContaining({ user: "orders", permissions: { configure: ".*", write: ".*", read: ".*" } }),
    expect.objectContaining({ importCredentialsSecret: { name: "events.service.orders.2" } }),
    expect.objectContaining({ user: "orders_2", vhost: "orders" }),
    expect.objectContaining({ importCredentialsSecret: { name: "events.service.billing.2" } }),
    // What is not said is nothing: RabbitMQ takes an empty pattern for none.
    expect.objectContaining({ user: "billing_2", permissions: { configure: "", write: "", read: "^billing" } }),
    expect.objectContaining({ permissions: { exchange: "events", write: "", read: "^paid" } }),
  ]);
});

test("the user of figures sees every virtual host, and may do nothing there", () => {
  const login = { service: "monitoring", revision: 1, username: "monitoring", secretName: "s" };
  const objects = monitoringObjects(PROPS, TOPOLOGY, "events", login);

  for (const object of objects) expectValidCustomResource(object);
  const [user, ...permissions] = objects;
  expect(user?.["spec"]).toEqual(expect.objectContaining({ tags: ["monitoring"] }));
  expect(permissions.map(({ spec }) => spec)).toEqual(
    ["orders", "empty"].map((vhost) =>
      expect.objectContaining({ vhost, permissions: { configure: "", write: "", read: "" } }),
    ),
  );
});

test("a broker that the operator does not run is reached by a Secret", () => {
  const reference = { connectionSecret: { name: "events.admin" } };
  const objects = vhostObjects({ ...PROPS, reference }, TOPOLOGY, "events");

  for (const object of objects) expectValidCustomResource(object);
  expect(
    new Set(
      objects.map(({ spec }) =>
        JSON.stringify((spec as { rabbitmqClusterReference: object }).rabbitmqClusterReference),
      ),
    ),
  ).toEqual(new Set([JSON.stringify(reference)]));
});
