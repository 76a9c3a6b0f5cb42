/** A Kubernetes cluster on EKS. */
import { Token } from "cdktf";
import { Construct } from "constructs";
import type { SupportedMinor } from "../../../catalog/kubernetes";
import { JangadaError } from "../../../errors";
import type { SectionProblem } from "../../../model/component";
import { type KeyInUse, existingOrNewKey, allowVolumes } from "../../kit/aws/encryption-key";
import type { Implementation } from "../../../model/contract";
import { validateProps } from "../../kit/cdktf/props";
import { refuseClusterClients } from "../../kit/cdktf/separate-states";
import type { INetwork, Subnet } from "../../network/contract";
import { ClusterAdmins } from "./access-entries";
import { Addons } from "./addons";
import { ControlPlane } from "./control-plane";
import type { EksDetails, KarpenterFacts } from "./eks";
import { EksClusterBase } from "./eks-cluster-base";
import { existingClusterAttributes } from "./existing-cluster";
import { ImportedEksCluster } from "./imported-eks-cluster";
import type { IKubernetesCluster, KUBERNETES_CLUSTER, KubernetesClusterAttributes } from "../contract";
import { KarpenterCloud } from "./karpenter-cloud";
import { checkClusterFields, checkVersion } from "../check";
import { NodePool } from "./node-pool";
import { checkAwsCluster } from "./part";
import { NodeRole } from "./node-role";
import type { KubernetesClusterProps, KubernetesClusterSettings } from "../props";
import { eksClusterSchema } from "./eks-props";

/**
 * Control plane, pools, add-ons, and what Karpenter needs of the cloud. What runs inside the cluster stands in another
 * stack: in the state that makes the cluster, no client of it has an endpoint.
 *
 * @security CKV_AWS_39 AWS-0040 a private endpoint only, unless ranges for a public one are named
 * @security CKV_AWS_38 AWS-0041 and never the whole world
 * @security CKV_AWS_37 AWS-0038 all five kinds of logs
 * @security CKV_AWS_58 AWS-0039 Secrets encrypted with a key of our own
 */
export class EksCluster extends EksClusterBase {
  public readonly clusterName: string;
  public readonly version: string;
  public readonly region: string;
  public readonly account: string;
  public readonly vpcId: string;
  public readonly controlPlane: ControlPlane;
  public readonly volumesKey: KeyInUse;
  public readonly admins: ClusterAdmins;
  public readonly nodeRole: NodeRole;
  public readonly addons: Addons;
  /** By name. */
  public readonly pools: ReadonlyMap<string, NodePool>;
  /** Absent without autoscaling. */
  public readonly karpenterCloud?: KarpenterCloud;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, CLUSTER_ZONE_WITHOUT_SUBNET, and what the checks of the section `cluster` say */
  constructor(scope: Construct, id: string, props: KubernetesClusterProps) {
    super(scope, id);
    const { network, deployFrom: _ranges, ...clusterProps } = props;
    const settings = validateProps(this, eksClusterSchema, clusterProps, (checked) => checkSettings(checked, network));
    const { name, region, account, tags, aws } = settings;
    // Checked above.
    const version = settings.version as SupportedMinor;
    this.clusterName = name;
    this.version = version;
    this.region = region;
    this.account = account;
    this.vpcId = network.networkId;
    refuseClusterClients(this);

    const controlPlaneSubnets = this.subnetsIn(network, "intra", aws.controlPlaneZones ?? []);
    this.controlPlane = new ControlPlane(
      this,
      settings,
      network,
      controlPlaneSubnets.map((subnet) => subnet.id),
    );
    const { cluster } = this.controlPlane;
    this.node.defaultChild = cluster;
    this.volumesKey = existingOrNewKey(this, "volumes-key", aws.encryptionKeys.volumes, {
      name: `${name}-cluster-volumes`,
      description: `Encrypts the volumes of nodes and pods of cluster ${name}`,
      region,
      account,
      statements: [allowVolumes(region, account)],
    });
    this.admins = new ClusterAdmins(this, "admins", { clusterName: cluster.name, region, admins: settings.admins });

    const sessions = settings.api.access === "ssm-tunnel";
    this.nodeRole = new NodeRole(this, "node-role", { clusterName: name, region, purpose: "nodes", sessions });
    this.addons = new Addons(this, "addons", {
      name,
      clusterName: cluster.name,
      clusterArn: cluster.arn,
      region,
      version,
      tags,
    });
    const beforeNodes = [...this.addons.beforeNodes(), ...this.nodeRole.policies];
    const pools = new Construct(this, "pools");
    this.pools = new Map(
      settings.pools.map((pool) => [
        pool.name,
        new NodePool(pools, pool.name, {
          pool,
          name,
          clusterName: cluster.name,
          version,
          subnets: this.subnetsIn(network, "private", pool.aws.zones ?? network.zones),
          nodeRoleArn: this.nodeRole.role.arn,
          volumeKeyArn: this.volumesKey.arn,
          tags,
          dependsOn: beforeNodes,
        }),
      ]),
    );
    this.addons.afterNodes([...this.pools.values()].flatMap((pool) => [...pool.groups.values()]));
    if (settings.autoscaling.enabled) {
      this.karpenterCloud = new KarpenterCloud(this, "karpenter", {
        name,
        clusterName: cluster.name,
        region,
        sessions,
      });
    }
  }

