/** PostgreSQL on Azure Database for PostgreSQL, Flexible Server. */
import { ManagementLock } from "@cdktf/provider-azurerm/lib/management-lock";
import type { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import { Construct, type IConstruct } from "constructs";
import { z } from "zod";
import { preferTargetProblems } from "../../../model/target-parts";
import type { Implementation } from "../../../model/contract";
import { aksFacts } from "../../../targets/aks/facts";
import { SUBSCRIPTION } from "../../../targets/aks/forms";
import { resourceGroupOf } from "../../kit/azure/network-place";
import { postgresServerName } from "../../kit/azure/world-names";
import type { ServiceEndpoint } from "../../kit/azure/private-endpoint";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { validateProps } from "../../kit/cdktf/props";
import { TerraformData } from "../../kit/cdktf/terraform-data";
import type { INetwork } from "../../network/contract";
import { AdoptedPostgres, type IdentityServerDetails } from "../adopted-postgres";
import { checkServer } from "../check";
import type { IPostgresDb, POSTGRES_DB, PostgresAdmin, PostgresDbAttributes } from "../contract";
import { type PostgresDbProps, postgresDbSchema, type PostgresDbSettings } from "../props";
import { Administrator } from "./administrator";
import { AllowedRanges } from "./allowed-ranges";
import { checkFlexibleServer } from "./check-server";
import { FlexibleReplica } from "./flexible-replica";
import { nobodysPassword } from "./nobodys-password";
import { restoreArguments, serverLifecycle } from "./restore-arguments";
import { grows, replicaName, skuOf, storageMb } from "./server-facts";
import { ServerKeys } from "./server-key";
import { ServerLogs } from "./server-logs";
import { ServerNow } from "./server-now";
import { ServerParameters } from "./server-parameters";
import { serverEndpoint, serverNetwork } from "./server-place";
import { maintenanceOf } from "./maintenance";

/** PostgreSQL's own (IANA). */
const PORT = 5432;

const flexibleProps = postgresDbSchema.extend({
  account: z.string().regex(SUBSCRIPTION.pattern, SUBSCRIPTION.error),
});

/** The login that Azure asks for where passwords are allowed; its password is nobody's. Not `postgres`, which attackers try first. */
export const FLEXIBLE_LOGIN = "platform_admin";

/**
 * A server in the network alone, under a key of its own, with a standby in a second zone, TLS required, its log kept, and backups for
 * `backupDays` days. Administrators are Entra ID's: an identity that pods of the cluster take; services log in with passwords, by TLS and SCRAM,
 * or with `azure.entraOnly` by tokens of Entra ID: then there is no password at all, nor an administrator's login that would have one.
 * One that is `protected` is neither destroyed by Terraform nor deleted by anybody else.
 * @security CKV2_AZURE_26 AVM_SEC_2_26 not public, and no rule of a firewall that lets in everybody
 * @security CKV2_AZURE_57 a private endpoint, with `azure.privateEndpoint`; a server in a subnet of its own cannot have one
 * @security CKV_AZURE_136 backups in the paired region, with `azure.geoBackup`
 */
export class FlexiblePostgres extends Construct implements IPostgresDb {
  public readonly server: PostgresqlFlexibleServer;
  public readonly keys: ServerKeys;
  public readonly logs: ServerLogs;
  public readonly diagnostics: MonitorDiagnosticSetting;
  public readonly parameters: ServerParameters;
  public readonly administrator: Administrator;
  public readonly administration: PostgresqlFlexibleServerActiveDirectoryAdministrator;
  /** Undefined of a server in a subnet of its own. */
  public readonly endpoint: ServiceEndpoint | undefined;
  /** By their ordinals, from 1. */
  public readonly replicas: readonly FlexibleReplica[];
  /** Another one when the server has been made anew. */
  public readonly life: TerraformData;
  /** Undefined of a server that is not protected. */
  public readonly lock: ManagementLock | undefined;
  /** A literal, so that names can derive from it. */
  public readonly serverName: string;
  /** What Azure calls it: its name is one in the world. A literal. */
  public readonly cloudName: string;
  /** Whether tokens of Entra ID alone let in. A literal. */
  public readonly entraOnly: boolean;
  public readonly port = PORT;
  public readonly majorVersion: string;

  /**
   * @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, NETWORK_INCOMPLETE, DATABASE_OPEN, DATABASE_STORAGE, DATABASE_TLS_REQUIRED,
   * DATABASE_WINDOW, DATABASE_REPLICAS, DATABASE_SKU, DATABASE_ZONES, DATABASE_GEO_BACKUP, DATABASE_NETWORK, DATABASE_RESTORE_SOURCE.
   */
  constructor(scope: Construct, id: string, props: PostgresDbProps) {
    super(scope, id);
    const { network, keyOf, source, deployFrom = [], ...rest } = props;
    const settings = validateProps(this, flexibleProps, rest, (server) =>
      preferTargetProblems(checkServer(server), checkFlexibleServer(server, server.region)),
    );
    const { name, region: location } = settings;
    const resourceGroupName = resourceGroupOf(network);
    this.serverName = name;
    this.cloudName = postgresServerName(settings.account, name);
    this.majorVersion = settings.version;
    this.entraOnly = settings.azure.entraOnly;
    this.administrator = Administrator.of(this, { resourceGroupName, location });
    const tenant = this.administrator.tenantId;
    this.keys = new ServerKeys(this, { settings, owner: keyOf, network, resourceGroupName, tenant, deployFrom });
    this.logs = new ServerLogs(this, "log-workspace", { name: this.cloudName, resourceGroupName, location });
    this.server = this.makeServer(settings, network, source);
    this.node.defaultChild = this.server;
    this.diagnostics = this.logs.receive(this, this.server.id);
    this.endpoint = serverEndpoint(this, this.server, this.cloudName, { settings, network });
    new AllowedRanges(this, "allowed", { settings, network });
    this.parameters = new ServerParameters(this, "parameters", { serverId: this.server.id, settings });
    this.administration = this.administrate();
    this.replicas = this.makeReplicas(settings, network);
    this.life = new TerraformData(this, "life", { triggersReplace: this.server.id });
    this.lock = settings.protected ? this.makeLock() : undefined;
  }

  public get host(): string {
    return this.server.fqdn;
  }
  public get readerHost(): string {
    return this.replicas.length > 0 ? this.replicas.map(({ server }) => server.fqdn).join(",") : this.host;
  }
  public get admin(): PostgresAdmin {
    return { kind: "workload-identity", username: this.details.username };
  }
  public get attributes(): PostgresDbAttributes {
    const { serverName, host, port, readerHost, majorVersion } = this;
    return { serverName, host, port, readerHost, majorVersion, details: this.details };
  }

  private get details(): IdentityServerDetails {
    const { identity, tenantId } = this.administrator;
    return {
      username: identity.name,
      identityId: identity.id,
      clientId: identity.clientId,
      tenant: tenantId,
      life: this.life.id,
      ...(this.entraOnly ? { passwordless: "true" } : {}),
    };
  }

  /** What a server and its replicas have in common. */
  private sharedConfig(settings: PostgresDbSettings, network: INetwork) {
    const { azure, maintenanceWindow } = settings;
    return {
      location: settings.region,
      resourceGroupName: resourceGroupOf(network),
      skuName: skuOf(settings),
      autoGrowEnabled: grows(settings),
      ...serverNetwork(settings, network),
      authentication: {
        activeDirectoryAuthEnabled: true,
        passwordAuthEnabled: !azure.entraOnly,
        tenantId: this.administrator.tenantId,
      },
      identity: { type: "UserAssigned", identityIds: this.keys.identityIds },
      customerManagedKey: this.keys.encryption,
      ...(maintenanceWindow === undefined ? {} : { maintenanceWindow: maintenanceOf(maintenanceWindow) }),
      ...(azure.storageTier === undefined ? {} : { storageTier: azure.storageTier }),
    };
  }

  private makeServer(
    settings: PostgresDbSettings,
    network: INetwork,
    source: IConstruct | undefined,
  ): PostgresqlFlexibleServer {
    const { version, allowMajorUpgrade, restore } = settings;
    const { cloudName: name, keys } = this;
    const resourceGroupName = resourceGroupOf(network);
    const sourceName = source && restore ? postgresServerName(settings.account, restore.from) : undefined;
    const now = new ServerNow(this, "now", name);
    const server = new PostgresqlFlexibleServer(this, "Resource", {
      ...this.sharedConfig(settings, network),
      name,
      version,
      backupRetentionDays: settings.backupDays,
      geoRedundantBackupEnabled: settings.azure.geoBackup,
      ...(settings.highAvailability ? { highAvailability: { mode: "ZoneRedundant" } } : {}),
      // Where no password lets in, a login that has one is refused.
      ...(settings.azure.entraOnly ? {} : this.passwordLogin(now)),
      ...restoreArguments({ settings, resourceGroupName, sourceName }),
      lifecycle: serverLifecycle({
        settings,
        resourceGroupName,
        sourceName,
        keyId: keys.main.keyId,
        mayBecome: now.mayBecome(version, allowMajorUpgrade),
      }),
      dependsOn: [
        ...keys.ready,
        // The subnet's rules and its delegation, and the link of the zone: a server is refused before them.
        ...terraformDependables([network]),
        ...(source ? terraformDependables([source]) : []),
      ],
    });
    server.addOverride("storage_mb", now.storageMb(storageMb(settings.storage)));
    return server;
  }

  private passwordLogin(now: ServerNow) {
    return {
      administratorLogin: now.login(FLEXIBLE_LOGIN),
      administratorPasswordWo: nobodysPassword(this, this.cloudName),
      administratorPasswordWoVersion: 1,
    };
  }

  private administrate(): PostgresqlFlexibleServerActiveDirectoryAdministrator {
    const { identity, tenantId } = this.administrator;
    return new PostgresqlFlexibleServerActiveDirectoryAdministrator(this, "administration", {
      serverName: this.server.name,
      resourceGroupName: this.server.resourceGroupName,
      tenantId,
      objectId: identity.principalId,
      principalName: identity.name,
      principalType: "ServicePrincipal",
      // A server takes one change at a time.
      dependsOn: this.parameters.ready,
    });
  }

  /** Counted from 1, so that fewer take away the last ones; over the region's zones in turn. */
  private makeReplicas(settings: PostgresDbSettings, network: INetwork): readonly FlexibleReplica[] {
    const replicas = new Construct(this, "replicas");
    const zones = aksFacts.region.known[settings.region] ?? [];
    return Array.from(
      { length: settings.readReplicas },
      (_, index) =>
        new FlexibleReplica(replicas, String(index + 1), {
          name: postgresServerName(settings.account, replicaName(settings.name, index + 1)),
          zone: zones[index % zones.length],
          source: this.server,
          settings,
          shared: this.sharedConfig(settings, network),
          logs: this.logs,
          after: [this.administration],
        }),
    );
  }

  /** Made last and taken away first: it counts for what belongs to the server, too. */
  private makeLock(): ManagementLock {
    return new ManagementLock(this, "lock", {
      name: "database",
      scope: this.server.id,
      lockLevel: "CanNotDelete",
      notes: `The databases of ${this.serverName}. Its environment file says 'protected'.`,
      dependsOn: [this.administration, this.diagnostics, ...(this.endpoint ? [this.endpoint.endpoint] : [])],
    });
  }
}

export const flexiblePostgresImplementation: Implementation<PostgresDbProps, IPostgresDb, typeof POSTGRES_DB.shape> = {
  create: (scope, id, props) => new FlexiblePostgres(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedPostgres(scope, id, attributes),
};
