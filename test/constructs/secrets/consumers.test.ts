import { consumersOf } from "../../../src/constructs/secrets/consumers";

const named = (...namespaces: readonly { name: string; databases: string[] }[]) => ({
  namespaces: [...namespaces],
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
