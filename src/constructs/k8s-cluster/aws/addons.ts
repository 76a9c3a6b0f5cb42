/** The add-ons of a cluster, in their order: what nodes cannot become ready without, then nodes, then what runs on them. */
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type AddonName, eksAddons } from "../../../catalog/eks-addons";
import type { SupportedMinor } from "../../../catalog/kubernetes";
import { managedPolicyArn } from "../../kit/aws/arn";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { PodRole } from "./pod-identity";

export interface AddonsProps {
  /** The cluster's name as a literal; physical names derive from it. */
  readonly name: string;
  /** The same as a reference: what uses it comes after the cluster. */
  readonly clusterName: string;
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** Kubernetes minor of the cluster, for which the add-ons are pinned. */
  readonly version: SupportedMinor;
  /** On volumes, which the storage driver makes. */
  readonly tags: Readonly<Record<string, string>>;
}

interface AddonIdentity {
  readonly serviceAccount: string;
  readonly managedPolicy: string;
}

/** Set by `Addons`: the pods' network, with network policies enforced and whole prefixes of addresses for each node. */
const VPC_CNI = {
  enableNetworkPolicy: "true",
  env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
};

export class Addons extends Construct {
  public readonly addons: Map<AddonName, EksAddon> = new Map();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AddonsProps,
  ) {
    super(scope, id);
  }

  /** What every node needs: identities for pods, the network, Service addresses. A node without them never becomes ready. */
  public beforeNodes(): readonly ITerraformDependable[] {
    const agent = this.add("eks-pod-identity-agent", {});
    const network = this.add("vpc-cni", {
      configuration: VPC_CNI,
      identity: { serviceAccount: "aws-node", managedPolicy: "AmazonEKS_CNI_Policy" },
      // On destroy, nodes still have to be drained while the add-on is already gone.
      preserve: true,
      dependsOn: [agent],
    });
    return [agent, network, this.add("kube-proxy", {})];
  }

  /** What runs on nodes, and is not ready before there are any. */
  public afterNodes(nodes: readonly ITerraformDependable[]): readonly ITerraformDependable[] {
    const { tags } = this.props;
    return [
      this.add("coredns", { dependsOn: nodes }),
      this.add("aws-ebs-csi-driver", {
        ...(Object.keys(tags).length > 0 ? { configuration: { controller: { extraVolumeTags: tags } } } : {}),
        identity: { serviceAccount: "ebs-csi-controller-sa", managedPolicy: "service-role/AmazonEBSCSIDriverPolicy" },
        dependsOn: nodes,
      }),
    ];
  }

  private add(
    name: AddonName,
    settings: {
      readonly configuration?: object;
      readonly identity?: AddonIdentity;
      readonly preserve?: boolean;
      readonly dependsOn?: readonly ITerraformDependable[];
    },
  ): EksAddon {
    const { clusterName, version } = this.props;
    const scope = new Construct(this, name);
    const identity = settings.identity ? this.role(scope, settings.identity) : undefined;
    const addon = new EksAddon(scope, "Resource", {
      clusterName,
      addonName: name,
      addonVersion: eksAddons[version][name],
      resolveConflictsOnCreate: "NONE",
      resolveConflictsOnUpdate: "OVERWRITE",
      preserve: settings.preserve ?? false,
      ...(settings.configuration ? { configurationValues: JSON.stringify(settings.configuration) } : {}),
      ...(identity && settings.identity
        ? {
            podIdentityAssociation: [{ roleArn: identity.role.arn, serviceAccount: settings.identity.serviceAccount }],
          }
        : {}),
      dependsOn: [...(settings.dependsOn ?? []), ...(identity ? terraformDependables(identity.policies) : [])],
    });
    scope.node.defaultChild = addon;
    this.addons.set(name, addon);
    return addon;
  }

  private role(scope: Construct, { serviceAccount, managedPolicy }: AddonIdentity): PodRole {
    const { name, clusterArn, region } = this.props;
    return new PodRole(scope, "role", {
      clusterName: name,
      clusterArn,
      region,
      namespace: "kube-system",
      serviceAccount,
      managedPolicies: [managedPolicyArn(region, managedPolicy)],
    });
  }
}
