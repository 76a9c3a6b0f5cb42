/** The simulated Azure: what it knows beyond the provider's schema. */
import type { Diagnostic, Session } from "../../rehearsal/protocol/handlers";
import type { ProviderBehaviour, ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { failure } from "../../rehearsal/engine/attributes";
import { aksClusterType } from "./containers/kubernetes-api";
import { containerTypes } from "./containers/simulated";
import { dataSourceOf } from "./data";
import { azurermFormats } from "./formats";
import { azurermHandMade } from "./hand-made";
import { identityTypes } from "./identity/simulated";
import { vaultTypes } from "./keyvault/simulated";
import { monitorTypes } from "./monitor/simulated";
import { networkTypes } from "./network/simulated";
import { postgresTypes } from "./postgres/simulated";
import { redisTypes } from "./redis/simulated";
import { azureResource } from "./shared/behaviour";
import { addExistingAzure } from "./shared/existing";
import { subscriptionOf } from "./shared/location";
import { RESOURCE_IDS } from "./shared/resource-ids";
import { azurermTexts } from "./shared/texts";
import { storageTypes } from "./storage/simulated";

const types: { readonly [type: string]: ResourceBehaviour } = {
  ...identityTypes,
  ...networkTypes,
  ...containerTypes,
  ...vaultTypes,
  ...postgresTypes,
  ...redisTypes,
  ...storageTypes,
  ...monitorTypes,
};

const behaviours = new Map<string, ResourceBehaviour>();

export const azurermBehaviour: ProviderBehaviour = {
  name: "azurerm",
  formats: azurermFormats,
  texts: azurermTexts,
  clusterTypes: [aksClusterType],
  handMade: azurermHandMade,
  configure,
  realm: (session) => `azurerm:${subscriptionOf(session) ?? ""}`,
  dataSource: dataSourceOf,
  addExisting: (world, things) => addExistingAzure(azurermBehaviour, world, things),
  resource(type) {
    if (!Object.hasOwn(RESOURCE_IDS, type)) return undefined;
    const behaviour = behaviours.get(type) ?? azureResource(type, Object.hasOwn(types, type) ? types[type] : {});
    behaviours.set(type, behaviour);
    return behaviour;
  },
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The fourth major version of the provider asks for the subscription. */
function configure(session: Session): readonly Diagnostic[] {
  const subscription = subscriptionOf(session);
  if (subscription === undefined) {
    return [
      failure(
        "`subscription_id` is a required provider property when performing a plan/apply operation",
        undefined,
        "subscription_id",
      ),
    ];
  }
  return UUID.test(subscription)
    ? []
    : [
        failure(
          `The provided subscription ID "${subscription}" is not known by Azure: it is no UUID.`,
          undefined,
          "subscription_id",
        ),
      ];
}