  /** @throws JangadaError CLUSTER_ZONE_WITHOUT_SUBNET if the network has none there. */
  private subnetsIn(network: INetwork, tier: "intra" | "private", zones: readonly string[]): readonly Subnet[] {
    const subnets = network.subnets(tier);
    return [...zones].sort().map((zone) => {
      const subnet = subnets.find((candidate) => candidate.zone === zone);
      if (subnet) return subnet;
      throw new JangadaError({
        code: "CLUSTER_ZONE_WITHOUT_SUBNET",
        message: `The network has no ${tier} subnet in zone '${zone}'.`,
        place: { construct: this.node.path, path: tier === "intra" ? "aws.controlPlaneZones" : "pools" },
        remedy: `It has them in ${subnets.map((candidate) => candidate.zone).join(", ") || "no zone"}.`,
      });
    });
  }

  public get endpoint(): string {
    return this.controlPlane.cluster.endpoint;
  }
  public get certificateAuthority(): string {
    return this.controlPlane.cluster.certificateAuthority.get(0).data;
  }
  public get clusterArn(): string {
    return this.controlPlane.cluster.arn;
  }
  public get clusterSecurityGroupId(): string {
    return this.controlPlane.cluster.vpcConfig.clusterSecurityGroupId;
  }
  public get nodeRoleName(): string {
    return this.nodeRole.role.name;
  }
  public get volumeKeyArn(): string {
    return this.volumesKey.arn;
  }
  public get karpenter(): KarpenterFacts | undefined {
    if (!this.karpenterCloud) return undefined;
    const { queue, instanceProfile, nodeRole } = this.karpenterCloud;
    return {
      queueName: queue.name,
      instanceProfileName: instanceProfile.name,
      nodeRoleName: nodeRole.role.name,
    };
  }
  public get attributes(): KubernetesClusterAttributes {
    const { karpenter } = this;
    const details: EksDetails = {
      region: this.region,
      account: this.account,
      clusterArn: this.clusterArn,
      securityGroupId: this.clusterSecurityGroupId,
      nodeRoleName: this.nodeRoleName,
      vpcId: this.vpcId,
      volumeKeyArn: this.volumeKeyArn,
      ...(karpenter
        ? {
            karpenterQueue: karpenter.queueName,
            karpenterInstanceProfile: karpenter.instanceProfileName,
            karpenterNodeRole: karpenter.nodeRoleName,
          }
        : {}),
    };
    return {
      clusterName: this.clusterName,
      version: this.version,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
      details: details as Readonly<Record<string, string>>,
    };
  }
}

const EXISTING_REFUSED: SectionProblem = {
  path: ["aws", "existing"],
  code: "CLUSTER_EXISTING_CONTRADICTION",
  message: "An EksCluster makes a cluster, but 'aws.existing' names one that is there.",
  remedy:
    "Adopt it: KubernetesCluster takes the same props, or the attributes of one by KubernetesCluster.fromExisting.",
};

/** What the section's own checks find in what a program says. */
function checkSettings(settings: KubernetesClusterSettings, network: INetwork): readonly SectionProblem[] {
  const { zones, cidr } = network;
  return [
    ...(settings.aws.existing ? [EXISTING_REFUSED] : []),
    ...checkVersion(settings),
    ...checkClusterFields(settings, Token.isUnresolved(cidr) ? undefined : cidr),
    ...checkAwsCluster(settings, { zones }, settings.region),
  ];
}

export const eksClusterImplementation: Implementation<
  KubernetesClusterProps,
  IKubernetesCluster,
  typeof KUBERNETES_CLUSTER.shape
> = {
  create: (scope, id, props) =>
    props.aws?.existing
      ? new ImportedEksCluster(scope, id, existingClusterAttributes(props.aws.existing, props))
      : new EksCluster(scope, id, props),
  fromAttributes: (scope, id, attributes) => new ImportedEksCluster(scope, id, attributes),
};
