/** Network and cluster of the stub: a `terraform_data` for what a cloud would make. */
import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { Construct, type IConstruct } from "constructs";
import { TerraformData } from "../../../src/constructs/kit/cdktf/terraform-data";
import type {
  ClusterAuth,
  IKubernetesCluster,
  KubernetesClusterAttributes,
  KubernetesClusterContract,
} from "../../../src/constructs/k8s-cluster/contract";
import type { KubernetesClusterProps } from "../../../src/constructs/k8s-cluster/props";
import type { ClusterAuthorityContract } from "../../../src/constructs/k8s-cluster/authority-contract";
import { ImportedAuthority } from "../../../src/constructs/k8s-cluster/kubeadm/cluster-authority";
import type { INetwork, NetworkAttributes, NetworkContract } from "../../../src/constructs/network/contract";
import { ImportedNetwork } from "../../../src/constructs/network/imported-network";
import type { NetworkProps } from "../../../src/constructs/network/props";
import type { ImplementationsOf } from "../../../src/model/contract";
import type { TargetName } from "../../../src/model/target-name";
import type { IWorkloadIdentity, WorkloadIdentityProps } from "../../../src/model/identity";

export type Served<C> = NonNullable<ImplementationsOf<C>[TargetName]>;

const ZONES = ["pier", "quay", "yard"];

class StubNetwork extends ImportedNetwork {
  constructor(scope: Construct, id: string, { name, cidr = "", zoneCount = 2 }: NetworkProps) {
    const zones = ZONES.slice(0, zoneCount);
    const tier = (of: string) => Object.fromEntries(zones.map((zone) => [zone, `${name}-${of}-${zone}`]));
    super(scope, id, {
      networkId: name,
      cidr,
      zones,
      publicSubnets: tier("public"),
      privateSubnets: tier("private"),
      dataSubnets: tier("data"),
      intraSubnets: tier("intra"),
      details: {},
    });
    this.node.defaultChild = new TerraformData(this, "Resource", { input: cidr });
  }
}

export const stubNetwork: Served<NetworkContract> = () => ({
  create: (scope: Construct, id: string, props: NetworkProps): INetwork => new StubNetwork(scope, id, props),
  fromAttributes: (scope: Construct, id: string, attributes: NetworkAttributes): INetwork =>
    new ImportedNetwork(scope, id, attributes),
});

/** Makes something, and asks for a label and an annotation, as clouds do. */
class StubIdentity extends Construct implements IWorkloadIdentity {
  public readonly serviceAccountAnnotations = { "harbour.example.org/pass": "granted" };
  public readonly podLabels = { "harbour.example.org/crew": "true" };
  public readonly assumable: Readonly<Record<string, string>>;
  public readonly ready: readonly TerraformData[];

  constructor(scope: Construct, id: string, { serviceAccount, assumable = {} }: WorkloadIdentityProps) {
    super(scope, id);
    this.ready = [new TerraformData(this, "Resource", { input: serviceAccount })];
    this.assumable = Object.fromEntries(Object.keys(assumable).map((name) => [name, `pass-of-${name}`]));
  }
}

class StubCluster extends Construct implements IKubernetesCluster {
  public readonly credentialEndpoints = [{ cidr: "192.0.2.23/32", port: 8081 }];
  public readonly auth: ClusterAuth = {
    kind: "client-certificate",
    certificate: "${var.certificate}",
    key: "${var.key}",
  };

  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: KubernetesClusterAttributes,
  ) {
    super(scope, id);
  }
  public get clusterName(): string {
    return this.attributes.clusterName;
  }
  public get version(): string {
    return this.attributes.version;
  }
  public get endpoint(): string {
    return this.attributes.endpoint;
  }
  public get certificateAuthority(): string {
    return this.attributes.certificateAuthority;
  }
  public identify(scope: Construct, id: string, props: WorkloadIdentityProps): IWorkloadIdentity {
    return new StubIdentity(scope, id, props);
  }
  public networking(): IConstruct | undefined {
    return undefined;
  }
  public storageClass(scope: Construct, id: string): IConstruct {
    return new StorageClassV1(scope, id, { metadata: { name: "hold" }, storageProvisioner: "hold.example.org" });
  }
  public autoscale(): IConstruct | undefined {
    return undefined;
  }
}

function makeCluster(scope: Construct, id: string, props: KubernetesClusterProps): IKubernetesCluster {
  const { name, version = "" } = props;
  const endpoint = `https://${name}.example.org`;
  const cluster = new StubCluster(scope, id, {
    clusterName: name,
    version,
    endpoint,
    certificateAuthority: "Y2E=",
    details: {},
  });
  cluster.node.defaultChild = new TerraformData(cluster, "Resource", { input: endpoint });
  const pools = new Construct(cluster, "pools");
  for (const pool of props.pools) new TerraformData(pools, pool.name, { input: pool.nodes });
  return cluster;
}

export const stubCluster: Served<KubernetesClusterContract> = () => ({
  create: makeCluster,
  fromAttributes: (scope, id, attributes) => new StubCluster(scope, id, attributes),
});

/** Somebody keeps it there, as a cloud does: nothing is made. */
export const stubAuthority: Served<ClusterAuthorityContract> = () => ({
  create: (scope, id, { name }) =>
    new ImportedAuthority(scope, id, {
      certificateAuthority: "Y2E=",
      administratorCertificate: name,
      administratorKey: name,
      token: "abcdef.0123456789abcdef",
      controlPlaneFiles: {},
      joinFiles: {},
    }),
  fromAttributes: (scope, id, attributes) => new ImportedAuthority(scope, id, attributes),
});
