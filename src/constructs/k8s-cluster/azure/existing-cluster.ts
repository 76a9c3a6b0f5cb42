/** The attributes of an AKS cluster that the environment file names instead of having one made. */
import { DEFAULT_MINOR } from "../../../catalog/kubernetes";
import { resourceGroupOf } from "../../kit/azure/network-place";
import type { KubernetesClusterAttributes } from "../contract";
import type { KubernetesClusterProps } from "../props";
import type { AksDetail } from "./aks";
import type { ExistingAksCluster } from "./existing-section";

export function existingClusterAttributes(
  { name, resourceGroup, endpoint, certificateAuthority, oidcIssuer, identity }: ExistingAksCluster,
  props: Pick<KubernetesClusterProps, "version" | "region" | "account" | "accountDetails" | "network">,
): KubernetesClusterAttributes {
  const { version = DEFAULT_MINOR, region, account, accountDetails, network } = props;
  const details: { readonly [D in AksDetail]?: string } = {
    location: region,
    subscription: account,
    tenant: accountDetails?.["tenant"] ?? "",
    "cluster-id": `/subscriptions/${account}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`,
    // Identities of pods are the environment's own, and leave with it.
    "resource-group": resourceGroupOf(network),
    "oidc-issuer": oidcIssuer,
    "identity-principal": identity,
  };
  return {
    clusterName: name,
    version,
    endpoint,
    certificateAuthority,
    details: details as Readonly<Record<string, string>>,
  };
}
