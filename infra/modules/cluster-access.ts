/** A private API server that cannot be reached is said at once, and by name, not after every release has timed out. */
import * as path from "node:path";
import { Aspects, AssetType, TerraformAsset, TerraformResource } from "cdktf";
import { packageFile } from "../../src/constructs/kit/assets";
import { setSource } from "../../src/constructs/kit/cdktf/source";
import { TerraformData } from "../../src/constructs/kit/cdktf/terraform-data";
import { KUBERNETES_CLUSTER } from "../../src/constructs/k8s-cluster/contract";
import type { ClusterSection } from "../../src/constructs/k8s-cluster/section";
import { isInsideCluster } from "./cluster-clients";
import type { EnvironmentStack } from "./environment-stack";

/** How the deployer reaches the API server, as the environment file says. */
function accessOf(stack: EnvironmentStack): string {
  const { api } = stack.environment.sections["cluster"] as ClusterSection;
  return api.public ? "public" : api.access;
}

/** Whatever the stack makes inside the cluster waits until the API server answered. Called last. */
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
