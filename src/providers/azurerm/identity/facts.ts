/** What is known of managed identities, roles and locks: who may do more, and whose rights go. */
import type { ResourceChange } from "../../../model/plan";
import type { ServiceFacts } from "../../../model/resource-facts";
import { type Judge, NOT_HELD } from "../../../model/risk";
import { BUILT_IN_ROLES } from "./roles";

const IDENTITY = "azurerm_user_assigned_identity";
const CREDENTIAL = "azurerm_federated_identity_credential";
const ROLE = "azurerm_role_assignment";
const LOCK = "azurerm_management_lock";
const ROLES = "https://learn.microsoft.com/azure/role-based-access-control/built-in-roles";

/** With these one gives oneself everything else (learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged). */
const PRIVILEGED = [
  "Owner",
  "Contributor",
  "User Access Administrator",
  "Role Based Access Control Administrator",
  "Key Vault Administrator",
];
/** Role Based Access Control Administrator is not among those that platforms assign. */
const RBAC_ADMINISTRATOR = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";

const nameOf = (side: Parameters<Judge>[0]["after"]): string | undefined => {
  const name = side?.["role_definition_name"];
  if (typeof name === "string" && name !== "") return name;
  const id = side?.["role_definition_id"];
  const guid = typeof id === "string" ? id.split("/").at(-1)?.toLowerCase() : undefined;
  if (guid === RBAC_ADMINISTRATOR) return "Role Based Access Control Administrator";
  return Object.entries(BUILT_IN_ROLES).find(([, built]) => built === guid)?.[0];
};

const isPrivileged: Judge = ({ after }) => {
  const role = nameOf(after);
  if (role === undefined || !PRIVILEGED.includes(role)) return NOT_HELD;
  const scope = after?.["scope"];
  return { holds: true, after: typeof scope === "string" ? `${role} on ${scope}` : role };
};

/** A whole subscription, or a management group, and not what an environment made. */
const isWide: Judge = ({ after }) => {
  const scope = after?.["scope"];
  const wide =
    typeof scope === "string" &&
    (/^\/subscriptions\/[^/]+\/?$/i.test(scope) || /^\/(providers\/Microsoft\.Management\/.*)?$/i.test(scope));
  return wide ? { holds: true, after: scope } : NOT_HELD;
};

const makes = ({ action, type }: ResourceChange): boolean => action === "create" && type === IDENTITY;

/** Who is made by the same change is known at its apply; made in an earlier stack of it, it is planned with its id, and new all the same. */
const isKnownAlready: Judge = ({ stack, after }, { changes }) => {
  const principal = after?.["principal_id"];
  const isNew = changes.some((other) => other.stack !== stack && makes(other));
  return typeof principal === "string" && principal !== "" && !isNew ? { holds: true, after: principal } : NOT_HELD;
};

/** Who administers a cluster that is there already. */
const administersCluster: Judge = ({ after }, { changes }) => {
  const scope = after?.["scope"];
  const isNew = changes.some(({ action, type }) => action === "create" && type === "azurerm_kubernetes_cluster");
  const isAdministrator = nameOf(after) === "Azure Kubernetes Service RBAC Cluster Admin";
  return isAdministrator && typeof scope === "string" && !isNew
    ? { holds: true, after: String(after?.["principal_id"] ?? "somebody") }
    : NOT_HELD;
};

export const identityFacts: ServiceFacts = {
  noise: [
    {
      name: "role-by-its-name",
      types: [ROLE],
      attribute: /^(role_definition_id|role_definition_name|principal_type)$/,
      reason: "Azure tells name, id and kind of principal of every assignment; a configuration names one of them.",
      when: ({ before }) => before == null || before === "",
    },
  ],
  madeByCloud: [
    {
      name: "identity-of-add-on",
      type: IDENTITY,
      reason: "An add-on of AKS has an identity of its own, in the group of the nodes.",
      matches: ({ id }) =>
        /\/userAssignedIdentities\/(azurekeyvaultsecretsprovider-|azurepolicy-|omsagent-|[^/]+-agentpool$)/i.test(id),
    },
  ],
  fieldLabels: { [ROLE]: { role_definition_name: { field: "role" } } },
  rules: [
    {
      id: "exposure/role-of-everything",
      risk: "exposure",
      types: [ROLE],
      actions: ["create", "update", "replace"],
      when: [{ judge: isPrivileged }],
      reason: "Who has {after} can give themselves every other right there.",
      source: ROLES,
    },
    {
      id: "exposure/aks-administrator",
      risk: "exposure",
      types: [ROLE],
      actions: ["create", "update", "replace"],
      when: [{ judge: administersCluster }],
      reason: "{after} may do everything in the cluster from now on.",
      source: ROLES,
    },
    {
      id: "exposure/role-on-subscription",
      risk: "exposure",
      types: [ROLE],
      actions: ["create", "update", "replace"],
      when: [{ judge: isWide }],
      reason: "The role counts for all of {after}: what other environments have there, too.",
    },
    {
      id: "exposure/identity-gains-role",
      risk: "exposure",
      types: [ROLE],
      actions: ["create"],
      when: [{ judge: isKnownAlready }],
      reason: "An identity that exists already gains rights.",
    },
    {
      id: "exposure/role-condition-gone",
      risk: "exposure",
      types: [ROLE],
      actions: ["update", "replace"],
      when: [{ path: "condition", is: "removed" }],
      reason: "The role counts without the condition that it had.",
      source: "https://learn.microsoft.com/azure/role-based-access-control/conditions-overview",
    },
    {
      id: "exposure/identity-trusts-another",
      risk: "exposure",
      types: [CREDENTIAL],
      actions: ["update", "replace"],
      when: [{ anyOf: ["issuer", "subject"], is: "different" }],
      reason: "Another service account, or another cluster, acts as the identity.",
      source: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
    },
    {
      id: "exposure/lock-gone",
      risk: "exposure",
      types: [LOCK],
      actions: ["delete"],
      reason: "Nothing refuses the deletion of what it locked any more.",
      source: "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
    },
    {
      id: "downtime/managed-identity-gone",
      risk: "downtime",
      types: [IDENTITY, CREDENTIAL],
      actions: ["delete", "replace"],
      reason:
        "What acts as the identity is refused, at the latest when its token expires; another one has none of its roles.",
    },
    {
      id: "downtime/role-gone",
      risk: "downtime",
      types: [ROLE],
      actions: ["delete", "replace"],
      reason: "Who had the role is refused within minutes; a new one takes minutes to count.",
      source: "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
    },
  ],
};
