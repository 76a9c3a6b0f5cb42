/**
 * A server that is made from another one's backups. Where it came from is an argument of its creation alone: on one that exists, a
 * change of it would be a replacement, by an older state of the data. So it is ignored there (`restore` may be taken out, or stay),
 * and what would be meant by a change is refused by a condition, in every plan; as what else is decided when a server is made.
 */
import type { PostgresqlFlexibleServerConfig } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { Fn, type TerraformResourceLifecycle, TerraformSelf } from "cdktf";
import { pointOf, utcOf } from "../restore";
import type { PostgresDbSettings } from "../props";
import { IGNORED, SERVER_ID, serverId } from "./server-facts";

type Condition = NonNullable<TerraformResourceLifecycle["postcondition"]>[number];

const PAGE = "docs/restore.md";

const MODES = { "point-in-time": "PointInTimeRestore", geo: "GeoRestore", dropped: "ReviveDropped" } as const;

export interface RestoredProps {
  /** The section's fields, checked and with their defaults. */
  readonly settings: PostgresDbSettings;
  /** The resource group of the server, and of what it is restored from where that is named by its name alone. */
  readonly resourceGroupName: string;
  /** What Azure calls the source, where this stack makes it. @default what the file says */
  readonly sourceName: string | undefined;
}

function sourceId({ settings, resourceGroupName, sourceName }: RestoredProps): string {
  const from = settings.restore?.from ?? "";
  return SERVER_ID.test(from) ? from : serverId(settings.account, resourceGroupName, sourceName ?? from);
}

/** The source, and the time in UTC. Azure takes no "latest", but any time up to now: then it is as late as there are backups. */
export function restoreArguments(props: RestoredProps): Partial<PostgresqlFlexibleServerConfig> {
  const { restore, azure } = props.settings;
  if (restore === undefined) return {};
  return {
    createMode: MODES[azure.restoreMode],
    sourceServerId: sourceId(props),
    pointInTimeRestoreTimeInUtc: restore.at === undefined ? "${timestamp()}" : utcOf(restore.at),
  };
}

export interface LifecycleProps extends RestoredProps {
  /** Ids of the keys, without versions. */
  readonly keyId: string;
  /** Whether the major version may be what the file says. */
  readonly mayBecome: string;
}

/** What Terraform is not to change of a server, and what must hold of it. */
export function serverLifecycle(props: LifecycleProps): TerraformResourceLifecycle {
  const { settings, mayBecome } = props;
  const { name, version, allowMajorUpgrade } = settings;
  return {
    ignoreChanges: [...IGNORED],
    precondition: [
      {
        condition: mayBecome,
        errorMessage:
          `The server '${name}' has another major version than ${version}. ` +
          (allowMajorUpgrade
            ? "A server never goes back to an older one: restore into a second server instead."
            : "If it is to be raised, write `allowMajorUpgrade: true` for that one deployment; no server ever goes back."),
      },
    ],
    postcondition: [...isMadeFrom(props), hasKey(props), hasGeoBackup(settings)],
    // Refused by the plan already, before anything else of the stack is gone; and a replacement is refused with it.
    ...(settings.protected ? { preventDestroy: true } : {}),
  };
}

/** Of a new one it holds; of one that exists, if it was made from just that. */
function isMadeFrom(props: RestoredProps): readonly Condition[] {
  const { name, restore, azure } = props.settings;
  if (restore === undefined) return [];
  const { from, at } = restore;
  // The name is one in the world: the resource group, which only Terraform may know, need not be compared.
  const source = SERVER_ID.test(from) ? from : `/flexibleServers/${props.sourceName ?? from}`;
  const conditions = [
    `self.create_mode == "${MODES[azure.restoreMode]}"`,
    `endswith(lower(self.source_server_id), "${source.toLowerCase()}")`,
    ...(at === undefined ? [] : [`self.point_in_time_restore_time_in_utc == "${utcOf(at)}"`]),
  ];
  return [
    {
      condition: `\${${conditions.map((one) => `try(${one}, false)`).join(" && ")}}`,
      errorMessage:
        `The server '${name}' exists already, and was not made from ${pointOf(restore)}: a server is restored when it is made, and never in ` +
        `its place. Nothing was changed. Take that out of the file, and add a second server that is restored: see ${PAGE}.`,
    },
  ];
}

/** With a version or without: the key is what counts. */
function hasKey({ settings: { name }, keyId }: LifecycleProps): Condition {
  return {
    condition: Fn.startswith(
      Fn.lookup(Fn.element(TerraformSelf.getAny("customer_managed_key"), 0), "key_vault_key_id", ""),
      keyId,
    ),
    errorMessage:
      `The server '${name}' is encrypted with another key than the file says, and no server changes its key here: that would replace it. ` +
      `Write whose key it is, \`keyOf\` or \`azure.encryptionKey\` (\`az postgres flexible-server show --query dataEncryption.primaryKeyURI\`): see ${PAGE}.`,
  };
}

function hasGeoBackup({ name, azure }: PostgresDbSettings): Condition {
  return {
    condition: `\${self.geo_redundant_backup_enabled == ${azure.geoBackup}}`,
    errorMessage:
      `Whether backups are kept in the paired region is decided when a server is made, and '${name}' was made otherwise: a change would replace it. ` +
      `Write \`azure: { geoBackup: ${!azure.geoBackup} }\`; or restore into a second server that has it: see ${PAGE}.`,
  };
}
