/** The provider blocks of an environment's stacks on AWS. */
import type { TerraformStack } from "cdktf";
import { configureClusterClients } from "../modules/cluster-clients";
import type { EnvironmentStack } from "../modules/environment-stack";

/** AWS everywhere; Kubernetes and Helm only where a cluster of an earlier tier is there to be reached. */
export function configureProviders(stack: EnvironmentStack): void {
  const { AwsProvider } =
    require("@cdktf/provider-aws/lib/provider") as typeof import("@cdktf/provider-aws/lib/provider");
  const { facts } = stack.environment;
  new AwsProvider(stack, "aws", {
    region: facts.region,
    // Keeps dev from being deployed into prod's account, whoever's credentials are at hand.
    allowedAccountIds: [facts.account],
    defaultTags: [{ tags: { ...facts.tags } }],
  });
  configureClusterClients(stack);
}

/** AWS alone. The tags name no environment: several may keep their states in the bucket. */
export function configureBootstrapProvider(
  stack: TerraformStack,
  { region, account }: { readonly region: string; readonly account: string },
): void {
  const { AwsProvider } =
    require("@cdktf/provider-aws/lib/provider") as typeof import("@cdktf/provider-aws/lib/provider");
  new AwsProvider(stack, "aws", {
    region,
    allowedAccountIds: [account],
    defaultTags: [{ tags: { managedBy: "jangada" } }],
  });
}
