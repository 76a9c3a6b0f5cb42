/** Who is let in to the API server's private address from beyond the network. */
import { letClientsIn } from "../../../../src/constructs/k8s-cluster/azure/api-clients";
import { networkDetails } from "../../../../src/constructs/kit/azure/network-place";
import { Network } from "../../../../src/constructs/network/contract";
import { JangadaError } from "../../../../src/errors";
import { Synthesized } from "../../aws-stack";
import { azureStack } from "../../azure-stack";

/** A network of which nothing is known but where it stands: its rules are its owner's. */
function ownersNetwork(apiServerSecurityGroup?: string) {
  const stack = azureStack();
  const network = Network.fromExisting(stack, "network", {
    networkId: "/subscriptions/s/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub",
    cidr: "10.0.0.0/16",
    zones: ["1"],
    publicSubnets: {},
    privateSubnets: {},
    dataSubnets: {},
    intraSubnets: {},
    details: networkDetails({
      resourceGroupName: "hub",
      zoneIds: {},
      ...(apiServerSecurityGroup === undefined ? {} : { apiServerSecurityGroup }),
    }),
  });
  return { stack, network };
}

test("where the rules are the network's owner's, ranges are refused at their place, and told by name", () => {
  const { stack, network } = ownersNetwork();
  let refused: unknown;
  try {
    letClientsIn(stack, "api-clients", network, ["10.200.0.0/16", "10.201.0.0/16"]);
  } catch (error) {
    refused = error;
  }
  if (!JangadaError.is(refused)) throw new Error("it was not refused");
  expect(refused.problems).toMatchObject([{ code: "CLUSTER_API_CLIENTS_UNSERVED", place: { path: "api.clients" } }]);
  expect(refused.message).toContain("10.200.0.0/16, 10.201.0.0/16");
});

test.each([[undefined], [[]], [["10.0.0.0/16"]]])(
  "with %j there is nothing to let in, whoever's the rules are",
  (clients) => {
    const { stack, network } = ownersNetwork();
    expect(letClientsIn(stack, "api-clients", network, clients)).toBeUndefined();
  },
);

test("a range said twice is let in once, in an order that does not depend on the file's", () => {
  const { stack, network } = ownersNetwork("api");
  letClientsIn(stack, "api-clients", network, ["10.201.0.0/16", "10.200.0.0/16", "10.201.0.0/16"]);
  expect(new Synthesized(stack).resource("azurerm_network_security_rule")).toMatchObject({
    network_security_group_name: "api",
    source_address_prefixes: ["10.200.0.0/16", "10.201.0.0/16"],
  });
});
