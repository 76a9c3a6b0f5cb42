/** The volumes of servers of objects: each a claim of its own, which the chart's StatefulSets find by its name. */
import type { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { serverClaim } from "../../../kit/cluster/server-claim";
import type { ObjectServersSection } from "../../../object-servers/section";
import { OBJECTS_NAMESPACE } from "../endpoint/names";
import { labelsOf, type Part, setOf } from "./names";
import { filersOf, MASTER_STORAGE, mastersOf } from "./sizes";

export interface ServerVolumesProps extends Required<
  Pick<ObjectServersSection, "servers" | "storage" | "copies" | "indexStorage" | "protected">
> {
  /** Where they stand. */
  readonly namespace: string;
  /** Whether Velero is to leave them out. */
  readonly labels: Readonly<Record<string, string>>;
  /** What must be there before the claims. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The chart's names of its templates of claims. */
export const CLAIMS: Readonly<Record<Exclude<Part, "s3">, string>> = {
  master: `data-${OBJECTS_NAMESPACE}`,
  volume: "data",
  filer: "data-filer",
};

export class ServerVolumes extends Construct {
  public readonly claims: readonly PersistentVolumeClaimV1[];

  constructor(scope: Construct, id: string, props: ServerVolumesProps) {
    super(scope, id);
    const sizes = [
      ["master", mastersOf(props), MASTER_STORAGE],
      ["volume", props.servers, props.storage],
      ["filer", filersOf(props), props.indexStorage],
    ] as const;
    this.claims = sizes.flatMap(([part, count, storage]) =>
      Array.from({ length: count }, (_, index) => this.claim(props, part, index, storage)),
    );
  }

  private claim(
    props: ServerVolumesProps,
    part: Exclude<Part, "s3">,
    index: number,
    storage: number,
  ): PersistentVolumeClaimV1 {
    const { namespace, dependsOn } = props;
    return serverClaim(this, `${part}-${index}`, {
      name: `${CLAIMS[part]}-${setOf(part)}-${index}`,
      namespace,
      labels: { ...labelsOf(part), ...props.labels },
      storage,
      protected: props.protected,
      dependsOn,
    });
  }
}
