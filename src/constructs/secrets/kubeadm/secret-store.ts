/** Secrets on bare hosts: External Secrets before the cluster's own Secrets or a store that the file names, and Sealed Secrets. */
import type { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { AdoptedSecretStore } from "../cluster/adopted-secret-store";
import { ExternalSecrets } from "../cluster/external-secrets";
import type { StoreBackend } from "../cluster/store-backend";
import type { ISecretStore, SECRET_STORE } from "../contract";
import type { SecretStoreProps } from "../props";
import { clusterStore } from "./cluster-store";
import { namedStore } from "./named-store";
import { SealedSecrets } from "./sealed-secrets";
import { SEALING } from "./sealing-key";

function create(scope: Construct, id: string, props: SecretStoreProps): ISecretStore {
  const { sealed, values } = props.kubeadm ?? {};
  const store = new ExternalSecrets(scope, id, props, backendOf(props));
  const certificate = props.keyDetails?.[SEALING.certificate];
  const privateKey = props.keyDetails?.[SEALING.key];
  if (sealed !== false && certificate !== undefined && privateKey !== undefined) {
    new SealedSecrets(store, "sealed", { certificate, privateKey, values: values?.["sealed-secrets"] });
  }
  return store;
}

const backendOf = ({ kubeadm }: SecretStoreProps): StoreBackend =>
  kubeadm?.store ? namedStore({ egress: [], ...kubeadm.store }) : clusterStore;

/** Of an earlier stack: stores are not made any more, so nobody asks how the named one is reached. */
const NAMED = namedStore({ provider: {}, egress: [] });

export const kubeadmSecretStoreImplementation: Implementation<
  SecretStoreProps,
  ISecretStore,
  typeof SECRET_STORE.shape
> = {
  create,
  fromAttributes: (scope, id, attributes) => {
    const backend = attributes.details["backend"] === NAMED.kind ? NAMED : clusterStore;
    return new AdoptedSecretStore(scope, id, attributes, backend);
  },
};
