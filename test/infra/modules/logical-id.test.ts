import { logicalId } from "../../../infra/modules/logical-id";

describe("logicalId", () => {
  test.each([
    [["network", "Default", "Resource"], "network"],
    [["network", "Default", "private", "eu-west-1a", "Resource"], "network_private_eu-west-1a"],
    [["databases", "orders", "Default", "Resource"], "databases_orders"],
    [["7-days"], "_7-days"],
  ])("given %j, is %s", (path, name) => {
    expect(logicalId(path)).toBe(name);
  });

  test("given an id with an underscore, refuses it: two paths could meet in one name", () => {
    expect(() => logicalId(["network", "a_b"])).toThrow("CONSTRUCT_ID_NOT_ALLOWED");
  });
});
