/** What the policies of servers of objects need, whatever the servers are of. */
import type { ITerraformDependable } from "cdktf";
import type { Peer } from "../../kit/cluster/namespace-guard";
import { OBJECTS_NAMESPACE } from "./endpoint/names";

export interface ServerGuardsProps {
  /** Where they stand. */
  readonly namespace: string;
  /** Namespaces that reach the servers. */
  readonly clients: readonly string[];
  /** What must be there before the policies. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Pods of the servers' own namespace. */
export const podsWith = (pods: Readonly<Record<string, string>>): Peer => ({ namespace: OBJECTS_NAMESPACE, pods });
