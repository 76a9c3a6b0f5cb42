/** Keeps a secret in the store equal to what a Secret of the cluster holds. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { allAtOnce, deletionPolicy, pushMetadata } from "./custom-resources";
import type { StoreSettings } from "./store-backend";
import type { PublishSecretProps } from "../contract";

/** The only key of the pushed object: its value becomes the whole of the secret in the store. */
const VALUE = "value";

/** A secret as a store names it. */
export interface PublishedTo {
  readonly kind: string;
  readonly name: string;
  readonly key: string;
}

/**
 * All keys in one value: whoever reads it never finds one of them new and another old. It replaces what is there, which only
 * a Secret may do, that says the same at every reading; of a generator, every reconciliation would push another password.
 */
export function publishedSecret(
  settings: StoreSettings,
  store: PublishedTo,
  name: string,
  props: PublishSecretProps,
): KubernetesObject {
  const fields = [...props.keys].sort().map((key) => `${JSON.stringify(key)}:{{ ${valueOf(key)} | toJson }}`);
  return {
    apiVersion: "external-secrets.io/v1alpha1",
    kind: "PushSecret",
    metadata: { name, namespace: props.namespace },
    spec: {
      refreshInterval: "1h",
      updatePolicy: "Replace",
      deletionPolicy: deletionPolicy(settings, props),
      secretStoreRefs: [{ kind: store.kind, name: store.name }],
      selector: { secret: { name: props.secretName } },
      ...(settings.backend.form === "keys"
        ? { dataTo: allAtOnce(store, props.keys, pushMetadata(settings, name, props.remoteName)) }
        : {
            template: { engineVersion: "v2", data: { [VALUE]: `{${fields.join(",")}}` } },
            data: [
              {
                match: { secretKey: VALUE, remoteRef: { remoteKey: store.key } },
                ...pushMetadata(settings, name, props.remoteName),
              },
            ],
          }),
    },
  };
}

/** A key may have a dot, such as `ca.crt`. */
const valueOf = (key: string): string => (/^\w+$/.test(key) ? `.${key}` : `(index . ${JSON.stringify(key)})`);
