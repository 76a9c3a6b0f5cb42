/** The custom resources of External Secrets that the store is made of. Pure: from settings to objects. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import type { DeliverSecretProps, GenerateSecretProps, OpenedStore, StoreReference } from "../contract";
import { keyIn, type StoreBackend, type StoreSettings } from "./store-backend";

const API = "external-secrets.io/v1";
const PUSH_API = "external-secrets.io/v1alpha1";
const GENERATOR_API = "generators.external-secrets.io/v1alpha1";

/** How often a delivered secret is read again, where nothing else is said. */
const REFRESH = "1h";

/** 40 letters and digits: 238 bits, and nothing that a URL, a shell or an SQL text would trip over. */
const PASSWORD = { length: 40, digits: 10, symbols: 0, noUpper: false, allowRepeat: true } as const;

/** The only key of the pushed Secret: its value becomes the whole of the secret in the store. */
const VALUE = "value";

/**
 * A store for one namespace, reached with the identity of the operator's own service account: no `auth`.
 *
 * `conditions`: External Secrets refuses every other namespace, when it reads as when it pushes and deletes
 * (pkg/controllers/secretstore/client_manager.go, `Get`; the namespace is known by the label that the API server keeps).
 *
 * How far it reaches, and by which names, is in the words of the cloud's store (`StoreBackend`).
 *
 * @param identity The assumable identity that reads it. @default the operator's own
 */
export function clusterSecretStore(
  settings: StoreSettings,
  { name, namespace, prefix }: OpenedStore,
  identity?: string,
): KubernetesObject {
  return {
    apiVersion: API,
    kind: "ClusterSecretStore",
    metadata: { name },
    spec: {
      conditions: [{ namespaces: [namespace] }],
      provider: settings.backend.provider(settings, { prefix, ...(identity ? { identity } : {}) }),
    },
  };
}

/** Brings a secret of the store into a namespace. */
export function externalSecret(
  { kind, name, key, prefix }: StoreReference,
  props: DeliverSecretProps,
  backend: Pick<StoreBackend, "keyOf"> = {},
): KubernetesObject {
  const { namespace, secretName, keys } = props;
  const remote = { key };
  const further = (props.further ?? []).map((whole) => keyIn(backend, { prefix }, whole));
  const extracted = [...(keys ? [] : [key]), ...further];
  const single = [
    ...Object.entries(keys ?? {}).map(([secretKey, property]) => ({ secretKey, remoteRef: { ...remote, property } })),
    ...Object.entries(props.others ?? {}).map(([secretKey, { remoteName, property }]) => ({
      secretKey,
      remoteRef: { key: keyIn(backend, { prefix }, remoteName), property },
    })),
  ].sort((a, b) => (a.secretKey < b.secretKey ? -1 : 1));
  return {
    apiVersion: API,
    kind: "ExternalSecret",
    metadata: { name: secretName, namespace },
    spec: {
      refreshInterval: props.refreshInterval ?? REFRESH,
      secretStoreRef: { kind, name },
      target: {
        name: secretName,
        creationPolicy: "Owner",
        // A store that cannot be read for an hour must not take a running service's password away.
        deletionPolicy: "Retain",
        ...targetTemplate(props),
      },
      ...(single.length > 0 ? { data: single } : {}),
      ...(extracted.length > 0 ? { dataFrom: extracted.map((one) => ({ extract: { key: one } })) } : {}),
    },
  };
}

/** What the Secret gets beside what is read, or in its place. */
function targetTemplate({ template, templateOnly, labels }: DeliverSecretProps): { readonly template?: object } {
  if (!template && !labels) return {};
  return {
    template: {
      engineVersion: "v2",
      mergePolicy: templateOnly ? "Replace" : "Merge",
      ...(labels ? { metadata: { labels: { ...labels } } } : {}),
      ...(template ? { data: { ...template } } : {}),
    },
  };
}

/** Makes a password in the cluster, and a secret of it in the store, unless there is one. */
export function generatedSecret(
  settings: StoreSettings,
  store: StoreReference,
  name: string,
  props: GenerateSecretProps,
): KubernetesObject[] {
  const metadata = { name, namespace: props.namespace };
  return [
    { apiVersion: GENERATOR_API, kind: "Password", metadata, spec: { ...PASSWORD } },
    {
      apiVersion: PUSH_API,
      kind: "PushSecret",
      metadata,
      spec: {
        refreshInterval: REFRESH,
        // The store is the source of truth. The provider asks whether the secret exists, not whether a property does: so the
        // whole of it is pushed at once, never property by property.
        updatePolicy: "IfNotExists",
        deletionPolicy: deletionPolicy(settings, props),
        secretStoreRefs: [{ kind: store.kind, name: store.name }],
        selector: { generatorRef: { apiVersion: GENERATOR_API, kind: "Password", name } },
        ...(settings.backend.form === "keys"
          ? {
              template: { engineVersion: "v2", data: keyTemplates(props) },
              dataTo: allAtOnce(
                store,
                Object.keys(keyTemplates(props)),
                pushMetadata(settings, name, props.remoteName),
              ),
            }
          : {
              template: { engineVersion: "v2", data: { [VALUE]: jsonTemplate(props) } },
              data: [
                {
                  match: { secretKey: VALUE, remoteRef: { remoteKey: store.key } },
                  ...pushMetadata(settings, name, props.remoteName),
                },
              ],
            }),
      },
    },
  ];
}

/** A JSON object as a template over the generated password. */
function jsonTemplate({ passwordKey = "password", properties = {}, templates = {} }: GenerateSecretProps): string {
  const fields: Record<string, string> = { [passwordKey]: "{{ .password | toJson }}" };
  for (const [key, value] of Object.entries(properties)) fields[key] = JSON.stringify(value);
  for (const [key, value] of Object.entries(templates)) fields[key] = `"${value}"`;
  const entries = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
}

/** Each property as a template over the generated password. */
function keyTemplates(props: GenerateSecretProps): Readonly<Record<string, string>> {
  const { passwordKey = "password", properties = {}, templates = {} } = props;
  return { ...properties, ...templates, [passwordKey]: "{{ .password }}" };
}

/**
 * These keys of the source, and no other, become the whole of one secret (`expandSingleDataTo` of
 * pkg/controllers/pushsecret/pushsecret_controller.go, 2.9.0).
 */
export function allAtOnce(
  { kind, name, key }: { readonly kind: string; readonly name: string; readonly key: string },
  keys: readonly string[],
  metadata: object,
): readonly object[] {
  const either = [...keys].sort().map((each) => each.replaceAll(".", "[.]"));
  return [{ storeRef: { kind, name }, remoteKey: key, match: { regexp: `^(${either.join("|")})$` }, ...metadata }];
}

/** What becomes of the secret in the store when what pushed it is deleted. */
export const deletionPolicy = (
  { backend }: StoreSettings,
  { deleteWithEnvironment }: { readonly deleteWithEnvironment: boolean },
): string => (deleteWithEnvironment && backend.keepsNames !== true ? "Delete" : "None");

/** What the cloud's store is told beside the value, if it takes anything. */
export function pushMetadata(
  settings: StoreSettings,
  name: string,
  remoteName: string,
): { readonly metadata?: object } {
  const spec = settings.backend.pushMetadata(settings, `Made in the cluster: ${name}`, remoteName);
  if (!spec) return {};
  return { metadata: { apiVersion: "kubernetes.external-secrets.io/v1alpha1", kind: "PushSecretMetadata", spec } };
}
