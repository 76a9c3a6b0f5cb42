/** What a review says of a change of what stands on brokers: judged from the objects in the releases. */
import type { z } from "zod";
import type { KubernetesObject } from "../../../../src/constructs/kit/cluster/kubernetes-object";
import { rabbitmqCluster } from "../../../../src/constructs/rabbitmq/cluster/rabbitmq-cluster";
import { brokerSchema } from "../../../../src/constructs/rabbitmq/section";
import { type ObjectsProps, serviceObjects, vhostObjects } from "../../../../src/constructs/rabbitmq/topology/objects";
import { servicesOf, topologySchema } from "../../../../src/constructs/rabbitmq/topology/section";
import { valuesText } from "../../../../src/constructs/kit/cluster/values-text";
import { change, judged, remove, rulesOf } from "../../../operations/risk/changes";
import type { ChangeParts } from "../../../operations/plan-model/plans";

type Given = z.input<typeof topologySchema>;

const PROPS: ObjectsProps = { broker: "events", namespace: "rabbitmq", reference: { name: "dev-events" } };

/** A release as the provider has it in a plan: its values are a text. */
const release = (objects: readonly KubernetesObject[]): object => ({
  name: "rabbitmq-events",
  namespace: "rabbitmq",
  chart: "./assets/manifests",
  values: [valuesText({ objects })],
});

const topologyRelease = (given: Given): object => release(vhostObjects(PROPS, topologySchema.parse(given), "events"));

function usersRelease(given: Given, revisions: readonly number[] = [1]): object {
  const topology = topologySchema.parse(given);
  const logins = servicesOf(topology, "events").flatMap(({ name: service }) =>
    revisions.map((revision) => ({
      service,
      revision,
      username: revision === 1 ? service : `${service}_${revision}`,
      secretName: `events.service.${service}.${revision}`,
    })),
  );
  return release(serviceObjects(PROPS, topology, "events", logins));
}

const brokerRelease = (given: Partial<z.input<typeof brokerSchema>> = {}): object =>
  release([
    rabbitmqCluster({
      name: "dev-events",
      namespace: "rabbitmq",
      settings: brokerSchema.parse({ name: "events", runs: "in-cluster", ...given }),
    }),
  ]);

const ofVhost = (vhost: object): object => topologyRelease({ vhosts: [{ name: "orders", ...vhost }] });
const update = (before: object, after: object): ChangeParts => change("helm_release", before, after);
/** The rules of this component that a change meets. */
const OWN = /queues-left|broker|routing-gone|-fixed|exchange-arguments/;
const found = (...parts: readonly ChangeParts[]): readonly string[] => rulesOf(...parts).filter((id) => OWN.test(id));
function reason(rule: string, ...parts: readonly ChangeParts[]): string {
  const finding = judged(...parts).find(({ rule: id }) => id === rule);
  if (!finding) throw new Error(`'${rule}' was not found, but ${rulesOf(...parts).join(", ")}`);
  return finding.reason;
}

describe("what leaves the file", () => {
  const full = {
    exchanges: [{ name: "events", type: "topic" as const }],
    queues: [{ name: "paid" }, { name: "Refunded today" }],
    bindings: [{ source: "events", destination: "paid", routingKey: "paid.#" }],
    policies: [{ name: "limits", pattern: ".*", definition: { "max-length": 5 } }],
  };

  test("a queue is a loss of data, told by its name", () => {
    const gone = update(ofVhost(full), ofVhost({ ...full, queues: [{ name: "paid" }] }));
    expect(found(gone)).toEqual(["data-loss/queues-left"]);
    expect(reason("data-loss/queues-left", gone)).toContain("queue Refunded today in orders");
  });

  test("so is a virtual host, with the queues in it", () => {
    const before = topologyRelease({ vhosts: [{ name: "orders", ...full }, { name: "other" }] });
    const gone = update(before, topologyRelease({ vhosts: [{ name: "other" }] }));
    expect(reason("data-loss/queues-left", gone)).toContain("virtual host orders, queue paid in orders");
  });

  test("and so is all of it, when the release goes", () => {
    expect(found(remove("helm_release", ofVhost(full)))).toEqual(["data-loss/queues-left", "downtime/routing-gone"]);
  });

  test.each([
    ["exchange events in orders", { exchanges: [], bindings: [] }],
    ["binding events -> paid (paid.#) in orders", { bindings: [] }],
    ["policy limits in orders", { policies: [] }],
  ])("%s: messages go nowhere", (told, without) => {
    expect(reason("downtime/routing-gone", update(ofVhost(full), ofVhost({ ...full, ...without })))).toContain(told);
  });

  test("what comes, or stands elsewhere in its list, is no risk", () => {
    expect(found(update(ofVhost({}), ofVhost(full)))).toEqual([]);
    expect(found(update(ofVhost(full), ofVhost({ ...full, queues: [...full.queues].reverse() })))).toEqual([]);
  });
});

