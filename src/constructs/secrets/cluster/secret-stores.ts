/** Delivers from and generates into the stores of an environment, whoever installed them. */
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct, type IDependable } from "constructs";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { physicalName } from "../../kit/cdktf/names";
import { Manifests } from "../../kit/cluster/manifests";
import { publishedSecret } from "./published-secret";
import { externalSecret, generatedSecret } from "./custom-resources";
import type {
  DeliverSecretProps,
  GenerateSecretProps,
  ISecretStore,
  OpenedStore,
  OpenStoreProps,
  PublishSecretProps,
  SecretStoreAttributes,
  StoreReference,
} from "../contract";
import type { SecretAccess } from "./store-access";
import type { StoreSettings } from "./store-backend";
import type { StoreRegistry } from "./store-registry";

/** Of a release's name (Helm), which its resources carry as a label. */
export const MAX_RELEASE_NAME = 53;

export abstract class SecretStores extends Construct implements ISecretStore {
  protected abstract readonly settings: StoreSettings;
  protected abstract readonly registry: StoreRegistry;
  /** What only the target understands. It grows while components are built: what reads it at synth sees all. */
  protected readonly details: Record<string, string> = {};

  public abstract open(props: OpenStoreProps): OpenedStore;
  public abstract openAdministrators(namespace: string): OpenedStore;
  /** What goes through a store comes after this, and goes before it. Of stores that reach only what they are told of, they are. */
  protected abstract requirementsOf(
    store: OpenedStore,
    names: readonly string[],
    access: SecretAccess,
  ): readonly ITerraformDependable[];

  public get prefix(): string {
    return this.registry.prefix;
  }

  public get attributes(): SecretStoreAttributes {
    const { backend, region, keyId, recoverable, tags } = this.settings;
    const { prefix, namespaces, prefixes } = this.registry;
    Object.assign(this.details, { backend: backend.kind, region, keyId, recoverable: String(recoverable) });
    return { prefix, namespaces, prefixes, details: this.details, tags };
  }

  public storeFor(namespace: string, remoteName: string): StoreReference {
    const store = this.registry.refer(namespace, remoteName);
    this.requirementsOf(store, [remoteName], "read");
    return store;
  }

  public deliver(scope: Construct, id: string, props: DeliverSecretProps): IConstruct & IDependable {
    const { namespace, remoteName, administrator } = props;
    const store = administrator
      ? this.registry.referAdministrator(namespace, remoteName)
      : this.registry.refer(namespace, remoteName);
    const names = [
      ...(administrator ? [] : [remoteName]),
      ...Object.values(props.others ?? {}).map((other) => other.remoteName),
      ...(props.further ?? []),
    ];
    return new Manifests(scope, id, {
      releaseName: physicalName(["secret", props.secretName], MAX_RELEASE_NAME),
      namespace: props.namespaceReference ?? namespace,
      objects: [externalSecret(store, props, this.settings.backend)],
      dependsOn: [...this.requirementsOf(store, names, "read"), ...terraformDependables(props.dependsOn ?? [])],
    });
  }

  public generate(scope: Construct, id: string, props: GenerateSecretProps): IConstruct & IDependable {
    // Dots, which no part of the name has: two names cannot meet.
    const store = this.registry.refer(props.namespace, props.remoteName);
    const name = physicalName([props.remoteName.split("/").join(".")], MAX_RELEASE_NAME - "generate-".length);
    return new Manifests(scope, id, {
      releaseName: `generate-${name}`,
      namespace: props.namespace,
      objects: generatedSecret(this.settings, store, name, props),
      dependsOn: [
        ...this.requirementsOf(store, [props.remoteName], "write"),
        ...terraformDependables(props.dependsOn ?? []),
      ],
    });
  }

  public publish(scope: Construct, id: string, props: PublishSecretProps): IConstruct & IDependable {
    const store = this.registry.refer(props.namespace, props.remoteName);
    const name = physicalName([props.remoteName.split("/").join(".")], MAX_RELEASE_NAME - "publish-".length);
    return new Manifests(scope, id, {
      releaseName: `publish-${name}`,
      namespace: props.namespace,
      objects: [publishedSecret(this.settings, store, name, props)],
      dependsOn: [
        ...this.requirementsOf(store, [props.remoteName], "write"),
        ...terraformDependables(props.dependsOn ?? []),
      ],
    });
  }
}
