/** Who there is in the simulated directory. */
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import { objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { callerOf } from "../shared/location";
import { isRetained } from "../shared/lookups";

/** Managed identities, those that Azure made for objects, and whoever runs Terraform. */
export function principalsIn(context: BehaviourContext): ReadonlySet<string> {
  const made = context.world
    .list()
    .filter((object) => !isRetained(object))
    .flatMap(({ type, attributes }) => [
      ...(type === "azurerm_user_assigned_identity" ? [textOf(attributes.principal_id)] : []),
      ...objectsOf(attributes.identity).map(({ principal_id }) => textOf(principal_id)),
    ])
    .filter((id): id is string => id !== undefined && id !== "");
  return new Set([...made, callerOf(context.session, context.digest).objectId]);
}
