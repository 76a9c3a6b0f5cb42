/** A store outside the cluster that the environment file names, whatever External Secrets has a provider for. */
import type { StoreBackend } from "../cluster/store-backend";
import { pathPolicies } from "./path-policy";
import type { KubeadmSecretsBlock } from "./section";

/**
 * Names are whole and as they are (`dev/databases/orders/…`), and values are texts that are JSON, which Vault's KV, Secrets Manager and
 * their kin take apart by themselves. The login is the same for all stores: how far it reaches is the store's own to say, and an
 * admission policy holds every namespace to its own paths.
 */
export function namedStore({ provider, egress }: NonNullable<KubeadmSecretsBlock["store"]>): StoreBackend {
  return {
    kind: "named",
    provider: () => provider,
    pushMetadata: () => undefined,
    keyOf: (name) => name,
    logsIn: true,
    egress: egress.map(({ cidr, port }) => ({ peers: [{ cidr }], ports: [port] })),
    objectsOf: (store) => (store.prefix === "" ? [] : pathPolicies(store)),
  };
}
