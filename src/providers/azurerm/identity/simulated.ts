/** Managed identities, what federates them with a cluster's service accounts, and the roles that they are given. */
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { uuid } from "../../shared/uuid";
import { madeOf, parentId, sameId, templateId } from "../shared/arm-ids";
import { subscriptionOf, tenantOf } from "../shared/location";
import { live } from "../shared/lookups";
import { actualProblems, apiError, doing } from "../shared/refusal";
import { principalsIn } from "./principals";
import { BUILT_IN_ROLES } from "./roles";

const userAssignedIdentity: ResourceBehaviour = {
  computed: (context, { id }) => ({
    principal_id: uuid(context.digest("principal", String(id))),
    client_id: uuid(context.digest("client", String(id))),
    tenant_id: tenantOf(context.session),
  }),
};

/** learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const MOST_CREDENTIALS = 20;

const federatedCredential: ResourceBehaviour = {
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    const others = live(context.world, context.type).filter(
      ({ id, attributes }) => id !== state.id && sameId(textOf(attributes.parent_id), textOf(state.parent_id)),
    );
    const same = others.find(
      ({ attributes }) => attributes.issuer === state.issuer && attributes.subject === state.subject,
    );
    return actualProblems(
      same &&
        apiError(
          at,
          409,
          "Conflict",
          `Issuer and subject combination already exists for this Managed Identity: ${textOf(state.subject)}`,
        ),
      others.length >= MOST_CREDENTIALS &&
        apiError(at, 400, "BadRequest", `Too many Federated Identity Credentials: the limit is ${MOST_CREDENTIALS}.`),
      textsOf(state.audience).length !== 1 &&
        apiError(at, 400, "BadRequest", "The property 'audiences' must have one value."),
    );
  },
};

function definitionId(context: BehaviourContext, state: ValueObject): string {
  const name = textOf(state.role_definition_name) ?? "";
  const own = live(context.world, "azurerm_role_definition").find(({ attributes }) => attributes.name === name);
  const id = textOf(own?.attributes.role_definition_id) ?? BUILT_IN_ROLES[name] ?? uuid(context.digest("role", name));
  return `/subscriptions/${subscriptionOf(context.session)}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
}

/** Of a role of this subscription's own, or one that Azure has. */
function definitionName(context: BehaviourContext, id: string | undefined): string {
  const guid = id?.split("/").at(-1);
  const own = live(context.world, "azurerm_role_definition").find(
    ({ attributes }) => attributes.role_definition_id === guid,
  );
  return textOf(own?.attributes.name) ?? Object.entries(BUILT_IN_ROLES).find(([, built]) => built === guid)?.[0] ?? "";
}

const roleAssignment: ResourceBehaviour = {
  // The provider makes a name by chance: two alike differ in it, and are refused for what they are.
  id: (context, planned) => {
    const name = (count: number): string => uuid(context.digest("assignment", madeOf(context, planned), String(count)));
    const idOf = (given: string): string =>
      `${textOf(planned.scope)}/providers/Microsoft.Authorization/roleAssignments/${given}`;
    if (textOf(planned.name)) return idOf(textOf(planned.name) ?? "");
    for (let count = 0; ; count++) {
      const id = idOf(name(count));
      if (!context.world.get(context.type, id)) return id;
    }
  },
  computed: (context, state) => ({
    name: String(state.id).split("/").at(-1) ?? "",
    role_definition_id: definitionId(context, state),
    role_definition_name: definitionName(context, textOf(state.role_definition_id)),
    principal_type: "ServicePrincipal",
    condition_version: textOf(state.condition) ? "2.0" : "",
    skip_service_principal_aad_check: false,
  }),
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    const principal = textOf(state.principal_id) ?? "";
    // People and groups are the directory's, which is not simulated.
    const isPerson = state.principal_type === "User" || state.principal_type === "Group";
    const isKnown = isPerson || principalsIn(context).has(principal);
    const same = live(context.world, context.type).some(
      ({ id, attributes }) =>
        id !== state.id &&
        sameId(textOf(attributes.scope), textOf(state.scope)) &&
        attributes.principal_id === principal &&
        sameId(textOf(attributes.role_definition_id), textOf(state.role_definition_id)),
    );
    return actualProblems(
      !isKnown &&
        apiError(
          at,
          400,
          "PrincipalNotFound",
          `Principal ${principal.replaceAll("-", "")} does not exist in the directory ${tenantOf(context.session)}.`,
          "The simulated directory has the managed identities of its subscriptions and whoever runs Terraform. For a user or a group say so with principal_type.",
        ),
      same && apiError(at, 409, "RoleAssignmentExists", "The role assignment already exists."),
    );
  },
};

const roleDefinition: ResourceBehaviour = {
  id: (context, planned) => templateId(context, "azurerm_role_definition", planned) ?? "",
  computed: (_context, state) => {
    const resourceId = String(state.id).split("|")[0] ?? "";
    return {
      role_definition_id: resourceId.split("/").at(-1) ?? "",
      role_definition_resource_id: resourceId,
      assignable_scopes: [textOf(state.scope) ?? ""],
    };
  },
  refuseDelete: ({ world }, { id, type, attributes }) =>
    actualProblems(
      world
        .list("azurerm_role_assignment")
        .some((one) =>
          textOf(one.attributes.role_definition_id)?.endsWith(`/${String(attributes.role_definition_id)}`),
        ) &&
        apiError(
          { verb: "deleting", type, id },
          400,
          "RoleDefinitionHasAssignments",
          "There are existing role assignments referencing role. Delete the role assignments first.",
        ),
    ),
};

export const identityTypes: { readonly [type: string]: ResourceBehaviour } = {
  azurerm_user_assigned_identity: userAssignedIdentity,
  azurerm_federated_identity_credential: federatedCredential,
  azurerm_role_assignment: roleAssignment,
  azurerm_role_definition: roleDefinition,
};

/** Whether a principal has one of these roles on something, or on what it lies in. */
export function hasRole(
  context: BehaviourContext,
  principal: string,
  scope: string,
  roles: readonly string[],
): boolean {
  for (let at: string | undefined = scope; at !== undefined; at = parentId(at)) {
    if (assigned(context, principal, at, roles)) return true;
  }
  return assigned(context, principal, `/subscriptions/${subscriptionOf(context.session)}`, roles);
}

/** What a role of the user's own allows is not looked into: it may be enough. */
const assigned = (context: BehaviourContext, principal: string, scope: string, roles: readonly string[]): boolean =>
  live(context.world, "azurerm_role_assignment").some(({ attributes }) => {
    if (!sameId(textOf(attributes.scope), scope) || attributes.principal_id !== principal) return false;
    const name =
      textOf(attributes.role_definition_name) || definitionName(context, textOf(attributes.role_definition_id));
    return roles.includes(name) || !(name in BUILT_IN_ROLES);
  });
