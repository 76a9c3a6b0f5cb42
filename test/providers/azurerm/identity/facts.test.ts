import { identityFacts } from "../../../../src/providers/azurerm/identity/facts";
import { describeNoise } from "../../../helpers/noise-cases";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, remove, replace } from "../../../operations/risk/changes";

const IDENTITY = "azurerm_user_assigned_identity";
const CREDENTIAL = "azurerm_federated_identity_credential";
const ROLE = "azurerm_role_assignment";
const SUBSCRIPTION = "/subscriptions/11111111-2222-4333-a444-555555555555";
const GROUP = `${SUBSCRIPTION}/resourceGroups/dev`;

const ADMINISTRATOR = {
  scope: `${GROUP}/providers/Microsoft.ContainerService/managedClusters/dev`,
  role_definition_name: "Azure Kubernetes Service RBAC Cluster Admin",
  principal_id: "somebody",
};

describeRules(identityFacts, {
  "exposure/role-of-everything": one(
    create(ROLE, { scope: GROUP, role_definition_name: "User Access Administrator" }),
    create(ROLE, { scope: GROUP, role_definition_name: "Key Vault Secrets User" }),
  ),
  "exposure/aks-administrator": {
    yes: [create(ROLE, { ...ADMINISTRATOR })],
    no: [create(ROLE, { ...ADMINISTRATOR }), create("azurerm_kubernetes_cluster", { name: "dev" })],
  },
  "exposure/role-on-subscription": one(
    create(ROLE, { scope: SUBSCRIPTION, role_definition_name: "Reader" }),
    create(ROLE, { scope: GROUP, role_definition_name: "Reader" }),
  ),
  "exposure/identity-gains-role": one(
    create(ROLE, { scope: GROUP, role_definition_name: "AcrPull", principal_id: "known" }),
    // Known when it is made.
    create(ROLE, { scope: GROUP, role_definition_name: "AcrPull" }),
  ),
  "exposure/role-condition-gone": one(
    change(ROLE, { condition: "@Resource…" }, { condition: null }),
    change(ROLE, { condition: null }, { condition: "@Resource…" }),
  ),
  "exposure/identity-trusts-another": one(
    change(CREDENTIAL, { subject: "system:serviceaccount:a:b" }, { subject: "system:serviceaccount:a:*" }),
    change(CREDENTIAL, { subject: "s", audience: ["a"] }, { subject: "s", audience: ["b"] }),
  ),
  "exposure/lock-gone": one(remove("azurerm_management_lock"), create("azurerm_management_lock", {})),
  "downtime/managed-identity-gone": one(replace(IDENTITY), change(IDENTITY, { tags: {} }, { tags: { a: "1" } })),
  "downtime/role-gone": one(remove(ROLE), create(ROLE, { scope: GROUP })),
});

/** What a rule's judge says. */
function judged(rule: string, change: object, changes: readonly object[] = []): boolean {
  const [condition] = (identityFacts.rules ?? []).find(({ id }) => id === rule)?.when ?? [];
  const judge = condition && "judge" in condition ? condition.judge : undefined;
  return judge?.(change as never, { changes: changes as never }).holds === true;
}

test("given an identity of an earlier stack of the same change, then it is new, though its id is known by now", () => {
  const role = { stack: "dev-platform", after: { principal_id: "known" } };
  const identity = { stack: "dev-cluster", action: "create", type: IDENTITY };
  expect(judged("exposure/identity-gains-role", role, [identity])).toBe(false);
  expect(judged("exposure/identity-gains-role", role, [{ ...identity, action: "update" }])).toBe(true);
});

test.each([
  // By id, as azurerm tells it; in whatever case.
  [`${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/8E3AF657-a8ff-443c-a75c-2fe8c4bcb635`],
  [`${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/f58310d9-a9f6-439a-9e8d-f62e7b41a168`],
])("given a role by its id %s, then it is known by its name", (role_definition_id) => {
  expect(judged("exposure/role-of-everything", { after: { role_definition_id, scope: GROUP } })).toBe(true);
});

describeNoise(identityFacts, {
  "role-by-its-name": {
    type: ROLE,
    before: { role_definition_name: null },
    noise: { role_definition_name: "AcrPull" },
    drift: { role_definition_name: null, condition: "@Resource…" },
  },
});
