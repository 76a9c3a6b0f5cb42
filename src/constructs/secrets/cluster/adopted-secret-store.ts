/** The stores of an earlier stack, or those that exist. */
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { JangadaError } from "../../../errors";
import { ADMINISTRATORS_STORE } from "../names";
import type { OpenedStore, OpenStoreProps, SecretStoreAttributes } from "../contract";
import { reachKey } from "./named-secrets";
import { SecretStores } from "./secret-stores";
import type { SecretAccess } from "./store-access";
import type { StoreBackend, StoreSettings } from "./store-backend";
import { StoreRegistry } from "./store-registry";

/** Opens nothing: stores stand in the stack of the operator. */
export class AdoptedSecretStore extends SecretStores {
  protected readonly settings: StoreSettings;
  protected readonly registry: StoreRegistry;

  constructor(scope: Construct, id: string, attributes: SecretStoreAttributes, backend: StoreBackend) {
    super(scope, id);
    const { prefix, details, tags } = attributes;
    Object.assign(this.details, details);
    this.settings = {
      backend,
      region: details["region"] ?? "",
      keyId: details["keyId"] ?? "",
      recoverable: details["recoverable"] !== "false",
      tags,
    };
    this.registry = new StoreRegistry(this, prefix, attributes, backend);
  }

  public open(props: OpenStoreProps): OpenedStore {
    return this.known(props.name, () => this.registry.open(props));
  }

  public openAdministrators(namespace: string): OpenedStore {
    return this.known(ADMINISTRATORS_STORE, () => this.registry.openAdministrators(namespace));
  }

  /** @throws JangadaError SECRET_NOT_NAMED. */
  protected requirementsOf(
    store: OpenedStore,
    names: readonly string[],
    access: SecretAccess,
  ): readonly ITerraformDependable[] {
    if (!this.settings.backend.access) return [];
    for (const name of names) {
      const reached = this.details[reachKey(store.name, name)];
      if (reached === "write" || reached === access) continue;
      throw new JangadaError({
        code: "SECRET_NOT_NAMED",
        message: `The store '${store.name}' may not ${access} '${name}': stores of this cloud reach only the secrets that they are told of, where the operator is installed.`,
        place: { construct: this.node.path },
        remedy: `Name it in the environment file, under 'secrets.namespaces[].secrets', below '${this.prefix}namespaces/<namespace>/', and deploy the platform first.`,
      });
    }
    return [];
  }

  private known(name: string, open: () => { readonly store: OpenedStore }): OpenedStore {
    if (Object.hasOwn(this.registry.namespaces, name)) return open().store;
    throw new JangadaError({
      code: "SECRET_STORE_CLOSED",
      message: `There is no store '${name}', and stores can only be opened where the operator is installed.`,
      place: { construct: this.node.path },
      remedy: "Name the namespace in the environment file, under 'secrets.namespaces', and deploy the platform first.",
    });
  }
}
