/** What a workload may do, from the words that every target understands to roles of Azure. */
import { Fn, Token } from "cdktf";
import { JangadaError } from "../../../errors";
import type { Permission } from "../../../model/identity";

/** A role on something, for an identity. */
export interface RoleGrant {
  /** What it is called within the identity: from names, never a position. */
  readonly id: string;
  readonly role: string;
  /** ARM id. */
  readonly scope: string;
  /** What the role is narrowed to, in the language of conditions. @default the whole scope */
  readonly condition?: string;
}

/**
 * The grants that give exactly these permissions. Of keys none is needed: storage accounts and vaults use them by their own identity.
 * @throws JangadaError TARGET_CANNOT for secrets by a prefix: no role ends at one
 */
export function grantsFor(permissions: readonly Permission[], place: string): readonly RoleGrant[] {
  const grants = permissions.flatMap((permission) => {
    if (permission.kind === "dns-records") return dnsRecords(permission);
    if (permission.kind === "secrets") return secrets(permission, place);
    return objects(permission);
  });
  return distinct(grants);
}

type DnsRecords = Extract<Permission, { kind: "dns-records" }>;
type Secrets = Extract<Permission, { kind: "secrets" }>;
type Objects = Extract<Permission, { kind: "objects" }>;

/**
 * external-dns and cert-manager write into the zones; external-dns first lists the zones of their resource group
 * (kubernetes-sigs.github.io/external-dns, Azure, "Assign the rights for the managed identity").
 */
function dnsRecords({ zoneIds }: DnsRecords): readonly RoleGrant[] {
  return zoneIds.flatMap((zoneId) => [
    { id: `dns-${lastOf(zoneId)}`, role: "DNS Zone Contributor", scope: zoneId },
    { id: `dns-group-${groupNameOf(zoneId)}`, role: "Reader", scope: groupOf(zoneId) },
  ]);
}

/** @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide, roles on single secrets */
function secrets({ prefix, access, ids = [] }: Secrets, place: string): readonly RoleGrant[] {
  if (prefix !== undefined) {
    throw new JangadaError({
      code: "TARGET_CANNOT",
      message: `Roles of Key Vault do not end at a prefix: secrets that begin with '${prefix}' cannot be let in alone.`,
      place: { construct: place },
      remedy: "Name the secrets by their ids.",
    });
  }
  const role = access === "write" ? "Key Vault Secrets Officer" : "Key Vault Secrets User";
  return ids.map((scope) => ({ id: `secret-${lastOf(scope)}`, role, scope }));
}

const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

function objects({ access, storeId, prefix }: Objects): readonly RoleGrant[] {
  return [
    {
      id: `objects-${[lastOf(storeId), ...(prefix === undefined ? [] : [idText(prefix)])].join("-")}`,
      role: access === "read" ? "Storage Blob Data Reader" : "Storage Blob Data Contributor",
      scope: storeId,
      ...(prefix === undefined ? {} : { condition: withinPrefix(prefix) }),
    },
  ];
}

/**
 * Everything that is done to a blob is done below the prefix, and what is listed is listed below it
 * (learn.microsoft.com/azure/storage/blobs/storage-auth-abac-examples, "Read or list blobs in named containers with a path").
 */
function withinPrefix(prefix: string): string {
  const text = prefix.replaceAll("'", "''");
  const listing = `(ActionMatches{'${BLOBS}/read'} AND SubOperationMatches{'Blob.List'})`;
  const others = ["read", "write", "add/action", "delete", "move/action"].map((action) =>
    action === "read"
      ? `(ActionMatches{'${BLOBS}/read'} AND NOT SubOperationMatches{'Blob.List'})`
      : `ActionMatches{'${BLOBS}/${action}'}`,
  );
  return [
    `((!(${others.join(" OR ")})) OR (@Resource[${BLOBS}:path] StringStartsWith '${text}'))`,
    `((!${listing}) OR (@Request[${BLOBS}:prefix] StringStartsWith '${text}'))`,
  ].join(" AND ");
}

/** The last part of an ARM id, as far as it is known at synth. */
function lastOf(id: string): string {
  const last = id.split("/").at(-1) ?? "";
  return Token.isUnresolved(last) ? "unnamed" : idText(last);
}

const idText = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** The resource group that something stands in. */
function groupOf(id: string): string {
  return Token.isUnresolved(id) ? Fn.join("/", Fn.slice(Fn.split("/", id), 0, 5)) : id.split("/").slice(0, 5).join("/");
}

function groupNameOf(id: string): string {
  return Token.isUnresolved(id) ? "unnamed" : idText(id.split("/")[4] ?? "");
}

/** The same once; others that would have the same name are told apart by their number. */
function distinct(grants: readonly RoleGrant[]): readonly RoleGrant[] {
  const kept = grants.filter(
    (grant, index) =>
      grants.findIndex(
        (other) => other.role === grant.role && other.scope === grant.scope && other.condition === grant.condition,
      ) === index,
  );
  return kept.map((grant, index) => {
    const before = kept.slice(0, index).filter(({ id }) => id === grant.id).length;
    return before === 0 ? grant : { ...grant, id: `${grant.id}-${before + 1}` };
  });
}
