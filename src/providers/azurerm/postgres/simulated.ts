/** Azure Database for PostgreSQL, Flexible Server. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectOf, type ValueObject } from "../../../rehearsal/protocol/value";
import { firstOf, numberOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { STORAGE_TIERS } from "../../../targets/aks/postgres-servers";
import { sameId } from "../shared/arm-ids";
import { tenantOf } from "../shared/location";
import { live, objectOfId } from "../shared/lookups";
import { actualProblems, apiError, doing } from "../shared/refusal";

import { forgetBackups, keepBackups } from "./dropped";
import {
  availabilityProblems,
  loginProblems,
  networkProblems,
  passwordsProblems,
  sizeProblems,
  sourceOf,
  sourceProblems,
  takesPasswords,
} from "./server-checks";

const DEFAULT_STORAGE_MB = 32768;

const server: ResourceBehaviour = {
  plan: (_context, planned, prior, config) => {
    // The API names no administrator of a server that takes no passwords, and azurerm reads that; its next plan knows of it.
    if (!takesPasswords(planned) && config.administrator_login === null) planned.administrator_login = "";
    // The tier follows the storage, unless it is set.
    if (prior && prior.storage_mb !== planned.storage_mb && planned.storage_tier === prior.storage_tier) {
      planned.storage_tier = tierOf(planned) ?? null;
    }
  },
  replace: (_context, planned, prior) => [
    ...(isOlderVersion(planned, prior) ? ["version"] : []),
    // Another one in place of one that it has: azurerm's CustomizeDiff.
    ...(textOf(prior.administrator_login) && textOf(planned.administrator_login) ? ["administrator_login"] : []),
  ],
  computed: (context, state) => {
    const source = sourceOf(context, state)?.attributes;
    const storage = numberOf(state.storage_mb) ?? numberOf(source?.storage_mb) ?? DEFAULT_STORAGE_MB;
    return {
      fqdn: `${textOf(state.name)}.postgres.database.azure.com`,
      administrator_login: source?.administrator_login ?? "",
      backup_retention_days: 7,
      private_dns_zone_id: source?.private_dns_zone_id ?? "",
      sku_name: source?.sku_name ?? "",
      version: source?.version ?? "",
      storage_mb: storage,
      storage_tier: STORAGE_TIERS[storage]?.[0] ?? "P4",
      authentication: [
        objectOf([
          ["active_directory_auth_enabled", false],
          ["password_auth_enabled", true],
          ["tenant_id", ""],
        ]),
      ],
    };
  },
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    return [
      ...sizeProblems(state, prior, at),
      ...availabilityProblems(state, prior, at),
      ...networkProblems(context, state, at),
      ...(prior ? passwordsProblems(state, prior, at) : loginProblems(state, at)),
      ...(prior ? [] : sourceProblems(context, state, at)),
    ];
  },
  created: forgetBackups,
  deleted: keepBackups,
};

const tierOf = (state: ValueObject): string | undefined => STORAGE_TIERS[numberOf(state.storage_mb) ?? 0]?.[0];

const isOlderVersion = (state: ValueObject, prior: ValueObject): boolean =>
  Number(textOf(state.version) ?? 0) < Number(textOf(prior.version) ?? 0);

const firewallRule: ResourceBehaviour = {
  refuse: (context, state, prior) => {
    const owner = objectOfId(context.world, textOf(state.server_id) ?? "")?.attributes;
    return actualProblems(
      textOf(owner?.delegated_subnet_id) &&
        apiError(
          doing(context, state, prior),
          400,
          "FirewallRulesNotAllowedOnPrivateServer",
          "Firewall rule operations cannot be requested for a private access enabled server.",
        ),
    );
  },
};

const administrator: ResourceBehaviour = {
  refuse: (context, state, prior) => {
    const owner = live(context.world, "azurerm_postgresql_flexible_server").find(
      ({ attributes }) => attributes.name === state.server_name,
    )?.attributes;
    const isOn = firstOf(owner?.authentication)?.active_directory_auth_enabled === true;
    const at = doing(context, state, prior);
    return actualProblems(
      owner &&
        !isOn &&
        apiError(
          at,
          400,
          "AadAuthOperationCannotBePerformedWhenServerIsNotAccessible",
          "Microsoft Entra authentication is not enabled on the server.",
        ),
      textOf(state.tenant_id) !== tenantOf(context.session) &&
        apiError(at, 400, "InvalidTenant", `The tenant ${textOf(state.tenant_id)} is not the server's.`),
    );
  },
};

/** Databases that are in every server. */
const KEPT_DATABASES = ["postgres", "azure_maintenance", "azure_sys", "template0", "template1"];

const database: ResourceBehaviour = {
  computed: () => ({ charset: "UTF8", collation: "en_US.utf8" }),
  refuse: (context, state, prior) =>
    actualProblems(
      !prior &&
        KEPT_DATABASES.includes(textOf(state.name) ?? "") &&
        apiError(
          doing(context, state, prior),
          409,
          "Conflict",
          `The database ${textOf(state.name)} exists in every server.`,
        ),
    ),
};

const virtualEndpoint: ResourceBehaviour = {
  refuse: (context, state, prior) => {
    const [source, replica] = [state.source_server_id, state.replica_server_id].map((id) =>
      objectOfId(context.world, textOf(id) ?? ""),
    );
    return actualProblems(
      replica &&
        replica !== source &&
        !sameId(textOf(replica.attributes.source_server_id), source?.id) &&
        apiError(
          doing(context, state, prior),
          400,
          "InvalidVirtualEndpoint",
          "The second server is no read replica of the first.",
        ),
    );
  },
};

const configuration: ResourceBehaviour = {
  refuse: (context, state, prior) =>
    actualProblems(
      textsOf([state.value ?? null]).some((value) => value === "") &&
        state.name !== "azure.extensions" &&
        state.name !== "shared_preload_libraries" &&
        apiError(
          doing(context, state, prior),
          400,
          "InvalidParameterValue",
          `The value of ${textOf(state.name)} is empty.`,
        ),
    ),
};

export const postgresTypes: { readonly [type: string]: ResourceBehaviour } = {
  azurerm_postgresql_flexible_server: server,
  azurerm_postgresql_flexible_server_database: database,
  azurerm_postgresql_flexible_server_configuration: configuration,
  azurerm_postgresql_flexible_server_firewall_rule: firewallRule,
  azurerm_postgresql_flexible_server_active_directory_administrator: administrator,
  azurerm_postgresql_flexible_server_virtual_endpoint: virtualEndpoint,
};
