/** What needs a newer azurerm than the bindings', from the file to a simulated subscription and away again. */
import * as fs from "node:fs";
import { rehearse } from "../../src/operations/rehearse/rehearse";
import { simulatedProviders } from "../../src/providers";
import { writeProject } from "../helpers/project";

const FILE = `
name: dev
target: aks
profile: minimal
owner: ops
azure:
  subscription: 11111111-2222-4333-a444-555555555555
  tenant: 99999999-2222-4333-a444-555555555555
  location: westeurope
  admins: [aaaaaaaa-2222-4333-a444-555555555555]
  provider: "4.67.0"
network: { azure: { natSku: StandardV2 } }
cluster:
  version: "1.35"
  autoscaling: { cpu: 16, capacity: [spot, on-demand] }
  azure: { addedNodes: { by: node-auto-provisioning } }
`;

test("a gateway over all zones and nodes of Karpenter's are made, stay as they are, and go; what is not judged is told", async () => {
  const project = writeProject({ dev: FILE });
  try {
    const result = await rehearse({ simulated: simulatedProviders, environment: "dev", project, destroy: true });

    expect(result.problems).toEqual([]);
    expect(result.ok).toBe(true);
    expect(result.created).toMatchObject({ azurerm_nat_gateway: 1, kubernetes_custom_resource: 2 });
    expect(result.newerProviders).toMatchObject([
      {
        name: "azurerm",
        pinned: "4.67.0",
        known: expect.arrayContaining(["azurerm_kubernetes_cluster.node_provisioning_profile"]) as unknown,
      },
    ]);
  } finally {
    fs.rmSync(project, { recursive: true });
  }
});
