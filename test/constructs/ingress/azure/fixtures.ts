/** An ingress on AKS in one stack, with a cluster that is told of and makes nothing, in a network that exists. */
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Ingress } from "../../../../src/constructs/ingress/contract";
import type { IngressProps } from "../../../../src/constructs/ingress/props";
import { networkDetails } from "../../../../src/constructs/kit/azure/network-place";
import type { KubernetesClusterAttributes } from "../../../../src/constructs/k8s-cluster/contract";
import { ImportedNetwork } from "../../../../src/constructs/network/imported-network";
import type { IWorkloadIdentity, WorkloadIdentityProps } from "../../../../src/model/identity";
import { valuesOfRelease } from "../../../helpers/values-of-release";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION } from "../../azure-stack";
import { FakeCluster } from "../fixtures";

export const CLUSTER_PRINCIPAL = "22222222-3333-4444-a555-666666666666";

export class FakeAksCluster extends FakeCluster {
  /** As workload identity has none that pods would have to reach. */
  public override readonly credentialEndpoints = [];

  public override get attributes(): KubernetesClusterAttributes {
    const { clusterName, version, endpoint, certificateAuthority } = this;
    const details = { "identity-principal": CLUSTER_PRINCIPAL };
    return { clusterName, version, endpoint, certificateAuthority, details };
  }
  public override identify(scope: Construct, id: string, props: WorkloadIdentityProps): IWorkloadIdentity {
    return Object.assign(super.identify(scope, id, props), {
      serviceAccountAnnotations: { "azure.workload.identity/client-id": `client-of-${props.serviceAccount}` },
      podLabels: { "azure.workload.identity/use": "true" },
    });
  }
}

/** @param owned Whether its security groups are the project's to write. */
export function azureTestNetwork(stack: TerraformStack, owned = true): ImportedNetwork {
  return new ImportedNetwork(stack, "network", {
    networkId: "/subscriptions/s/resourceGroups/dev/providers/Microsoft.Network/virtualNetworks/dev",
    cidr: "10.1.0.0/16",
    zones: ["1", "2", "3"],
    publicSubnets: { public: "subnet-public" },
    privateSubnets: { nodes: "subnet-nodes" },
    dataSubnets: { data: "subnet-data" },
    intraSubnets: { "api-server": "subnet-api", endpoints: "subnet-endpoints" },
    details: networkDetails({
      resourceGroupName: "dev",
      zoneIds: {},
      ...(owned ? { nodesSecurityGroup: "dev-nodes" } : {}),
    }),
  });
}

export type Settings = Partial<Omit<IngressProps, "cluster" | "network">>;

export interface AzureIngressFixture {
  readonly stack: TerraformStack;
  readonly ingress: Ingress;
  readonly cluster: FakeAksCluster;
  synth(): Synthesized;
  /** Values of the release of that name; what Terraform alone knows is `${…}`. */
  values(release: string): Readonly<Record<string, unknown>>;
}

export function buildAzureIngress(settings: Settings = {}, owned = true): AzureIngressFixture {
  const stack = azureStack("dev-platform");
  new KubernetesProvider(stack, "kubernetes");
  new HelmProvider(stack, "helm");
  const cluster = new FakeAksCluster(stack, "fake-cluster");
  const ingress = new Ingress(stack, "ingress", {
    host: "dev.example.org",
    region: LOCATION,
    environment: "dev",
    ...settings,
    cluster,
    network: azureTestNetwork(stack, owned),
  });
  const synth = (): Synthesized => new Synthesized(stack);
  return {
    stack,
    ingress,
    cluster,
    synth,
    values: (name) => {
      const release = Object.values(synth().resources("helm_release")).find((each) => each["name"] === name);
      const [text] = (release?.["values"] as readonly string[] | undefined) ?? [];
      if (text === undefined) throw new Error(`no values of a release '${name}'`);
      return valuesOfRelease(text);
    },
  };
}
