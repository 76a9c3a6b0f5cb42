/** A private API server that cannot be reached is said at once, and by name, not after every release has timed out. */
import * as path from "node:path";
import { Aspects, AssetType, TerraformAsset, TerraformResource } from "cdktf";
import { packageFile } from "../../src/constructs/kit/assets";
import { setSource } from "../../src/constructs/kit/cdktf/source";
import { TerraformData } from "../../src/constructs/kit/cdktf/terraform-data";
import { KUBERNETES_CLUSTER } from "../../src/constructs/k8s-cluster/contract";
import { isInsideCluster } from "../modules/cluster-clients";
import type { EnvironmentStack } from "../modules/environment-stack";

/** How the deployer reaches the API server, as the environment file says. */
function accessOf(stack: EnvironmentStack): string {
  const cluster = stack.environment.sections["cluster"] as
    { readonly api?: { readonly access?: string; readonly public?: unknown } } | undefined;
  return cluster?.api?.public ? "public" : (cluster?.api?.access ?? "runner-in-vpc");
}

export function guardClusterAccess(stack: EnvironmentStack): void {
  const cluster = stack.require(KUBERNETES_CLUSTER, "cluster");
  const script = new TerraformAsset(stack, "reach-api-server", {
    path: packageFile(path.join("assets", "scripts", "reach-api-server.sh")),
    type: AssetType.FILE,
  });
  const guard = new TerraformData(stack, "api-server", {
    triggersReplace: [cluster.endpoint],
    provisioners: [
      {
        type: "local-exec",
        interpreter: ["bash"],
        command: `\${path.module}/${script.path}`,
        environment: {
          JANGADA_API_SERVER: cluster.endpoint,
          JANGADA_API_ACCESS: accessOf(stack),
          JANGADA_ENVIRONMENT_FILE: stack.environment.file,
        },
      },
    ],
  });
  setSource(guard, { file: stack.environment.file, path: "cluster.api" });
  const address = `${guard.terraformResourceType}.${guard.friendlyUniqueId}`;
  Aspects.of(stack).add({
    visit: (node) => {
      if (!TerraformResource.isTerraformResource(node) || !isInsideCluster(node)) return;
      if (!node.dependsOn?.includes(address)) node.dependsOn = [...(node.dependsOn ?? []), address];
    },
  });
}
