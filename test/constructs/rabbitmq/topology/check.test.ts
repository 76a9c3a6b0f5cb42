import { checkTopology } from "../../../../src/constructs/rabbitmq/topology/check";
import { topologySchema } from "../../../../src/constructs/rabbitmq/topology/section";
import type { z } from "zod";

type Given = z.input<typeof topologySchema>;
type Vhost = NonNullable<Given["vhosts"]>[number];
type Queue = NonNullable<Vhost["queues"]>[number];
type Policy = NonNullable<Vhost["policies"]>[number];

/** Each problem as one line: where, which, and what. */
function problems(given: Given, broker = "events"): readonly string[] {
  return checkTopology(topologySchema.parse(given), broker).map(
    ({ path, code, message, severity }) =>
      `${path.join(".")} ${severity === "warning" ? "(warning) " : ""}${code} ${message}`,
  );
}

const ofVhost = (vhost: Omit<Vhost, "name">): readonly string[] => problems({ vhosts: [{ name: "shop", ...vhost }] });
const ofQueue = (queue: Omit<Queue, "name">): readonly string[] => ofVhost({ queues: [{ name: "q", ...queue }] });
const ofPolicy = (policy: Partial<Policy>): readonly string[] =>
  ofVhost({ policies: [{ name: "p", pattern: "^q", definition: { "max-length": 1 }, ...policy }] });

