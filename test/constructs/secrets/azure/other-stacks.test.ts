/** What another stack may do with the store of the platform. */
import { type TerraformStack } from "cdktf";
import { azureSecretStoreImplementation } from "../../../../src/constructs/secrets/azure/azure-secret-store";
import type { ISecretStore } from "../../../../src/constructs/secrets/contract";
import { Synthesized } from "../../aws-stack";
import { problemsOf } from "../../postgres-db/fixtures";

import { stackOnCluster, build, rolesOf, objectOf, openShop, useDatabase } from "./support";

describe("another stack", () => {
  const props = { namespace: "shop", secretName: "x", remoteName: "dev/databases/main/orders/current" };

  function adopt(use: (store: ISecretStore, stack: TerraformStack) => void): {
    adopted: ISecretStore;
    elsewhere: TerraformStack;
  } {
    const elsewhere = stackOnCluster("workloads");
    const { attributes } = build(use).store;
    return { adopted: azureSecretStoreImplementation.fromAttributes(elsewhere, "secrets", attributes), elsewhere };
  }

  test("given what the platform knows of, then it delivers that, with no role of its own", () => {
    const { adopted, elsewhere } = adopt(useDatabase);
    adopted.deliver(elsewhere, "delivered", props);
    const made = new Synthesized(elsewhere);
    expect(objectOf(made, "ExternalSecret", "x")).toMatchObject({
      spec: {
        secretStoreRef: { name: "shop.main.orders" },
        dataFrom: [{ extract: { key: "dev--databases--main--orders--current" } }],
      },
    });
    expect(rolesOf(made)).toEqual([]);
  });

  test("given what nobody named, then it is refused, with where to name it", () => {
    const { adopted, elsewhere } = adopt(openShop);
    const remoteName = "dev/namespaces/shop/other";
    expect(problemsOf(() => adopted.deliver(elsewhere, "delivered", { ...props, remoteName }))).toMatchObject([
      { code: "SECRET_NOT_NAMED", remedy: expect.stringContaining("secrets.namespaces[].secrets") as string },
    ]);
  });

  test("given what its store reads, when it wants to write that, then it is refused; what the file names it writes", () => {
    const { adopted, elsewhere } = adopt((store, stack) => {
      openShop(store);
      useDatabase(store, stack);
    });
    const write = (remoteName: string) => () =>
      adopted.generate(elsewhere, "generated", { namespace: "shop", remoteName, deleteWithEnvironment: false });
    expect(problemsOf(write("dev/databases/main/orders/current"))).toMatchObject([{ code: "SECRET_NOT_NAMED" }]);
    expect(write("dev/namespaces/shop/stripe/api-key")).not.toThrow();
  });

  test("given attributes that were asked for early, then they show what is named later", () => {
    let seen: ISecretStore["attributes"] | undefined;
    build((store, stack) => {
      seen = store.attributes;
      useDatabase(store, stack);
    });
    expect(seen?.details).toMatchObject({ "shop.main.orders dev/databases/main/orders/current": "read" });
  });
});
