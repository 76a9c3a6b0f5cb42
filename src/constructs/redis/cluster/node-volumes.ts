/** The volumes of a queue's nodes: each a claim of its own, which the StatefulSet finds by its name. */
import type { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { serverClaim } from "../../kit/cluster/server-claim";
import { labelsOf } from "./names";

export interface NodeVolumesProps {
  /** Of the cache. */
  readonly name: string;
  /** Of the StatefulSet. */
  readonly set: string;
  /** Where its objects stand. */
  readonly namespace: string;
  /** One for each node. */
  readonly count: number;
  /** GiB of each. */
  readonly storage: number;
  /** Their storage class. @default the cluster's default one */
  readonly volumeClass?: string | undefined;
  /** Whether they refuse to be destroyed. */
  readonly protected: boolean;
  /** What must be there before the claims. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export class NodeVolumes extends Construct {
  /** By the number of the node. */
  public readonly claims: readonly PersistentVolumeClaimV1[];

  constructor(scope: Construct, id: string, props: NodeVolumesProps) {
    super(scope, id);
    const { name, set, count, ...rest } = props;
    this.claims = Array.from({ length: count }, (_, index) =>
      serverClaim(this, `node-${index}`, { ...rest, name: `data-${set}-${index}`, labels: labelsOf(name, "server") }),
    );
  }
}
