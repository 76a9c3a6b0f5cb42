/** The cluster's own Secrets in which the environment's secrets are kept, where there is no store outside. */
export const STORE_NAMESPACE = "secret-store";
/** Of what opens sealed secrets. */
export const SEALED_NAMESPACE = "sealed-secrets";
/** Of the Secret with the key by which they are opened. */
export const SEALING_KEY = "sealing-key";
