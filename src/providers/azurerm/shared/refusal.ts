/** How azurerm words what Azure refuses. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { failure } from "../../../rehearsal/engine/attributes";

export { actualProblems } from "../../shared/problems";

/** Of what is created, changed or deleted. */
export interface Doing {
  readonly verb: "creating" | "updating" | "deleting";
  readonly type: string;
  readonly id: string;
}

export function doing(context: BehaviourContext, state: ValueObject, prior: ValueObject | null): Doing {
  return { verb: prior ? "updating" : "creating", type: context.type, id: String(state.id) };
}

const STATUS = { 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict" } as const;

/** An error of Azure's API, as the provider shows it. */
export function apiError(
  { verb, type, id }: Doing,
  status: keyof typeof STATUS,
  code: string,
  message: string,
  detail?: string,
): Diagnostic {
  return failure(
    `${verb} ${type} (${id}): unexpected status ${status} (${status} ${STATUS[status]}) with error: ${code}: ${message}`,
    detail,
  );
}

/** What the provider itself refuses, before it asks Azure. */
export const providerError = ({ verb, type, id }: Doing, message: string): Diagnostic =>
  failure(`${verb} ${type} (${id}): ${message}`);
