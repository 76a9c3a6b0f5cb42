/** What no cloud takes back: putting it back is refused before it is tried. Data, one list, each with its source. */
import * as semver from "semver";
import type { AttributeChange, ResourceChange } from "../plan-model";

export interface Irreversible {
  readonly types: readonly string[];
  /** The attribute's whole path. */
  readonly attribute: string;
  /** Whether the way from the real value to the wanted one is closed. */
  readonly closed: (real: unknown, wanted: unknown) => boolean;
  readonly reason: string;
  readonly source: string;
}

export const IRREVERSIBLE: readonly Irreversible[] = [
  {
    types: ["aws_db_instance"],
    attribute: "allocated_storage",
    closed: (real, wanted) => Number(wanted) < Number(real),
    reason: "A server's storage can grow, never shrink.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html",
  },
  {
    types: ["aws_db_instance", "aws_rds_cluster"],
    attribute: "engine_version",
    closed: isOlder,
    reason: "An engine cannot go back to an older version.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
  },
  {
    types: ["aws_eks_cluster"],
    attribute: "version",
    closed: isOlder,
    reason: "A control plane cannot go back to an older Kubernetes minor.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html",
  },
];

/**
 * Why an attribute cannot be made again what it was.
 * @param real what it is now
 * @param wanted what it was
 */
export function whyIrreversible(
  { type }: Pick<ResourceChange, "type">,
  { path }: Pick<AttributeChange, "path">,
  real: unknown,
  wanted: unknown,
): string | undefined {
  return IRREVERSIBLE.find(
    ({ types, attribute, closed }) => types.includes(type) && attribute === path && closed(real, wanted),
  )?.reason;
}

function isOlder(real: unknown, wanted: unknown): boolean {
  const [now, then] = [real, wanted].map((version) => semver.coerce(String(version)));
  return now != null && then != null && semver.lt(then, now);
}
