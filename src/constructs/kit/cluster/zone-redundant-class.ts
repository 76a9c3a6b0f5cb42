/** The class of volumes that outlive the loss of a zone: one for all that want it in a stack, where the target has such volumes. */
import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { EnvironmentFacts } from "../../../model/component";
import { factsOf } from "../../../targets";

/** Its address is one, whoever asks for it first. Upper case: no component is called so. */
const ID = "ZoneRedundantVolumes";

export interface ZoneRedundantClass {
  /** A literal: what names it is known before it is applied. */
  readonly name: string;
  readonly resource: StorageClassV1;
}

/** Made when it is first asked for; undefined where a volume is of one zone, and the cluster's default class has to do. */
export function zoneRedundantClass(
  scope: Construct,
  { target, region }: Pick<EnvironmentFacts, "target" | "region">,
): ZoneRedundantClass | undefined {
  const facts = factsOf(target)?.zoneRedundantVolumes?.(region);
  if (facts === undefined) return undefined;
  const { name, provisioner: storageProvisioner, parameters } = facts;
  const stack = TerraformStack.of(scope);
  const resource =
    (stack.node.tryFindChild(ID) as StorageClassV1 | undefined) ??
    new StorageClassV1(stack, ID, {
      metadata: { name },
      storageProvisioner,
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
      reclaimPolicy: "Delete",
      parameters: { ...parameters },
    });
  return { name, resource };
}
