/** The key of a part of the platform for a store that has keys: as a Secret of its namespace, in the form that the part reads. */
import type { Construct, IConstruct, IDependable } from "constructs";
import { JangadaError } from "../../errors";
import type { Allowance } from "../kit/cluster/namespace-guard";
import type { ISecretStore } from "../secrets/contract";
import { GATEWAY_PORT, OBJECTS_NAMESPACE } from "./cluster/place-names";
import type { IObjectStore, StoreCredentials } from "./contract";

export interface PlatformKeysProps {
  /** Its key is meant. */
  readonly store: IObjectStore;
  /** What `credentialsFor` said. */
  readonly credentials: StoreCredentials;
  /** Where the key is kept. @default none: then OBJECT_STORAGE_SECRETS */
  readonly secrets: ISecretStore | undefined;
  /** Of the part; literal. */
  readonly namespace: string;
  /** The same as a reference. */
  readonly namespaceReference: string;
  /** Name of the Secret; `ca.crt` is in it, too. */
  readonly secretName: string;
  /** Its keys, as templates over `username` and `password`. */
  readonly template: Readonly<Record<string, string>>;
}

/** @throws JangadaError OBJECT_STORAGE_SECRETS */
export function platformKeys(scope: Construct, id: string, props: PlatformKeysProps): IConstruct & IDependable {
  const { store, credentials, secrets, template } = props;
  if (secrets === undefined) {
    throw new JangadaError({
      code: "OBJECT_STORAGE_SECRETS",
      message: `The store '${store.bucketName}' has keys, and nothing says where they are kept.`,
      place: { construct: scope.node.path, path: "secrets" },
      remedy: "Give the environment's store of secrets as `secrets`.",
    });
  }
  return secrets.deliver(scope, id, {
    namespace: props.namespace,
    namespaceReference: props.namespaceReference,
    secretName: props.secretName,
    remoteName: credentials.keys,
    further: [credentials.authority],
    template: { ...template, "ca.crt": '{{ index . "ca.crt" }}' },
    templateOnly: true,
    refreshInterval: "5m",
    dependsOn: [store],
  });
}

/** Gateways of stores in the cluster: what their clients must be let out to. */
export const ALLOW_STORES: Allowance = { peers: [{ namespace: OBJECTS_NAMESPACE }], ports: [GATEWAY_PORT] };
