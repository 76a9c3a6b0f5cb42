/** The stores of an earlier stack, or those that exist. */
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { JangadaError } from "../../../errors";
import { ADMINISTRATORS_STORE } from "../names";
import type { OpenedStore, OpenStoreProps, SecretStoreAttributes } from "../contract";
import { SecretStores } from "./secret-stores";
import type { StoreBackend, StoreSettings } from "./store-backend";
import { StoreRegistry } from "./store-registry";

/** Opens nothing: stores stand in the stack of the operator. */
export class AdoptedSecretStore extends SecretStores {
  protected readonly settings: StoreSettings;
  protected readonly registry: StoreRegistry;

  constructor(scope: Construct, id: string, attributes: SecretStoreAttributes, backend: StoreBackend) {
    super(scope, id);
    const { prefix, details, tags } = attributes;
    this.settings = {
      backend,
      region: details["region"] ?? "",
      keyId: details["keyId"] ?? "",
      recoverable: details["recoverable"] !== "false",
      tags,
    };
    this.registry = new StoreRegistry(this, prefix, attributes);
  }

  public open(props: OpenStoreProps): OpenedStore {
    return this.known(props.name, () => this.registry.open(props));
  }

  public openAdministrators(namespace: string): OpenedStore {
    return this.known(ADMINISTRATORS_STORE, () => this.registry.openAdministrators(namespace));
  }

  protected requirementsOf(): readonly ITerraformDependable[] {
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
