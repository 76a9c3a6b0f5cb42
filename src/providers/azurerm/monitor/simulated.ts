/** Log Analytics, metrics and what sends to them. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { uuid } from "../../shared/uuid";
import { sameId } from "../shared/arm-ids";
import { live } from "../shared/lookups";
import { actualProblems, apiError, doing } from "../shared/refusal";

const logWorkspace: ResourceBehaviour = {
  computed: (context, { id, retention_in_days, local_authentication_disabled, local_authentication_enabled }) => ({
    workspace_id: uuid(context.digest("workspace", String(id))),
    sku: "PerGB2018",
    retention_in_days: typeof retention_in_days === "number" ? retention_in_days : 30,
    local_authentication_enabled: local_authentication_disabled !== true,
    local_authentication_disabled: local_authentication_enabled === false,
  }),
};

const DESTINATIONS = [
  "log_analytics_workspace_id",
  "storage_account_id",
  "eventhub_authorization_rule_id",
  "partner_solution_id",
];

const diagnosticSetting: ResourceBehaviour = {
  computed: () => ({ log_analytics_destination_type: null, metric: [], enabled_metric: [] }),
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    const sends = DESTINATIONS.filter((name) => textOf(state[name]));
    const categories = objectsOf(state.enabled_log).map(
      ({ category, category_group }) => textOf(category) ?? textOf(category_group),
    );
    const other = live(context.world, context.type).find(
      ({ id, attributes }) =>
        id !== state.id &&
        sameId(textOf(attributes.target_resource_id), textOf(state.target_resource_id)) &&
        sends.some((name) => sameId(textOf(attributes[name]), textOf(state[name]))) &&
        objectsOf(attributes.enabled_log).some(({ category, category_group }) =>
          categories.includes(textOf(category) ?? textOf(category_group)),
        ),
    );
    return actualProblems(
      sends.length === 0 &&
        apiError(at, 400, "BadRequest", "A diagnostic setting needs a destination: a workspace, an account or a hub."),
      other &&
        apiError(
          at,
          409,
          "Conflict",
          `Data sink is already used in diagnostic setting '${textOf(other.attributes.name)}' for the same category. Data sinks can't be reused in different settings on the same category for the same resource.`,
        ),
    );
  },
};

export const monitorTypes: { readonly [type: string]: ResourceBehaviour } = {
  azurerm_log_analytics_workspace: logWorkspace,
  azurerm_monitor_diagnostic_setting: diagnosticSetting,
};
