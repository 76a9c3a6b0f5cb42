import { databaseServices } from "../../src/model/database-services";

test.each([
  [undefined, []],
  [[], []],
  [[{ name: "orders" }], ["orders/orders"]],
  [
    [{ name: "main", services: ["orders", "billing"] }, { name: "stock" }],
    ["main/orders", "main/billing", "stock/stock"],
  ],
])("given the databases %j, then their services are listed as %j", (databases, expected) => {
  expect(databaseServices({ databases })).toEqual(expected);
});
