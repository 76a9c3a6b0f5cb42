/** Whose pods use a store: what its entry lists, by service account. */
import type { ObjectStorageEntry } from "../section";
import { type Grant, type StoreUser, userName } from "./endpoint/access";

/** A service account that stands there with several prefixes has one key, by which it may all of it. */
export function storeUsers({ services }: Pick<ObjectStorageEntry, "services">): readonly StoreUser[] {
  const users = new Map<string, StoreUser & { readonly grants: Grant[] }>();
  for (const { name: service, namespace = service, access, prefix } of services) {
    const user = userName({ namespace, service });
    const known = users.get(user) ?? { namespace, service, grants: [] };
    known.grants.push({ access, prefix });
    users.set(user, known);
  }
  return [...users.values()];
}
