/** The External Secrets Operator, and the environment's stores. */
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { physicalName } from "../../kit/cdktf/names";
import { validateProps } from "../../kit/cdktf/props";
import { Manifests } from "../../kit/cluster/manifests";
import { allowCredentials } from "../../kit/cluster/namespace-guard";
import { Operator } from "../../kit/cluster/operator/operator";
import { AdoptedSecretStore } from "./adopted-secret-store";
import { operatorIdentityGuard } from "./admission";
import { clusterSecretStore } from "./custom-resources";
import { secretStoreSchema, type SecretStoreProps } from "../props";
import type { ISecretStore, OpenedStore, OpenStoreProps, SECRET_STORE } from "../contract";
import { NamedSecrets, reachKey } from "./named-secrets";
import { MAX_RELEASE_NAME, SecretStores } from "./secret-stores";
import type { SecretAccess, StoreAccess, StoreIdentity } from "./store-access";
import { OPERATOR_NAMESPACE as NAMESPACE, storeAccountObjects } from "./store-accounts";
import { keyIn, type StoreBackend, type StoreSettings } from "./store-backend";
import { StoreRegistry } from "./store-registry";
import { TenantRoles } from "./tenant-roles";
import { externalSecretsValues, METRICS_PORT, WEBHOOK_PORT } from "./values";

/** The assumable identity that reads the administrators' secrets. */
const ADMINISTRATORS = "administrators";

/**
 * Installs the operator with an identity of its own, which reaches the secrets of this environment's prefix; those of
 * administrators, which are named to it, only through an assumable identity. Where stores know no prefix, the operator has none, and
 * each store an identity of its own. Whoever may make an ExternalSecret in a namespace reads what the stores read that are open to
 * that namespace, and nothing else.
 */
export class ExternalSecrets extends SecretStores {
  /** Namespace, network policy, identity and chart. */
  public readonly operator: Operator;
  public readonly tenantRoles: TenantRoles;
  /** What keeps open stores, and those of single namespaces, from being made. */
  public readonly admission: Manifests;
  /** Holds the releases of the stores, by their names. */
  public readonly stores: Construct;
  protected readonly registry: StoreRegistry;
  protected readonly settings: StoreSettings;
  private readonly administrators: string | undefined;
  private readonly storeManifests = new Map<string, Manifests>();
  private readonly access: StoreAccess | undefined;
  private readonly identities = new Map<string, StoreIdentity>();
  /** Of stores with identities of their own. */
  private readonly named: NamedSecrets | undefined;
  private readonly given = new Map<string, ITerraformDependable>();

  /** @throws JangadaError INVALID_PROPS, CHART_UNKNOWN_VALUE. */
  constructor(scope: Construct, id: string, props: SecretStoreProps, backend: StoreBackend) {
    super(scope, id);
    const { cluster, ...rest } = props;
    const { environment, keyId, networkCidr, foreign, replicas, values, accountDetails, ...settings } = validateProps(
      this,
      secretStoreSchema,
      rest,
    );
    this.registry = new StoreRegistry(this, `${environment}/`, {}, backend);
    this.access = backend.access?.(this, {
      environment,
      region: settings.region,
      accountDetails,
      keyId,
      cluster,
      namespace: NAMESPACE,
      foreign: foreign.map(({ id: secret }) => secret),
    });
    this.settings = { ...settings, backend, keyId, ...(this.access ? { place: this.access.place } : {}) };
    this.named = this.access && new NamedSecrets(this.details, (...one) => this.give(...one));
    this.operator = new Operator(this, "Default", {
      chart: NAMESPACE,
      chartId: "operator",
      webhook: { port: WEBHOOK_PORT, cidr: networkCidr },
      metricsPort: METRICS_PORT,
      egress: [...allowCredentials(cluster), ...(backend.egress ?? [])],
      identify: (self, serviceAccount) =>
        backend.access || backend.logsIn
          ? undefined
          : cluster.identify(self, "identity", {
              namespace: NAMESPACE,
              serviceAccount,
              permissions: [{ kind: "secrets", prefix: this.prefix, access: "write", keyIds: [keyId] }],
              assumable:
                foreign.length > 0
                  ? {
                      [ADMINISTRATORS]: [
                        {
                          kind: "secrets",
                          access: "read",
                          ids: foreign.map((secret) => secret.id),
                          keyIds: [...new Set(foreign.map((secret) => secret.keyId))],
                        },
                      ],
                    }
                  : {},
            }),
      values: (identity) => externalSecretsValues({ replicas, identity }),
      overrides: values,
    });
    const { chart, namespace, identity } = this.operator;
    this.administrators = identity?.assumable[ADMINISTRATORS];
    this.tenantRoles = new TenantRoles(this, "tenants");
    this.admission = new Manifests(this, "admission", {
      releaseName: "external-secrets-admission",
      namespace: namespace.name,
      objects: operatorIdentityGuard(),
      dependsOn: [chart.release],
    });
    this.stores = new Construct(this, "stores");
    this.node.defaultChild = chart.release;
  }

