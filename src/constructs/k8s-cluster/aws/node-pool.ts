/** A pool: one launch template, and a managed node group in each zone. */
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import type { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { kubernetesMinors, type SupportedMinor } from "../../../catalog/kubernetes";
import { physicalName } from "../../kit/cdktf/names";
import type { Subnet } from "../../network/contract";
import { type NodeCount, nodesByZone, nodesOf } from "../nodes";
import { amiTypeOf, instanceTypesOf } from "./instance-types";
import { nodeLaunchTemplate } from "./launch-template";
import type { PoolSettings } from "../props";

/** Nodes that an upgrade takes away at once, in percent of a group. */
const MAX_UNAVAILABLE_PERCENT = 33;
/** Longest prefix of a node group's name: the provider adds 26 characters, and 63 are allowed. */
const NAME_PREFIX_LENGTH = 37;
/** The label by which pods choose a pool, whatever zone its nodes are in. */
export const POOL_LABEL = "jangada/pool";

const TAINT_EFFECTS = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
} as const;

export interface NodePoolProps {
  /** The pool's fields, with their defaults. */
  readonly pool: PoolSettings;
  /** The cluster's name as a literal; physical names derive from it. */
  readonly name: string;
  /** The same as a reference: what uses it comes after the cluster. */
  readonly clusterName: string;
  /** Kubernetes minor of the nodes. */
  readonly version: SupportedMinor;
  /** Private subnets of the pool's zones. */
  readonly subnets: readonly Subnet[];
  /** ARN of the nodes' role. */
  readonly nodeRoleArn: string;
  /** ARN of the key that encrypts volumes. */
  readonly volumeKeyArn: string;
  /** On everything that can carry tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** The node role's policies, and the add-ons without which a node never becomes ready. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Groups are per zone so that volumes, which are bound to a zone, find a node in theirs, and so that a zone added or removed
 * touches no other group. Ids below are zones.
 *
 * @security CKV_AWS_100 no SSH
 */
export class NodePool extends Construct {
  public readonly launchTemplate: LaunchTemplate;
  /** By zone. */
  public readonly groups: ReadonlyMap<string, EksNodeGroup>;

  constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id);
    const { pool, clusterName, version } = props;
    const name = pool.physicalName ?? pool.name;
    const types = instanceTypesOf(pool);
    this.launchTemplate = nodeLaunchTemplate(this, "launch-template", {
      clusterName: props.name,
      pool: name,
      // In the template, another type rolls the nodes; in the group, it replaces the group.
      ...(types.length === 1 ? { instanceType: types[0] } : {}),
      disk: pool.disk,
      volumeKeyArn: props.volumeKeyArn,
      tags: props.tags,
    });
    const zones = props.subnets.map(({ zone = "all" }) => zone);
    const counts = nodesByZone(nodesOf(pool, zones.length), zones);
    this.groups = new Map(
      props.subnets.map(({ id: subnetId, zone = "all" }) => {
        const { min, max } = counts.get(zone) as NodeCount;
        const inZone = new Construct(this, zone);
        const group = new EksNodeGroup(inZone, "Resource", {
          clusterName,
          nodeGroupNamePrefix: `${physicalName([name, zone], NAME_PREFIX_LENGTH - 1)}-`,
          nodeRoleArn: props.nodeRoleArn,
          subnetIds: [subnetId],
          version,
          releaseVersion: kubernetesMinors[version].nodeRelease,
          amiType: amiTypeOf(types[0]),
          capacityType: pool.spot ? "SPOT" : "ON_DEMAND",
          ...(types.length > 1 ? { instanceTypes: [...types] } : {}),
          launchTemplate: {
            id: this.launchTemplate.id,
            version: Token.asString(this.launchTemplate.latestVersion),
          },
          scalingConfig: { minSize: min, maxSize: max, desiredSize: min },
          updateConfig: { maxUnavailablePercentage: MAX_UNAVAILABLE_PERCENT },
          nodeRepairConfig: { enabled: true },
          labels: { ...pool.labels, [POOL_LABEL]: pool.name },
          taint: pool.taints.map(({ key, value, effect }) => ({ key, value, effect: TAINT_EFFECTS[effect] })),
          dependsOn: [...props.dependsOn],
          lifecycle: {
            // What must be replaced is replaced without a gap; the name's prefix makes room for two.
            createBeforeDestroy: true,
            // The number of nodes at first; whoever scales the group later is not undone (terraform-aws-eks #681).
            ignoreChanges: ["scaling_config[0].desired_size"],
          },
        });
        inZone.node.defaultChild = group;
        return [zone, group];
      }),
    );
  }
}
