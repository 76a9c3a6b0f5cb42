/** Data sources: what is in the simulated subscription, and what is known of Azure. */
import type { DataSourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import { isObject } from "../../../rehearsal/protocol/value";
import { failure, textOf } from "../../../rehearsal/engine/attributes";
import { loadSchema } from "../../../schemas/load";
import { AZURE_REGIONS } from "../../../targets/aks/regions";
import { defaultVersion, knownVersions, patchOf } from "../containers/versions";
import { BUILT_IN_ROLES } from "../identity/roles";
import { armType, lastPart, sameId, templateId } from "../shared/arm-ids";
import { callerOf, normalRegion, subscriptionOf, tenantOf } from "../shared/location";
import { live } from "../shared/lookups";

type Read = ReturnType<DataSourceBehaviour["read"]>;

/** What is configured, with what was found in its place where nothing is. */
function filled(config: ValueObject, found: { readonly [name: string]: Value }): Read {
  return {
    state: objectOf(
      Object.entries(config).map(([name, given]) => {
        const isGiven = given !== null && !(Array.isArray(given) && given.length === 0);
        return [name, isGiven || !(name in found) ? given : (found[name] ?? null)] as const;
      }),
    ),
  };
}

/** By the same arguments as the resource of its name. */
const ofResource = (type: string): DataSourceBehaviour => ({
  read: (context, config) => {
    const wanted = { ...context, type };
    const found = live(context.world, type).find(({ id, attributes }) =>
      type.startsWith("azurerm_key_vault_")
        ? attributes.name === config.name && sameId(textOf(attributes.key_vault_id), textOf(config.key_vault_id))
        : sameId(id, templateId(wanted, type, objectOf([...Object.entries(attributes), ...given(config)]))),
    );
    if (!found) {
      const name = textOf(config.name) ?? "";
      return { diagnostics: [failure(`${type} (${name}) was not found`, notFoundDetail(config))] };
    }
    return filled(config, conform(type, config, { ...found.attributes, id: found.id }));
  },
});

const given = (config: ValueObject): readonly (readonly [string, Value])[] =>
  Object.entries(config).filter(([, held]) => typeof held === "string");

const notFoundDetail = ({ resource_group_name }: ValueObject): string =>
  resource_group_name === undefined
    ? "It is not in the simulated subscription."
    : `The simulated subscription has none of that name in the resource group ${textOf(resource_group_name)}.`;

/** Only what has the form that the data source gives it: blocks of resources are attributes of data sources, with fewer fields. */
function conform(
  type: string,
  config: ValueObject,
  held: { readonly [name: string]: Value },
): { [name: string]: Value } {
  const schema = loadSchema("azurerm").dataSources[type];
  return Object.fromEntries(
    Object.keys(config).map((name) => {
      const attribute = schema?.attributes[name];
      if (attribute) return [name, shaped(attribute.type, held[name] ?? null)];
      return [name, schema?.blocks[name]?.nesting === "single" ? null : []];
    }),
  );
}

/** The value as the type says, as far as it is so; what is not is not told. */
function shaped(type: unknown, value: Value): Value {
  if (typeof type === "string") return value !== null && typeof value === "object" ? null : value;
  const [kind, inner] = Array.isArray(type) ? (type as readonly unknown[]) : [];
  if (kind === "object" && isObject(inner as Value)) {
    const fields = inner as { readonly [name: string]: unknown };
    return isObject(value)
      ? objectOf(Object.entries(fields).map(([name, field]) => [name, shaped(field, value[name] ?? null)] as const))
      : null;
  }
  if (kind === "map") return isObject(value) ? value : null;
  return Array.isArray(value) ? value.map((one) => shaped(inner, one)) : [];
}

const clientConfig: DataSourceBehaviour = {
  read: (context, config) => {
    const { clientId, objectId } = callerOf(context.session, context.digest);
    const [subscription, tenant] = [subscriptionOf(context.session) ?? "", tenantOf(context.session)];
    const id = Buffer.from(
      `clientConfigs/clientId=${clientId};objectId=${objectId};subscriptionId=${subscription};tenantId=${tenant}`,
    ).toString("base64");
    return filled(config, {
      id,
      client_id: clientId,
      object_id: objectId,
      subscription_id: subscription,
      tenant_id: tenant,
    });
  },
};

const subscription: DataSourceBehaviour = {
  read: (context, config) => {
    const id = textOf(config.subscription_id) ?? subscriptionOf(context.session) ?? "";
    return filled(config, {
      id: `/subscriptions/${id}`,
      subscription_id: id,
      display_name: "rehearsal",
      state: "Enabled",
      tenant_id: tenantOf(context.session),
      location_placement_id: "Public_2014-09-01",
      quota_id: "PayAsYouGo_2014-09-01",
      spending_limit: "Off",
      tags: objectOf(),
    });
  },
};

const serviceVersions: DataSourceBehaviour = {
  read: (context, config) => {
    const prefix = textOf(config.version_prefix) ?? "";
    const versions = knownVersions()
      .map(patchOf)
      .filter((version) => version.startsWith(prefix));
    if (versions.length === 0) return { diagnostics: [failure(`no version of AKS begins with "${prefix}"`)] };
    return filled(config, {
      id: `/subscriptions/${subscriptionOf(context.session)}/providers/Microsoft.ContainerService/locations/${normalRegion(config.location)}`,
      versions,
      latest_version: versions.at(-1) ?? "",
      default_version: patchOf(defaultVersion()),
    });
  },
};

const location: DataSourceBehaviour = {
  read: (context, config) => {
    const region = normalRegion(config.location);
    const zones = AZURE_REGIONS[region];
    if (zones === undefined) return { diagnostics: [failure(`the location "${region}" was not found`)] };
    return filled(config, {
      id: `/subscriptions/${subscriptionOf(context.session)}/locations/${region}`,
      display_name: region,
      zone_mappings: Array.from({ length: zones }, (_, index) =>
        objectOf([
          ["logical_zone", String(index + 1)],
          ["physical_zone", `${region}-az${index + 1}`],
        ]),
      ),
    });
  },
};

const roleDefinition: DataSourceBehaviour = {
  read: (context, config) => {
    const [name, guid] = [textOf(config.name), textOf(config.role_definition_id)];
    const own = live(context.world, "azurerm_role_definition").find(
      ({ attributes }) => attributes.name === name || attributes.role_definition_id === guid,
    )?.attributes;
    const builtIn = Object.entries(BUILT_IN_ROLES).find(([role, id]) => role === name || id === guid);
    const [foundName, foundId] = own ? [textOf(own.name), textOf(own.role_definition_id)] : (builtIn ?? []);
    if (foundName === undefined || foundId === undefined) {
      return { diagnostics: [failure(`loading Role Definition List: could not find role '${name ?? guid}'`)] };
    }
    return filled(config, {
      id: `${textOf(config.scope) ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${foundId}`,
      name: foundName,
      role_definition_id: foundId,
      type: own ? "CustomRole" : "BuiltInRole",
      description: "",
      assignable_scopes: own?.assignable_scopes ?? ["/"],
      permissions: [],
    });
  },
};

const resources: DataSourceBehaviour = {
  read: (context, config) => {
    const tags = Object.entries(isObject(config.required_tags) ? config.required_tags : {});
    const found = context.world
      .list()
      .filter(({ realm, id }) => realm === context.realm && id.includes("/providers/"))
      .filter(
        ({ type }) =>
          live(context.world, type).length > 0 && "tags" in (loadSchema("azurerm").resources[type]?.attributes ?? {}),
      )
      .map(({ id, attributes }) => ({
        id,
        name: textOf(attributes.name) ?? lastPart(id),
        type: armType(id),
        group: /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? "",
        location: attributes.location ?? null,
        tags: isObject(attributes.tags) ? attributes.tags : objectOf(),
      }))
      .filter(
        (one) =>
          matches(config.name, one.name) &&
          matches(config.type, one.type) &&
          matches(config.resource_group_name, one.group) &&
          tags.every(([key, value]) => one.tags[key] === value),
      );
    return filled(config, {
      id: `resource-${context.digest("resources", JSON.stringify(config)).slice(0, 16)}`,
      resources: found.map((one) =>
        objectOf([
          ["id", one.id],
          ["name", one.name],
          ["type", one.type],
          ["location", one.location],
          ["resource_group_name", one.group],
          ["tags", one.tags],
        ]),
      ),
    });
  },
};

const matches = (asked: Value | undefined, held: string): boolean =>
  typeof asked !== "string" || asked.toLowerCase() === held.toLowerCase();

const OWN: { readonly [type: string]: DataSourceBehaviour } = {
  azurerm_client_config: clientConfig,
  azurerm_subscription: subscription,
  azurerm_kubernetes_service_versions: serviceVersions,
  azurerm_location: location,
  azurerm_role_definition: roleDefinition,
  azurerm_resources: resources,
};

const made = new Map<string, DataSourceBehaviour>();

/** Each that the schema has: by a reader of its own, or by the resource of its name. */
export function dataSourceOf(type: string): DataSourceBehaviour | undefined {
  if (Object.hasOwn(OWN, type)) return OWN[type];
  const { dataSources, resources: types } = loadSchema("azurerm");
  if (!Object.hasOwn(dataSources, type) || !Object.hasOwn(types, type)) return undefined;
  const before = made.get(type) ?? ofResource(type);
  made.set(type, before);
  return before;
}
