/** The control plane, and what must be there before it. */
import { EksCluster as EksClusterResource } from "@cdktf/provider-aws/lib/eks-cluster";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { type KeyInUse, existingOrNewKey } from "../../kit/aws/encryption-key";
import { EncryptedLogGroup } from "../../kit/aws/log-group";
import type { INetwork } from "../../network/contract";
import { ControlPlaneRole } from "./control-plane-role";
import type { KubernetesClusterSettings } from "../props";
import { CONTROL_PLANE_ZONES_TAG, UpgradeGuard, zonesTag } from "./upgrade-guard";

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** Its parts stand directly below `scope`, which is the cluster. */
export class ControlPlane {
  public readonly cluster: EksClusterResource;
  public readonly role: ControlPlaneRole;
  public readonly secretsKey: KeyInUse;
  public readonly logs: EncryptedLogGroup;
  public readonly securityGroup: SecurityGroup;
  public readonly upgradeGuard: UpgradeGuard;

  constructor(scope: Construct, settings: KubernetesClusterSettings, network: INetwork, subnetIds: string[]) {
    const { name, version, region, account, api } = settings;
    const { controlPlaneZones = [], encryptionKeys: keys } = settings.aws;
    this.secretsKey = existingOrNewKey(scope, "secrets-key", keys.secrets, {
      name: `${name}-cluster-secrets`,
      description: `Encrypts the Secrets of cluster ${name}`,
      region,
      account,
    });
    // Made first and by us: a group that EKS makes has no key, is kept for ever, and outlives the cluster.
    this.logs = new EncryptedLogGroup(scope, "log-group", {
      name: `/aws/eks/${name}/cluster`,
      keyName: `${name}-cluster-logs`,
      region,
      account,
      retentionDays: settings.logRetentionDays,
      ...(keys.logs === undefined ? {} : { keyArn: keys.logs }),
    });
    this.role = new ControlPlaneRole(scope, "role", {
      clusterName: name,
      region,
      account,
      secretsKeyArn: this.secretsKey.arn,
    });
    this.securityGroup = this.clientsGroup(scope, settings, network);
    this.upgradeGuard = new UpgradeGuard(scope, "upgrade-guard", {
      clusterName: name,
      version,
      controlPlaneZones,
    });

    this.cluster = new EksClusterResource(scope, "Resource", {
      name,
      version,
      roleArn: this.role.role.arn,
      // Past the end of standard support EKS upgrades the cluster instead of charging six times as much for it.
      upgradePolicy: { supportType: "STANDARD" },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      enabledClusterLogTypes: LOG_TYPES,
      encryptionConfig: { provider: { keyArn: this.secretsKey.arn }, resources: ["secrets"] },
      // Auto Mode is off; EKS wants all three switches to say the same, always (provider #40582).
      computeConfig: { enabled: false },
      storageConfig: { blockStorage: { enabled: false } },
      kubernetesNetworkConfig: {
        ipFamily: "ipv4",
        serviceIpv4Cidr: settings.serviceCidr,
        elasticLoadBalancing: { enabled: false },
      },
      vpcConfig: {
        subnetIds,
        securityGroupIds: [this.securityGroup.id],
        endpointPrivateAccess: true,
        endpointPublicAccess: api.public !== undefined,
        ...(api.public ? { publicAccessCidrs: [...api.public.cidrs].sort() } : {}),
      },
      deletionProtection: settings.deletionProtection,
      zonalShiftConfig: { enabled: settings.zonalShift },
      tags: { Name: name, [CONTROL_PLANE_ZONES_TAG]: zonesTag(controlPlaneZones) },
      dependsOn: [this.logs.group, ...this.role.policies],
      lifecycle: { precondition: this.upgradeGuard.preconditions },
    });
  }

  /** Lets the private API server be reached from where the deployer and the admins are: EKS's own group lets in nodes only. */
  private clientsGroup(scope: Construct, settings: KubernetesClusterSettings, network: INetwork): SecurityGroup {
    const { name, api } = settings;
    const group = new SecurityGroup(scope, "security-group", {
      name: `${name}-api-clients`,
      description: `Clients of the private API server of cluster ${name}`,
      vpcId: network.networkId,
      tags: { Name: `${name}-api-clients` },
    });
    const clients = new Construct(scope, "api-clients");
    const ranges = api.clients ?? [network.cidr];
    [...new Set(ranges)].forEach(
      (cidr) =>
        new VpcSecurityGroupIngressRule(clients, cidr === network.cidr ? "network" : cidr.replaceAll(/[./]/g, "-"), {
          securityGroupId: group.id,
          description: cidr === network.cidr ? "HTTPS from the network" : "HTTPS from a range of clients",
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrIpv4: cidr,
        }),
    );
    return group;
  }
}
