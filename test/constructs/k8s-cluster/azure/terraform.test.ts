/** A cluster of Azure as the real Terraform makes it in a simulated subscription, and takes it away again. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve, type ServedProvider } from "../../../../src/rehearsal/protocol/server";
import { Azure } from "../../../providers/azurerm/support";
import { MemoryWorld } from "../../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../../rehearsal/protocol/support/terraform";
import { Synthesized } from "../../aws-stack";
import { aksIn } from "./fixtures";

describe("a cluster under the real Terraform", () => {
  let azure: Azure;
  let served: ServedProvider;
  let folder: TerraformFolder;

  beforeEach(async () => {
    azure = new Azure(new MemoryWorld());
    served = await serve(azure.handlers);
    folder = new TerraformFolder([served]);
  });

  afterEach(async () => {
    await served.close();
    folder.remove();
  });

  test("is made, planned again without a change, and gone", async () => {
    const { stack, cluster } = aksIn({
      pools: [
        { name: "apps", nodes: { min: 3, max: 9 } },
        { name: "batch-jobs-of-the-night", size: "large", spot: true, nodes: { min: 0, max: 6 } },
      ],
    });
    cluster.identify(stack, "orders", {
      namespace: "orders",
      serviceAccount: "api",
      permissions: [
        { kind: "objects", access: "read-write", storeId: cluster.attributes.details["cluster-id"] ?? "", keyIds: [] },
      ],
      assumable: {
        reports: [
          { kind: "secrets", access: "read", ids: [cluster.attributes.details["cluster-id"] ?? ""], keyIds: [] },
        ],
      },
    });
    writeFileSync(join(folder.path, "main.tf.json"), JSON.stringify(new Synthesized(stack).json));
    await folder.mustRun("init");

    const made = await folder.run("apply", "-auto-approve");

    expect(made.stderr).toBe("");
    expect(azure.ids("azurerm_kubernetes_cluster_node_pool")).toHaveLength(9);
    const second = await folder.run("plan", "-detailed-exitcode");
    expect(second.stdout).toContain("No changes.");
    await folder.mustRun("destroy", "-auto-approve");
    expect(azure.world.list()).toEqual([]);
  });
});
