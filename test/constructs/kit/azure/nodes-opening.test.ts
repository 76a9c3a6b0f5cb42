/** What comes from outside of a network reaches its nodes by rules that say who, and at which ports. */
import { NodesOpening, type NodesOpeningProps } from "../../../../src/constructs/kit/azure/nodes-opening";
import { networkDetails } from "../../../../src/constructs/kit/azure/network-place";
import { Network } from "../../../../src/constructs/network/contract";
import { type Block, Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION } from "../../azure-stack";

type Opening = Omit<NodesOpeningProps, "network">;
const OPENING: Opening = { name: "ingress", priority: 2000, from: ["0.0.0.0/0"], ports: [80, 443] };

function ruleOf(opening: Partial<Opening> = {}): Block | undefined {
  const stack = azureStack();
  const network = new Network(stack, "network", { name: "dev", region: LOCATION, account: SUBSCRIPTION, zoneCount: 3 });
  new NodesOpening(stack, "opening", { network, ...OPENING, ...opening });
  return new Synthesized(stack).resources("azurerm_network_security_rule")["opening"];
}

test("the rule stands in the nodes' group, before the one that refuses the rest", () => {
  expect(ruleOf()).toMatchObject({
    name: "ingress",
    network_security_group_name: "${azurerm_network_security_group.network_nodes_security-group.name}",
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    source_address_prefix: "0.0.0.0/0",
    destination_port_ranges: ["80", "443"],
  });
});

test("several ranges are a list", () => {
  expect(ruleOf({ from: ["10.0.0.0/8", "172.16.0.0/12"] })).toMatchObject({
    source_address_prefixes: ["10.0.0.0/8", "172.16.0.0/12"],
  });
});

test.each([1000, 1999, 4000, 4096])("the priority %d is the network's own", (priority) => {
  expect(() => ruleOf({ priority })).toThrow(RangeError);
});

test("in a network that exists, nothing is made: the rules are its owner's", () => {
  const stack = azureStack();
  const network = Network.fromExisting(stack, "network", {
    networkId: "id",
    cidr: "10.0.0.0/16",
    zones: [],
    publicSubnets: {},
    privateSubnets: {},
    dataSubnets: {},
    intraSubnets: {},
    details: networkDetails({ resourceGroupName: "dev", zoneIds: {} }),
  });

  expect(new NodesOpening(stack, "opening", { network, ...OPENING }).rule).toBeUndefined();
});
