/** The CDKTF app: every environment under `infra/environments`. */
import * as path from "node:path";
import { AwsTarget } from "./aws/target";
import { AzureTarget } from "./azure/target";
import { KubeadmTarget } from "./kubeadm/target";
import { synthesize } from "./modules/synthesize";

synthesize({
  directory: path.join("infra", "environments"),
  targets: { eks: () => new AwsTarget(), aks: () => new AzureTarget(), kubeadm: () => new KubeadmTarget() },
});
