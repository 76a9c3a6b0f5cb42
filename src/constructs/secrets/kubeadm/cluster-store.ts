/** Secrets of the cluster itself, in a namespace apart, as External Secrets' provider `kubernetes` is told of them. */
import { OPERATOR_NAMESPACE } from "../cluster/store-accounts";
import type { StoreBackend } from "../cluster/store-backend";
import { secretName } from "../cluster/secret-names";
import { STORE_NAMESPACE } from "./names";
import { StoreRights } from "./store-rights";

/**
 * Read from providers/v1/kubernetes, 2.9.0:
 *
 * - whoever may use a store names any Secret of the namespace. So each store has a service account, which may read its own Secrets by their
 *   names and nothing else (`StoreRights`).
 * - a secret's properties are keys of its Secret: there is no text that would be taken apart. A whole Secret is written at once (`dataTo`
 *   with a `remoteKey`), so that nobody reads a new name beside an old password.
 * - a store is ready if its account may read any Secret of the namespace (`Validate`).
 */
export const clusterStore: StoreBackend = {
  kind: "kubernetes",
  provider: (_, { identity }) => ({
    kubernetes: {
      remoteNamespace: STORE_NAMESPACE,
      server: {
        url: "https://kubernetes.default.svc",
        // Kubernetes puts it into every namespace.
        caProvider: { type: "ConfigMap", name: "kube-root-ca.crt", key: "ca.crt", namespace: OPERATOR_NAMESPACE },
      },
      auth: { serviceAccount: { name: identity, namespace: OPERATOR_NAMESPACE } },
    },
  }),
  pushMetadata: (_, description, name) => ({
    annotations: { "jangada/name": name, "jangada/description": description },
  }),
  keyOf: secretName,
  form: "keys",
  access: (scope) => new StoreRights(scope),
};