  public open(props: OpenStoreProps): OpenedStore {
    const { store, isNew } = this.registry.open(props);
    if (isNew) this.make(store);
    for (const name of props.names ?? []) this.named?.name(store, store.prefix + name, "write");
    return store;
  }

  public openAdministrators(namespace: string): OpenedStore {
    const { store, isNew } = this.registry.openAdministrators(namespace);
    if (isNew) this.make(store, this.administrators);
    return store;
  }

  protected requirementsOf(
    store: OpenedStore,
    names: readonly string[],
    access: SecretAccess,
  ): readonly ITerraformDependable[] {
    for (const name of names) this.named?.name(store, name, access);
    const manifests = this.storeManifests.get(store.name);
    return [
      ...(manifests ? [manifests.release] : []),
      ...names.flatMap((name) => this.given.get(reachKey(store.name, name)) ?? []),
    ];
  }

  private give(store: OpenedStore, name: string, access: () => SecretAccess): void {
    const given = this.identities.get(store.name)?.allow(keyIn(this.settings.backend, store, name), access);
    if (given) this.given.set(reachKey(store.name, name), given);
  }

  /** A release for each: Terraform then takes away what goes through a store before the store, and touches no other. */
  private make(store: OpenedStore, identity?: string): void {
    // Ids have no dots; a part that is a scope may be a store, too.
    const scope = store.name
      .split(".")
      .reduce<Construct>(
        (parent, part) => (parent.node.tryFindChild(part) as Construct | undefined) ?? new Construct(parent, part),
        this.stores,
      );
    const own = this.access?.identify(scope, store);
    const reader = own?.serviceAccount ?? identity;
    this.storeManifests.set(
      store.name,
      new Manifests(scope, "Default", {
        releaseName: physicalName(["store", store.name], MAX_RELEASE_NAME),
        namespace: this.operator.namespace.name,
        objects: [
          ...(own ? storeAccountObjects(own.serviceAccount, own.annotations) : []),
          ...(own?.objects ?? []),
          ...(this.settings.backend.objectsOf?.(store) ?? []),
          clusterSecretStore(this.settings, store, reader),
        ],
        dependsOn: [this.admission.release, ...(own?.ready ?? [])],
      }),
    );
    if (own) this.identities.set(store.name, own);
    this.named?.open(store);
  }
}

/** External Secrets as a target's implementation, before the store of its cloud. */
export function externalSecretsOn(
  backend: StoreBackend,
): Implementation<SecretStoreProps, ISecretStore, typeof SECRET_STORE.shape> {
  return {
    create: (scope, id, props) => new ExternalSecrets(scope, id, props, backend),
    fromAttributes: (scope, id, attributes) => new AdoptedSecretStore(scope, id, attributes, backend),
  };
}
