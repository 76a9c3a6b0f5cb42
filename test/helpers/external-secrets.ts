/**
 * What the External Secrets Operator 2.9.0 does with a ClusterSecretStore, an ExternalSecret and a PushSecret: which names it
 * asks Secrets Manager for, and whom it refuses. Read from its source:
 *
 * - `pkg/controllers/secretstore/client_manager.go`: reading, pushing and deleting all take their store from `Manager.Get`, which
 *   refuses a namespace that no condition names; a ClusterSecretStore without conditions refuses nobody.
 * - `providers/v1/aws/secretsmanager/secretsmanager.go`: `fetch`, `PushSecret`, `SecretExists` and `DeleteSecret` ask for
 *   `prefix + key`, whatever the key is. `GetAllSecrets` (`dataFrom.find`) by a path or tags asks without the prefix.
 * - `pkg/controllers/pushsecret/pushsecret_controller.go`: what was pushed is remembered as store and key, and deleted by both.
 */
export interface LooseManifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: {
    readonly conditions?: readonly { readonly namespaces?: readonly string[] }[];
    readonly provider?: { readonly aws?: { readonly prefix?: string; readonly role?: string } };
    readonly secretStoreRef?: StoreRef;
    readonly secretStoreRefs?: readonly StoreRef[];
    readonly deletionPolicy?: string;
    readonly data?: readonly DataEntry[];
    readonly dataFrom?: readonly { readonly extract?: { readonly key: string }; readonly find?: unknown }[];
  };
}

interface StoreRef {
  readonly kind: string;
  readonly name: string;
}

interface DataEntry {
  /** Of an ExternalSecret. */
  readonly remoteRef?: { readonly key: string };
  /** Of a PushSecret. */
  readonly match?: { readonly remoteRef: { readonly remoteKey: string } };
}

export interface Access {
  readonly operation: "read" | "push" | "delete";
  /** Of the custom resource. */
  readonly namespace: string;
  readonly store: string;
  /** What Secrets Manager is asked for: `SecretId`. */
  readonly secretId: string;
  /** The identity: the operator's own, or the role that the store names. */
  readonly as: string;
}

export const OPERATOR = "operator";

/** Everything that these custom resources have the operator do; throws where the operator would refuse. */
export function accessesOf(objects: readonly LooseManifest[]): readonly Access[] {
  const stores = objects.filter(({ kind }) => kind === "ClusterSecretStore");
  return objects.flatMap((object) => {
    const namespace = object.metadata.namespace ?? "";
    const { spec = {} } = object;
    if (object.kind === "ExternalSecret") {
      const keys = [
        ...(spec.data ?? []).map(({ remoteRef }) => remoteRef?.key ?? ""),
        ...(spec.dataFrom ?? []).map(({ extract, find }) => {
          if (find !== undefined) throw new Error(`${object.metadata.name}: 'find' knows no prefix`);
          return extract?.key ?? "";
        }),
      ];
      return keys.map((key) => access("read", storeOf(stores, spec.secretStoreRef, namespace), namespace, key));
    }
    if (object.kind !== "PushSecret") return [];
    return (spec.secretStoreRefs ?? []).flatMap((ref) => {
      const store = storeOf(stores, ref, namespace);
      const keys = (spec.data ?? []).map(({ match }) => match?.remoteRef.remoteKey ?? "");
      const operations = spec.deletionPolicy === "Delete" ? (["push", "delete"] as const) : (["push"] as const);
      return keys.flatMap((key) => operations.map((operation) => access(operation, store, namespace, key)));
    });
  });
}

function access(operation: Access["operation"], store: LooseManifest, namespace: string, key: string): Access {
  const { prefix = "", role = OPERATOR } = store.spec?.provider?.aws ?? {};
  return { operation, namespace, store: store.metadata.name, secretId: prefix + key, as: role };
}

function storeOf(stores: readonly LooseManifest[], ref: StoreRef | undefined, namespace: string): LooseManifest {
  if (ref?.kind !== "ClusterSecretStore") throw new Error("a namespaced store: the cluster refuses it");
  const store = stores.find(({ metadata }) => metadata.name === ref.name);
  if (!store) throw new Error(`could not get ClusterSecretStore "${ref.name}"`);
  if (isOpenTo(store, namespace)) return store;
  throw new Error(
    `using cluster store "${ref.name}" is not allowed from namespace "${namespace}": denied by spec.condition`,
  );
}

export function isOpenTo({ spec }: LooseManifest, namespace: string): boolean {
  const conditions = spec?.conditions ?? [];
  return conditions.length === 0 || conditions.some(({ namespaces }) => namespaces?.includes(namespace));
}
