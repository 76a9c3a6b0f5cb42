/** A cluster of Azure as the real Terraform makes it in a simulated subscription, and takes it away again. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
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

  const write = (stack: TerraformStack): void => {
    writeFileSync(join(folder.path, "main.tf.json"), JSON.stringify(new Synthesized(stack).json));
  };

  test("is made, planned again without a change, and gone", async () => {
    const { stack, network, cluster } = aksIn({
      // The lock is taken away before what it is on.
      deletionProtection: false,
      azure: { lock: true },
      pools: [
        { name: "apps", nodes: { min: 3, max: 9 } },
        { name: "batch-jobs-of-the-night", size: "large", spot: true, nodes: { min: 0, max: 6 } },
      ],
    });
    cluster.identify(stack, "orders", {
      namespace: "orders",
      serviceAccount: "api",
      permissions: [{ kind: "objects", access: "read-write", storeId: network.networkId, keyIds: [] }],
      assumable: {
        reports: [{ kind: "secrets", access: "read", ids: [network.networkId], keyIds: [] }],
      },
    });
    write(stack);
    await folder.mustRun("init");

    const made = await folder.run("apply", "-auto-approve");

    expect(made.stderr).toBe("");
    expect(azure.ids("azurerm_kubernetes_cluster_node_pool")).toHaveLength(9);
    const second = await folder.run("plan", "-detailed-exitcode");
    expect(second.stdout).toContain("No changes.");
    await folder.mustRun("destroy", "-auto-approve");
    // A deleted vault comes back for 90 days, and its name is taken as long.
    expect(azure.world.list().filter(({ attributes }) => attributes.retained !== true)).toEqual([]);
  });

  test("a step that Azure would refuse, or make another cluster for, fails the plan", async () => {
    write(aksIn({ version: "1.34" }).stack);
    await folder.mustRun("init");
    await folder.mustRun("apply", "-auto-approve");
    const planned = async (changes: Parameters<typeof aksIn>[0]): Promise<string> => {
      write(aksIn(changes).stack);
      const { status, stderr } = await folder.run("plan");
      return `${status} ${stderr.replace(/[│\s]+/g, " ")}`;
    };

    expect(await planned({ version: "1.36" })).toMatch(
      /^1 .*runs Kubernetes 1\.34, and AKS raises one minor at a time; 1\.36/,
    );
    expect(await planned({ version: "1.34", api: { public: { cidrs: ["203.0.113.0/24"] } } })).toMatch(
      /^1 .*was made without a public endpoint/,
    );
    expect(await planned({ version: "1.35" })).toMatch(/^0 /);
    write(aksIn({ version: "1.35" }).stack);
    await folder.mustRun("apply", "-auto-approve");
    expect(await planned({ version: "1.34" })).toMatch(/^1 .*runs Kubernetes 1\.35, and cannot go back to 1\.34/);
  });
});
