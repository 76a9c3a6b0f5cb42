import { consumersOf } from "../../../src/constructs/secrets/consumers";

const named = (...namespaces: readonly { name: string; databases?: string[]; redis?: string[] }[]) => ({
  namespaces: namespaces.map((one) => ({ databases: [], redis: [], ...one })),
});

test("given nothing else, then a service's secret is open to the namespace of its name", () => {
  expect(consumersOf(undefined, "orders", ["main/orders"])).toEqual(["orders"]);
  expect(consumersOf(named({ name: "web", databases: [] }), "orders", ["main/orders"])).toEqual(["orders"]);
});

test("given namespaces that list it, then it is open to these, and to no other", () => {
  const section = named(
    { name: "shop", databases: ["main/orders"] },
    { name: "web", databases: ["main/orders", "main/billing"] },
  );
  expect(consumersOf(section, "orders", ["main/orders"])).toEqual(["shop", "web"]);
  expect(consumersOf(section, "billing", ["main/billing"])).toEqual(["web"]);
  expect(consumersOf(section, "stock", ["main/stock"])).toEqual(["stock"]);
});

test("given a cache's service, then the namespaces that list it under `redis` have it, and a database's listing counts for nothing", () => {
  const section = named({ name: "shop", redis: ["main/orders"] }, { name: "web", databases: ["main/orders"] });
  expect(consumersOf(section, "orders", ["main/orders"], "redis")).toEqual(["shop"]);
  expect(consumersOf(section, "billing", ["main/billing"], "redis")).toEqual(["billing"]);
});

test.each(["redis", "redis-jobs"])(
  "given a service called %s, then the platform's own namespace gets nothing by its name",
  (name) => {
    expect(consumersOf(undefined, name, [`main/${name}`], "redis")).toEqual([]);
  },
);

test.each(["default", "databases", "external-secrets", "kube-system", "rabbitmq"])(
  "given a service called %s, then no namespace gets its secret by its name",
  (service) => {
    expect(consumersOf(undefined, service, [`main/${service}`])).toEqual([]);
    expect(consumersOf(named({ name: "shop", databases: [`main/${service}`] }), service, [`main/${service}`])).toEqual([
      "shop",
    ]);
  },
);

test("services of another section are listed under its name", () => {
  const section = { namespaces: [{ name: "shop", databases: ["main/orders"], rabbitmq: ["events/orders"] }] };
  expect(consumersOf(section, "orders", ["events/orders"], "rabbitmq")).toEqual(["shop"]);
  expect(consumersOf(section, "orders", ["main/orders"], "rabbitmq")).toEqual(["orders"]);
});