describe("checkTopology", () => {
  test("lets a whole topology through", () => {
    expect(
      problems({
        services: [
          { name: "orders" },
          {
            name: "billing",
            access: [{ vhost: "orders", read: "^billing\\.", topics: [{ exchange: "events", read: "^paid\\." }] }],
          },
        ],
        vhosts: [
          {
            name: "orders",
            exchanges: [
              { name: "events", type: "topic", alternateExchange: "lost" },
              { name: "lost", type: "fanout" },
              { name: "by header", type: "headers" },
            ],
            queues: [
              { name: "billing.paid", deadLetterExchange: "lost", deadLetterRoutingKey: "dead", deliveryLimit: 5 },
              { name: "Scratch", type: "classic", durable: false, autoDelete: true, maxPriority: 10 },
              { name: "audit", type: "stream", maxAge: "7D", maxLengthBytes: 1_000_000_000 },
              {
                name: "safe",
                deadLetterExchange: "amq.direct",
                overflow: "reject-publish",
                arguments: { "x-dead-letter-strategy": "at-least-once" },
              },
            ],
            bindings: [
              { source: "events", destination: "billing.paid", routingKey: "paid.#" },
              { source: "events", destination: "billing.paid", routingKey: "refunded.#" },
              { source: "events", destination: "lost", destinationType: "exchange" },
              { source: "by header", destination: "audit", arguments: { "x-match": "any", kind: "order" } },
              { source: "amq.topic", destination: "audit", routingKey: "#" },
            ],
            policies: [
              { name: "limits", pattern: "^(?!safe)", definition: { "max-length": 10_000, overflow: "drop-head" } },
              { name: "alternate", pattern: "^x", applyTo: "exchanges", definition: { "alternate-exchange": "lost" } },
            ],
          },
        ],
      }),
    ).toEqual([]);
  });

  test("tells all problems at once", () => {
    expect(
      problems({
        services: [{ name: "guest" }, { name: "a" }, { name: "a" }],
        vhosts: [
          { name: "/", bindings: [{ source: "nowhere", destination: "nothing" }] },
          { name: "v" },
          { name: "v", queues: [{ name: "q" }, { name: "q" }] },
        ],
      }),
    ).toEqual([
      "services.2.name RABBITMQ_TWICE There are two services 'a'.",
      "services.0.name RABBITMQ_NAME_RESERVED No service can be called 'guest': the user of that name is not an application's.",
      "vhosts.2.name RABBITMQ_TWICE There are two virtual hosts 'v'.",
      "vhosts.0.name RABBITMQ_NAME_RESERVED The virtual host '/' is the one that every broker is born with: whoever names none is there.",
      "vhosts.0.bindings.0.source RABBITMQ_UNKNOWN There is no exchange in the virtual host '/' called 'nowhere'.",
      "vhosts.0.bindings.0.destination RABBITMQ_UNKNOWN There is no queue in the virtual host '/' called 'nothing'.",
      "vhosts.2.queues.1.name RABBITMQ_TWICE There are two queues in the virtual host 'v' called 'q'.",
    ]);
  });

  test.each(["guest", "monitoring", "administrator", "admin"])("a service cannot be called %s", (name) => {
    expect(problems({ services: [{ name }] })).toHaveLength(1);
    expect(problems({}, name)[0]).toContain("name RABBITMQ_NAME_RESERVED Without 'services' the broker's user");
  });

  describe("names", () => {
    test.each([
      ["queues", { queues: [{ name: "amq.gen" }] }],
      ["exchanges", { exchanges: [{ name: "amq.topic" }] }],
    ])("%s that begin with amq. are RabbitMQ's", (_, vhost) => {
      expect(ofVhost(vhost)).toEqual([expect.stringContaining("RABBITMQ_NAME_RESERVED")]);
    });

    test("have at most 255 bytes, and no line ends", () => {
      const parse = (name: string): boolean =>
        topologySchema.safeParse({ vhosts: [{ name: "v", queues: [{ name }] }] }).success;
      expect(parse("a".repeat(255))).toBe(true);
      expect(parse("a".repeat(256))).toBe(false);
      // Two bytes each.
      expect(parse("é".repeat(127))).toBe(true);
      expect(parse("é".repeat(128))).toBe(false);
      expect(parse("a\nb")).toBe(false);
      expect(parse("")).toBe(false);
    });
  });

  describe("what refers to what", () => {
    test.each<[string, Omit<Vhost, "name">]>([
      ["vhosts.0.exchanges.0.alternateExchange", { exchanges: [{ name: "e", alternateExchange: "x" }] }],
      ["vhosts.0.queues.0.deadLetterExchange", { queues: [{ name: "q", deadLetterExchange: "x" }] }],
      ["vhosts.0.bindings.0.source", { queues: [{ name: "q" }], bindings: [{ source: "x", destination: "q" }] }],
      ["vhosts.0.bindings.0.destination", { bindings: [{ source: "amq.topic", destination: "x" }] }],
      [
        "vhosts.0.bindings.0.destination",
        { bindings: [{ source: "amq.topic", destination: "x", destinationType: "exchange" }] },
      ],
      [
        "vhosts.0.policies.0.definition.dead-letter-exchange",
        { policies: [{ name: "p", pattern: "q", definition: { "dead-letter-exchange": "x" } }] },
      ],
    ])("%s", (path, vhost) => {
      const found = ofVhost(vhost);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(new RegExp(`^${path.replaceAll(".", "\\.")} RABBITMQ_UNKNOWN .* 'x'\\.$`));
    });

    test("of a service: virtual hosts and topic exchanges, each once", () => {
      expect(
        problems({
          services: [
            { name: "a", access: [{ vhost: "x" }, { vhost: "v", topics: [{ exchange: "d" }, { exchange: "y" }] }] },
            { name: "b", access: [{ vhost: "v" }, { vhost: "v" }] },
            { name: "c" },
            { name: "d", access: [{ vhost: "c" }] },
          ],
          vhosts: [{ name: "v", exchanges: [{ name: "d" }] }],
        }),
      ).toEqual([
        "services.0.access.0.vhost RABBITMQ_UNKNOWN There is no virtual host 'x'.",
        "services.0.access.1.topics.0.exchange RABBITMQ_NOT_A_TOPIC The exchange 'd' is a direct exchange: only those of a topic exchange have routing keys to narrow.",
        "services.0.access.1.topics.1.exchange RABBITMQ_UNKNOWN There is no topic exchange in 'v' called 'y'.",
        "services.1.access.1.vhost RABBITMQ_TWICE There are two entries of `access` for the virtual host 'v'.",
      ]);
    });

    test("the same binding twice", () => {
      const binding = { source: "amq.topic", destination: "q", routingKey: "a" };
      expect(
        ofVhost({ queues: [{ name: "q" }], bindings: [binding, { ...binding, routingKey: "b" }, binding] }),
      ).toEqual([
        "vhosts.0.bindings.2 RABBITMQ_TWICE There are two bindings in the virtual host 'shop' called 'amq.topic -> queue q (a)'.",
      ]);
    });
  });

  describe("patterns", () => {
    test.each(["(", "[", "*a", "(?<=a+)b"])("%s cannot be read", (pattern) => {
      expect(
        problems({ services: [{ name: "a", access: [{ vhost: "v", write: pattern }] }], vhosts: [{ name: "v" }] }),
      ).toEqual([expect.stringContaining("services.0.access.0.write RABBITMQ_PATTERN")]);
      expect(ofPolicy({ pattern })).toEqual([expect.stringContaining("vhosts.0.policies.0.pattern RABBITMQ_PATTERN")]);
    });
  });

  describe("queues", () => {
    // What RabbitMQ 3.10 itself answered when they were declared over its HTTP API: `invalid arg`, `invalid property`.
    test.each<[string, Omit<Queue, "name">]>([
      ["durable", { durable: false }],
      ["autoDelete", { autoDelete: true }],
      ["maxPriority", { maxPriority: 5 }],
      ["maxAge", { maxAge: "7D" }],
      ["deliveryLimit", { type: "classic", deliveryLimit: 3 }],
      ["maxAge", { type: "classic", maxAge: "7D" }],
      ["durable", { type: "stream", durable: false }],
      ["autoDelete", { type: "stream", autoDelete: true }],
      ["messageTtl", { type: "stream", messageTtl: 1000 }],
      ["expires", { type: "stream", expires: 1000 }],
      ["maxLength", { type: "stream", maxLength: 5 }],
      ["overflow", { type: "stream", overflow: "reject-publish" }],
      ["deliveryLimit", { type: "stream", deliveryLimit: 3 }],
      ["singleActiveConsumer", { type: "stream", singleActiveConsumer: true }],
      ["deadLetterExchange", { type: "stream", deadLetterExchange: "amq.topic" }],
      ["overflow", { overflow: "reject-publish-dlx" }],
      ["deadLetterRoutingKey", { deadLetterRoutingKey: "a" }],
      ["arguments.x-queue-version", { arguments: { "x-queue-version": 2 } }],
      ["arguments.x-queue-type", { arguments: { "x-queue-type": "classic" } }],
      ["arguments.x-max-length", { arguments: { "x-max-length": 5 } }],
      ["arguments.x-dead-letter-strategy", { arguments: { "x-dead-letter-strategy": "at-least-once" } }],
    ])("%s of %j", (field, queue) => {
      const found = ofQueue(queue);
      expect(found).toHaveLength(1);
      expect(found[0]?.startsWith(`vhosts.0.queues.0.${field} RABBITMQ_QUEUE_ARGUMENT`)).toBe(true);
    });

    test("an argument that nobody reads is told, and refuses nothing", () => {
      expect(ofQueue({ arguments: { "x-mesage-ttl": 5 } })).toEqual([
        "vhosts.0.queues.0.arguments.x-mesage-ttl (warning) RABBITMQ_QUEUE_ARGUMENT RabbitMQ gives 'x-mesage-ttl' of the queue 'q' no meaning: it is kept, and does nothing.",
      ]);
    });

    test.each([
      { messageTtl: -1 },
      { messageTtl: 4_294_967_296 },
      { expires: 0 },
      { maxLength: 1.5 },
      { maxPriority: 256 },
      { maxAge: "7x" },
      { overflow: "forget" },
      { type: "mirrored" },
    ])("%j is no value", (queue) => {
      expect(topologySchema.safeParse({ vhosts: [{ name: "v", queues: [{ name: "q", ...queue }] }] }).success).toBe(
        false,
      );
    });
  });

  describe("policies", () => {
    test.each<[string, Partial<Policy>]>([
      ["KEY", { definition: { "max-lenght": 1 } }],
      ["KEY", { definition: { "ha-mode": "all" } }],
      ["KEY", { applyTo: "exchanges", definition: { "max-length": 1 } }],
      ["KEY", { applyTo: "classic_queues", definition: { "delivery-limit": 1 } }],
      ["KEY", { applyTo: "streams", definition: { "message-ttl": 1 } }],
      ["VALUE", { definition: { "max-length": "many" } }],
      ["VALUE", { definition: { expires: 0 } }],
      ["VALUE", { definition: { overflow: "x" } }],
      ["VALUE", { definition: { "max-age": "7x" } }],
      ["VALUE", { definition: { "dead-letter-routing-key": 1 } }],
    ])("%s of %j", (what, policy) => {
      expect(ofPolicy(policy)).toEqual([expect.stringContaining(`RABBITMQ_POLICY_${what}`)]);
    });

    test("set something", () => {
      const empty = { vhosts: [{ name: "v", policies: [{ name: "p", pattern: "q", definition: {} }] }] };
      expect(topologySchema.safeParse(empty).success).toBe(false);
    });
  });

  test("x-match of a headers exchange", () => {
    const binding = { source: "amq.headers", destination: "q", arguments: { "x-match": "some" } };
    expect(ofVhost({ queues: [{ name: "q" }], bindings: [binding] })).toEqual([
      `vhosts.0.bindings.0.arguments.x-match RABBITMQ_BINDING_ARGUMENT 'x-match' cannot be "some": one of all, any, all-with-x, any-with-x.`,
    ]);
  });
});
