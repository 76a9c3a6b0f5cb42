import {
  bindingObject,
  memberObject,
  objectName,
  objectNameProblems,
  permissionObject,
  userObject,
} from "../../../../src/constructs/rabbitmq/topology/object-names";
import { topologySchema } from "../../../../src/constructs/rabbitmq/topology/section";

/** As Kubernetes asks of an object's name (RFC 1123 subdomain). */
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const NAMES = [
  "orders",
  "Orders",
  "orders.paid",
  "orders paid",
  "orders/paid",
  "orders_paid",
  "-orders-",
  "Ä",
  "ä",
  ".",
  "a".repeat(255),
  "a".repeat(254),
  "é".repeat(127),
];

describe("objectName", () => {
  test("keeps plain names", () => {
    expect(objectName("events", "orders", "paid-2")).toBe("events.orders.paid-2");
  });

  test.each(NAMES)("%s is an object's name, and the same every time", (name) => {
    const object = memberObject("events", "shop", name);
    expect(object).toMatch(SUBDOMAIN);
    expect(object.length).toBeLessThanOrEqual(253 - "-user-credentials".length);
    expect(memberObject("events", "shop", name)).toBe(object);
  });

  test("two names are two objects", () => {
    expect(new Set(NAMES.map((name) => memberObject("events", "shop", name))).size).toBe(NAMES.length);
    expect(memberObject("events", "a.b", "c")).not.toBe(memberObject("events", "a", "b.c"));
    expect(memberObject("events", "A", "b")).not.toBe(memberObject("events", "a", "B"));
  });

  test("a revision's user is never another service's", () => {
    expect(userObject("events", "orders", 2)).not.toBe(userObject("events", "orders-2", 1));
    expect(permissionObject("events", "orders", 1, "v")).not.toBe(permissionObject("events", "orders", 2, "v"));
  });

  test("a binding is all that it is", () => {
    const binding = {
      source: "a",
      destination: "b",
      destinationType: "queue" as const,
      routingKey: "k",
      arguments: { x: 1, y: 2 },
    };
    const object = bindingObject("events", "v", binding);
    expect(bindingObject("events", "v", { ...binding, arguments: { y: 2, x: 1 } })).toBe(object);
    for (const other of [
      { ...binding, routingKey: "l" },
      { ...binding, destinationType: "exchange" as const },
      { ...binding, arguments: { x: 1, y: 3 } },
    ]) {
      expect(bindingObject("events", "v", other)).not.toBe(object);
    }
  });
});

describe("objectNameProblems", () => {
  test("names both that would be one object", () => {
    // Nothing of "Ä" can be kept: its digest stands alone, and another queue happens to be called so.
    const digest = memberObject("events", "v", "Ä").split(".").at(-1) ?? "";
    const topology = topologySchema.parse({
      vhosts: [
        { name: "v", queues: [{ name: "Ä" }, { name: digest }], exchanges: [{ name: digest }] },
        { name: "w", queues: [{ name: digest }] },
      ],
    });
    expect(objectNameProblems(topology, "events")).toEqual([
      {
        path: ["vhosts", 0, "queues", 1, "name"],
        code: "RABBITMQ_NAME_COLLISION",
        message: `'v/${digest}' would be the same Queue in the cluster as 'v/Ä': 'events.v.${digest}'.`,
        remedy: "Give one of them another name.",
      },
    ]);
  });
});