describe("users", () => {
  const services = [{ name: "orders" }, { name: "billing" }];

  test("that go are refused from then on", () => {
    const gone = update(usersRelease({ services }), usersRelease({ services: [{ name: "orders" }] }));
    expect(found(gone)).toEqual(["downtime/broker-users-gone"]);
    expect(reason("downtime/broker-users-gone", gone)).toContain("user billing, rights of billing in billing");
  });

  test("that rotate are none", () => {
    expect(found(update(usersRelease({ services }, [1, 2]), usersRelease({ services }, [2, 3])))).toEqual([]);
  });

  test("who reach everything where they reached a part", () => {
    const given = (write: string): object =>
      usersRelease({ services: [{ name: "orders", access: [{ vhost: "v", write }] }], vhosts: [{ name: "v" }] });
    expect(found(update(given("^orders\\."), given(".*")))).toEqual(["exposure/broker-rights"]);
    expect(found(update(given(".*"), given("^orders\\.")))).toEqual([]);
    expect(found(update(given(".*"), given("^.*$")))).toEqual([]);
  });
});

describe("what is fixed", () => {
  test.each([
    ["type", { type: "classic" }],
    ["arguments", { deliveryLimit: 3 }],
    ["type, durable", { type: "classic", durable: false }],
  ])("%s of a queue: the deployment fails", (told, after) => {
    const changed = update(ofVhost({ queues: [{ name: "q" }] }), ofVhost({ queues: [{ name: "q", ...after }] }));
    expect(found(changed)).toEqual(["downtime/queue-fixed"]);
    expect(reason("downtime/queue-fixed", changed)).toContain(`queue q in orders: ${told}`);
  });

  test("type of an exchange, and its arguments", () => {
    const given = (exchange: object): object => ofVhost({ exchanges: [{ name: "e", ...exchange }] });
    expect(found(update(given({}), given({ type: "topic" })))).toEqual(["downtime/exchange-fixed"]);
    expect(found(update(given({}), given({ alternateExchange: "amq.fanout" })))).toEqual([
      "downtime/exchange-arguments",
    ]);
  });

  test("a policy changes as it likes", () => {
    const given = (length: number): object =>
      ofVhost({ policies: [{ name: "p", pattern: ".*", definition: { "max-length": length } }] });
    expect(found(update(given(1), given(2)))).toEqual([]);
  });
});

describe("a broker in the cluster", () => {
  const changed = (after: object, before: object = {}): readonly string[] =>
    found(update(brokerRelease(before), brokerRelease(after)));

  test("that goes takes its messages along", () => {
    expect(found(remove("helm_release", brokerRelease()))).toEqual(["data-loss/broker-in-cluster"]);
    expect(reason("data-loss/broker-in-cluster", remove("helm_release", brokerRelease()))).toContain(
      "broker dev-events",
    );
  });

  test("grows, and does not shrink", () => {
    expect(changed({ inCluster: { storage: 50 } })).toEqual(["cost/broker-grows"]);
    expect(changed({ inCluster: { storage: 10 } })).toEqual(["downtime/broker-storage-shrinks"]);
    expect(changed({ inCluster: { nodes: 5 } })).toEqual(["cost/broker-grows"]);
    expect(changed({ inCluster: { nodes: 3 } }, { inCluster: { nodes: 5 } })).toEqual(["downtime/broker-nodes-fewer"]);
  });

  test("restarts for another size", () => {
    expect(changed({ size: "large" })).toEqual(["downtime/broker-restarts"]);
    expect(changed({})).toEqual([]);
  });
});

test("the release of an older revision's credentials is nobody's outage", () => {
  const gone = (name: string, namespace: string): readonly string[] =>
    rulesOf(remove("helm_release", { name, namespace, values: [] })).filter((id) => id === "downtime/release-gone");
  expect(gone("generate-dev.rabbitmq.events.orders.1", "rabbitmq")).toEqual([]);
  expect(gone("secret-events.service.orders.1", "rabbitmq")).toEqual([]);
  expect(gone("rabbitmq", "rabbitmq")).toEqual(["downtime/release-gone"]);
  expect(gone("secret-events.service.orders.1", "shop")).toEqual(["downtime/release-gone"]);
});
