/** Loki on Blob storage: the account of the store, and the pods' own identity. */
import { Token } from "cdktf";
import { blobLogBackend } from "../../../../src/constructs/observability/azure/blob-log-backend";

const storageAt = (endpoint: string): unknown =>
  blobLogBackend.storage({ endpoint, bucketName: "dev-observability", region: "westeurope" });

test("the account is that of the store's endpoint, and no key is anywhere", () => {
  expect(blobLogBackend.kind).toBe("azure");
  expect(storageAt("devobj01234567.blob.core.windows.net")).toEqual({
    azure: { accountName: "devobj01234567", useManagedIdentity: false, useFederatedToken: true },
  });
});

test("of a store of another stack, it is found where its endpoint is known", () => {
  const { azure } = storageAt(Token.asString({ resolve: () => "later" })) as { azure: { accountName: string } };
  expect(Token.isUnresolved(azure.accountName)).toBe(true);
});
