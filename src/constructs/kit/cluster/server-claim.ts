/** The volume of one pod of a StatefulSet, as a claim of its own that the pod finds by its name. */
import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";

export interface ServerClaimProps {
  /** `<template>-<set>-<number>`. */
  readonly name: string;
  /** Where the set stands. */
  readonly namespace: string;
  /** Of the claim. */
  readonly labels: Readonly<Record<string, string>>;
  /** GiB. */
  readonly storage: number;
  /** Its storage class. @default the cluster's default one */
  readonly volumeClass?: string | undefined;
  /** Whether it refuses to be destroyed. */
  readonly protected: boolean;
  /** What must be there before it. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * A StatefulSet's own template of claims cannot be changed, nor grow; and what it makes, nobody takes away or sees in a plan. Without a
 * class they are of the cluster's default one, which is encrypted.
 */
export function serverClaim(scope: Construct, id: string, props: ServerClaimProps): PersistentVolumeClaimV1 {
  const { name, namespace, labels, storage, volumeClass } = props;
  return new PersistentVolumeClaimV1(scope, id, {
    metadata: { name, namespace, labels: { ...labels } },
    spec: {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: `${storage}Gi` } },
      ...(volumeClass === undefined ? {} : { storageClassName: volumeClass }),
    },
    // A volume is made once a pod has a place, in the zone of that.
    waitUntilBound: false,
    lifecycle: {
      // A claim that goes waits for its pod to go, and that is ended by what comes after the claim: so it goes last.
      createBeforeDestroy: true,
      ...(props.protected ? { preventDestroy: true } : {}),
    },
    dependsOn: [...props.dependsOn],
  });
}
