import { TerraformLocal, TerraformStack, Testing } from "cdktf";
import { StoreRegistry } from "../../../../src/constructs/secrets/cluster/store-registry";
import { problemsOf } from "../../postgres-db/fixtures";

function registry(): { stores: StoreRegistry; stack: TerraformStack } {
  const stack = new TerraformStack(Testing.app(), "stack");
  return { stores: new StoreRegistry(stack, "dev/"), stack };
}

const SHOP = { name: "shop", namespace: "shop", path: "namespaces/shop/" };

test("given a secret below a path, then it is named without what the store puts before it", () => {
  const { stores } = registry();
  stores.open(SHOP);
  expect(stores.refer("shop", "dev/namespaces/shop/stripe/key")).toEqual({
    kind: "ClusterSecretStore",
    name: "shop",
    namespace: "shop",
    prefix: "dev/namespaces/shop/",
    key: "stripe/key",
  });
});

test("given several stores of a namespace, then the closest is taken", () => {
  const { stores } = registry();
  stores.open(SHOP);
  stores.open({ name: "shop.main.orders", namespace: "shop", path: "databases/main/orders/" });
  stores.open({ name: "wide", namespace: "shop", path: "databases/" });
  expect(stores.refer("shop", "dev/databases/main/orders/1")).toMatchObject({ name: "shop.main.orders", key: "1" });
  expect(stores.refer("shop", "dev/databases/main/other/1")).toMatchObject({ name: "wide", key: "main/other/1" });
});

test.each([
  ["another's secret", "dev/namespaces/orders/key"],
  ["a name that only begins alike", "dev/namespaces/shop-archive/key"],
  ["the path itself", "dev/namespaces/shop/"],
  ["another environment's", "prod/namespaces/shop/key"],
  ["an administrator's", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-1"],
])("given %s, then there is no store for it", (_, remoteName) => {
  const { stores } = registry();
  stores.open(SHOP);
  stores.openAdministrators("databases");
  expect(problemsOf(() => stores.refer("shop", remoteName))).toMatchObject([{ code: "SECRET_STORE_MISSING" }]);
  expect(problemsOf(() => stores.referAdministrator("shop", remoteName))).toMatchObject([
    { code: "SECRET_STORE_MISSING" },
  ]);
});

test("given the same again, then it is the same store; given another use of its name, then it is refused", () => {
  const { stores } = registry();
  expect([stores.open(SHOP).isNew, stores.open(SHOP).isNew]).toEqual([true, false]);
  for (const change of [{ namespace: "other" }, { path: "namespaces/other/" }]) {
    expect(problemsOf(() => stores.open({ ...SHOP, ...change }))).toMatchObject([{ code: "SECRET_STORE_TWICE" }]);
  }
  stores.openAdministrators("databases");
  expect(problemsOf(() => stores.openAdministrators("shop"))).toMatchObject([{ code: "SECRET_STORE_TWICE" }]);
});

test.each(["", "/", "shop", "/shop/", "shop//x/", "a b/", "shop/*/", "${env}/"])(
  "given the path '%s', then no store is opened for it",
  (path) => {
    const { stores } = registry();
    expect(problemsOf(() => stores.open({ ...SHOP, path }))).toMatchObject([{ code: "SECRET_STORE_PATH" }]);
  },
);

test.each(["database-administrators", "", "Shop", "a b", "shop.", ".shop", "a..b", "shop_web", "-shop"])(
  "given the name '%s', then no store is called so",
  (name) => {
    const open = (): unknown => registry().stores.open({ ...SHOP, name });
    expect(problemsOf(open)).toMatchObject([{ code: "SECRET_STORE_NAME" }]);
  },
);

test("given references to one namespace, then they are one namespace; to two, then two", () => {
  const { stores, stack } = registry();
  const [one, other] = ["one", "other"].map((name) => new TerraformLocal(stack, name, name));
  stores.open({ name: "store", namespace: one?.asString ?? "", path: "databases/" });
  expect(stores.refer(one?.asString ?? "", "dev/databases/x")).toMatchObject({ name: "store", key: "x" });
  expect(problemsOf(() => stores.refer(other?.asString ?? "", "dev/databases/x"))).toMatchObject([
    { code: "SECRET_STORE_MISSING" },
  ]);
});
