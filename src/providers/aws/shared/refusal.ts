/** How AWS's provider words what the cloud refuses. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import { failure } from "../../../rehearsal/engine/attributes";

/**
 * An API error, as the provider shows it.
 *
 * @param operationOn What was being done: `creating EC2 Subnet`
 * @param code AWS's error code: `InvalidSubnet.Range`
 */
export function apiError(operationOn: string, code: string, message: string): Diagnostic {
  return failure(`${operationOn}: api error ${code}: ${message}`);
}

/** `creating EC2 Subnet (subnet-1)`, or `updating …`: the beginning of most of them. */
export function doing(prior: unknown, what: string, name?: string): string {
  return `${prior ? "updating" : "creating"} ${what}${name === undefined ? "" : ` (${name})`}`;
}

export { actualProblems } from "../../shared/problems";
