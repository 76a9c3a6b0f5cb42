/** What a target adds to External Secrets: the store at the cloud, in the words of its provider. Pure: from settings to objects. */

/** The settings from which the custom resources of a store are made. */
export interface StoreSettings {
  /** The provider's side of the store, as its `kind` names it. */
  readonly backend: StoreBackend;
  /** The cloud's region. */
  readonly region: string;
  /** The key that encrypts what is written, as the cloud names it. */
  readonly keyId: string;
  /** Whether a secret that is deleted can be called back for a while. */
  readonly recoverable: boolean;
  /** Put on every secret that is made in the store. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Which secrets one ClusterSecretStore gives access to, and with which identity it reads them. */
export interface StoreReach {
  /** Put before every secret's name by External Secrets. Empty for the store of the administrators' secrets, which the cloud names. */
  readonly prefix: string;
  /** The role that the operator assumes to read it, as the cloud names it. @default the operator's own identity */
  readonly identity?: string;
}

export interface StoreBackend {
  /** Which store it is, for the stacks that read of it: `details.backend`. */
  readonly kind: string;
  /** `spec.provider` of a ClusterSecretStore, reached with the identity of the operator's service account. */
  provider(settings: StoreSettings, scope: StoreReach): Readonly<Record<string, unknown>>;
  /**
   * `spec` of the PushSecretMetadata: what the provider is told beside the value. Values are pushed as text that is JSON.
   * @returns undefined where it takes none
   */
  pushMetadata(settings: StoreSettings, description: string): Readonly<Record<string, unknown>> | undefined;
}
