import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { resourceGroupOf } from "../../../../src/constructs/kit/azure/network-place";
import { ServiceEndpoint, type Subresource } from "../../../../src/constructs/kit/azure/private-endpoint";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { ImportedNetwork } from "../../../../src/constructs/network/imported-network";
import type { JangadaError } from "../../../../src/errors";
import { serve } from "../../../../src/rehearsal/protocol/server";
import { Azure, SUBSCRIPTION } from "../../../providers/azurerm/support";
import { MemoryWorld } from "../../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../../rehearsal/protocol/support/terraform";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION } from "../../azure-stack";

const PROPS = { name: "dev", region: LOCATION, account: SUBSCRIPTION, cidr: "10.0.0.0/16", zoneCount: 3 };

/** Which part of what it leads to, and what names it. */
type Part =
  { readonly subresource: Subresource } | { readonly subresource: "postgresqlServer"; readonly zoneId: string };

function synthesize(part: Part = { subresource: "blob" }, name = "dev-files"): Synthesized {
  const stack = azureStack();
  const network = new AzureNetwork(stack, "network", PROPS);
  const resourceGroupName = resourceGroupOf(network);
  const { id: resourceId } = new StorageAccount(stack, "account", {
    name: "devfiles",
    location: LOCATION,
    resourceGroupName,
    accountTier: "Standard",
    accountReplicationType: "ZRS",
  });
  new ServiceEndpoint(stack, "endpoint", {
    name,
    location: LOCATION,
    resourceGroupName,
    network,
    resourceId,
    ...part,
  });
  return new Synthesized(stack);
}

describe("a private endpoint", () => {
  test.each([
    ["blob", "blob"],
    ["vault", "key-vault"],
    ["redisEnterprise", "redis"],
  ] as const)("of '%s' stands in the subnet for endpoints, and its name in the zone '%s'", (subresource, zone) => {
    expect(synthesize({ subresource }).resource("azurerm_private_endpoint")).toMatchObject({
      name: `dev-files-${subresource.toLowerCase()}`,
      subnet_id: "${azurerm_subnet.network_endpoints.id}",
      private_service_connection: {
        is_manual_connection: false,
        private_connection_resource_id: "${azurerm_storage_account.account.id}",
        subresource_names: [subresource],
      },
      private_dns_zone_group: {
        private_dns_zone_ids: [`\${azurerm_private_dns_zone.network_private-zones_${zone}.id}`],
      },
    });
  });

  test("of a server of PostgreSQL has the zone that it is told, since the network has none for it", () => {
    const made = synthesize({ subresource: "postgresqlServer", zoneId: "/zone/of/postgres" });
    expect(made.resource("azurerm_private_endpoint")).toMatchObject({
      private_service_connection: { subresource_names: ["postgresqlServer"] },
      private_dns_zone_group: { private_dns_zone_ids: ["/zone/of/postgres"] },
    });
  });

  test("has a name that Azure takes, however long that of the service is", () => {
    const { name, custom_network_interface_name: nic } = synthesize({ subresource: "blob" }, "a".repeat(90)).resource(
      "azurerm_private_endpoint",
    );
    expect(String(name)).toHaveLength(64);
    expect(String(nic).length).toBeLessThanOrEqual(80);
  });

  test("is refused in a network that tells no zone of the service", () => {
    const stack = azureStack();
    const network = new ImportedNetwork(stack, "network", {
      networkId: "id",
      cidr: "10.0.0.0/16",
      zones: [],
      publicSubnets: {},
      privateSubnets: {},
      dataSubnets: {},
      intraSubnets: { endpoints: "subnet" },
      details: { "resource-group": "dev" },
    });
    const made = () =>
      new ServiceEndpoint(stack, "endpoint", {
        name: "dev-files",
        location: LOCATION,
        resourceGroupName: "dev",
        network,
        resourceId: "id",
        subresource: "blob",
      });
    expect(made).toThrow(expect.objectContaining({ code: "NETWORK_INCOMPLETE" }) as JangadaError);
  });

  test("is made by the real Terraform, planned again without a change, and gone", async () => {
    const azure = new Azure(new MemoryWorld());
    const served = await serve(azure.handlers);
    const folder = new TerraformFolder([served]);
    try {
      writeFileSync(join(folder.path, "main.tf.json"), JSON.stringify(synthesize().json));
      await folder.mustRun("init");
      const made = await folder.run("apply", "-auto-approve");
      expect(made.stderr).toBe("");
      expect(azure.ids("azurerm_private_endpoint")).toHaveLength(1);
      const second = await folder.run("plan", "-detailed-exitcode");
      expect(second.stdout).toContain("No changes.");
      await folder.mustRun("destroy", "-auto-approve");
      expect(azure.world.list()).toEqual([]);
    } finally {
      await served.close();
      folder.remove();
    }
  });
});
