/** What a target adds to External Secrets: the store at the cloud, in the words of its provider. Pure: from settings to objects. */

/** What of a store decides how its custom resources look. */
export interface StoreSettings {
  readonly backend: StoreBackend;
  /** The cloud's region. */
  readonly region: string;
  /** The key that encrypts what is written, as the cloud names it. */
  readonly keyId: string;
  /** Whether a secret that is deleted can be called back for a while. */
  readonly recoverable: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** How far one ClusterSecretStore reaches. */
export interface StoreReach {
  /** Stands before every name in it; empty of the administrators' store, whose names are the cloud's. */
  readonly prefix: string;
  /** The identity apart that reads it, as the cloud calls it. @default the operator's own */
  readonly identity?: string;
}

export interface StoreBackend {
  /** Which store it is, for the stacks that read of it: `details.backend`. */
  readonly kind: string;
  /** `spec.provider` of a ClusterSecretStore, reached with the identity of the operator's service account. */
  provider(settings: StoreSettings, reach: StoreReach): Readonly<Record<string, unknown>>;
  /**
   * `spec` of the PushSecretMetadata: what the provider is told beside the value. Values are pushed as text that is JSON.
   * @returns undefined where it takes none
   */
  pushMetadata(settings: StoreSettings, description: string): Readonly<Record<string, unknown>> | undefined;
}
