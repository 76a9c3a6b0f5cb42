/** The volumes of a queue's nodes: each a claim of its own, which the StatefulSet finds by its name. */
import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
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

/**
 * A StatefulSet's own template of claims cannot be changed, nor grow; and what it makes, nobody takes away or sees in a plan. Without a
 * class they are of the cluster's default one, which is encrypted.
 */
export class NodeVolumes extends Construct {
  /** By the number of the node. */
  public readonly claims: readonly PersistentVolumeClaimV1[];

  constructor(scope: Construct, id: string, props: NodeVolumesProps) {
    super(scope, id);
    const { name, set, namespace, count, storage } = props;
    this.claims = Array.from(
      { length: count },
      (_, index) =>
        new PersistentVolumeClaimV1(this, `node-${index}`, {
          metadata: { name: `data-${set}-${index}`, namespace, labels: { ...labelsOf(name, "server") } },
          spec: {
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: `${storage}Gi` } },
            ...(props.volumeClass === undefined ? {} : { storageClassName: props.volumeClass }),
          },
          // A volume is made once a pod has a place, in the zone of that.
          waitUntilBound: false,
          lifecycle: {
            // A claim that goes waits for its pod to go, and that is ended by what comes after the claim: so it goes last.
            createBeforeDestroy: true,
            ...(props.protected ? { preventDestroy: true } : {}),
          },
          dependsOn: [...props.dependsOn],
        }),
    );
  }
}
