import { z } from "zod";
import { aksFacts } from "../../../src/targets/aks/facts";
import { aksLogin, azureClient } from "../../../src/targets/aks/client";
import { azurermStateFacts } from "../../../src/targets/aks/state-backend";
import { KEY, PRINCIPAL, SUBSCRIPTION, TENANT, ZONE } from "../../../src/targets/aks/forms";

test.each([SUBSCRIPTION, TENANT, ZONE, KEY, PRINCIPAL, aksFacts.region, aksFacts.tags.key, aksFacts.tags.value])(
  "$example is of its own form",
  ({ pattern, example }) => {
    expect(example).toMatch(pattern);
  },
);

test.each([
  ["a subscription without hyphens", SUBSCRIPTION, "12345678123442348234123456789012"],
  ["a resource id in place of a subscription", SUBSCRIPTION, `/subscriptions/${SUBSCRIPTION.example}`],
  ["a tenant by its domain", TENANT, "example.onmicrosoft.com"],
  ["a zone of AWS", ZONE, "eu-west-1a"],
  ["a fourth zone", ZONE, "4"],
  ["a secret in place of a key", KEY, "https://v1.vault.azure.net/secrets/platform"],
  ["a vault with two hyphens in a row", KEY, "https://a--b.vault.azure.net/keys/platform"],
  ["a key of another host", KEY, "https://vault.azure.net.example.org/keys/platform"],
  ["an admin by name", PRINCIPAL, "platform-admins"],
  ["a location as the portal shows it", aksFacts.region, "West Europe"],
  ["a tag that begins with azure", aksFacts.tags.key, "Azure-team"],
  ["a tag with a space", aksFacts.tags.key, "cost center"],
  ["a tag that begins with a digit", aksFacts.tags.key, "1st"],
  ["a tag that is too long for a storage account", aksFacts.tags.key, "a".repeat(129)],
  ["a value that is too long", aksFacts.tags.value, "a".repeat(257)],
])("%s is refused", (_, { pattern }, text) => {
  expect(text).not.toMatch(pattern);
});

test.each(["valueOf", "constructor", "__proto__", "toString", "westeurope2", ""])("there is no region '%s'", (name) => {
  expect(aksFacts.region.known[name]).toBeUndefined();
});

test("zones are numbers, and some regions have none", () => {
  expect(aksFacts.region.known["westeurope"]).toEqual(["1", "2", "3"]);
  expect(aksFacts.region.known["westus"]).toEqual([]);
  for (const zone of Object.values(aksFacts.region.known).flat()) expect(zone).toMatch(ZONE.pattern);
});

test("a client of a cluster logs in by kubelogin, in the environment's tenant", () => {
  const login = azureClient.clusterLogin({ clusterName: "dev", details: { tenant: TENANT.example } });

  expect(login).toEqual(aksLogin(TENANT.example));
  expect([login.command, ...login.args].join(" ")).toBe(
    `kubelogin get-token --login azurecli --server-id 6dae42f8-4368-4678-94ff-3960e28e3630 --tenant-id ${TENANT.example}`,
  );
});

test("who is logged in is read of what az says", () => {
  const said = JSON.stringify({
    id: SUBSCRIPTION.example,
    tenantId: TENANT.example,
    name: "Dev",
    user: { name: "ana@example.org", type: "user" },
  });

  expect(azureClient.identity.read(said)).toEqual({
    account: SUBSCRIPTION.example,
    accountDetails: { tenant: TENANT.example },
    name: "ana@example.org",
  });
});

describe("states in a storage account", () => {
  const schema = z.strictObject(azurermStateFacts.fields);

  test.each([
    ["a name with a hyphen", { storageAccount: "states-dev" }],
    ["capitals", { storageAccount: "States" }],
    ["25 characters", { storageAccount: "a".repeat(25) }],
    ["a container with two hyphens in a row", { storageAccount: "states", container: "a--b" }],
    ["a prefix with a leading slash", { storageAccount: "states", prefix: "/dev" }],
  ])("%s is refused", (_, state) => {
    expect(schema.safeParse(state).success).toBe(false);
  });

  test("where one is, as people read it, and how it is taken away there", () => {
    const place = azurermStateFacts.placeOf({
      storage_account_name: "states",
      container_name: "tfstate",
      key: "dev-network/terraform.tfstate",
    });

    expect(place).toBe("azurerm://states/tfstate/dev-network/terraform.tfstate");
    expect(azurermStateFacts.removeCommand(place)).toMatch(
      /--account-name states --container-name tfstate --name dev-network\/terraform\.tfstate;/,
    );
  });

  test("that the place is not there yet is told apart from what else goes wrong", () => {
    expect(
      azurermStateFacts.isMissing("unexpected status 404 with error: ContainerNotFound: The specified container"),
    ).toBe(true);
    expect(azurermStateFacts.isMissing("dial tcp: lookup states.blob.core.windows.net: no such host")).toBe(true);
    expect(azurermStateFacts.isMissing("AuthorizationFailed: no permission on states.blob.core.windows.net")).toBe(
      false,
    );
  });
});
