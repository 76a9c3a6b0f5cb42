/** The External Secrets Operator, and the environment's stores. */
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { physicalName } from "../../kit/cdktf/names";
import { validateProps } from "../../kit/cdktf/props";
import { HelmChart } from "../../kit/cluster/helm-chart";
import { Manifests } from "../../kit/cluster/manifests";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { credentialsOut, HTTPS_OUT, NamespaceGuard } from "../../kit/cluster/namespace-guard";
import { AdoptedSecretStore } from "./adopted-secret-store";
import { operatorIdentityGuard } from "./admission";
import { clusterSecretStore } from "./custom-resources";
import { secretStoreSchema, type SecretStoreProps } from "../props";
import type { ISecretStore, OpenedStore, OpenStoreProps, SECRET_STORE } from "../contract";
import { MAX_RELEASE_NAME, SecretStores } from "./secret-stores";
import type { StoreBackend, StoreSettings } from "./store-backend";
import { StoreRegistry } from "./store-registry";
import { TenantRoles } from "./tenant-roles";
import { externalSecretsValues, METRICS_PORT, SERVICE_ACCOUNT, WEBHOOK_PORT } from "./values";

const NAMESPACE = "external-secrets";
/** The identity apart that reads the administrators' secrets. */
const ADMINISTRATORS = "administrators";

/**
 * Installs the operator with an identity of its own, which reaches the secrets of this environment's prefix; those of
 * administrators, which are named to it, only through an identity apart. Whoever may make an ExternalSecret in a namespace
 * reads what the stores read that are open to that namespace, and nothing else.
 */
export class ExternalSecrets extends SecretStores {
  public readonly namespace: KubernetesNamespace;
  public readonly guard: NamespaceGuard;
  public readonly chart: HelmChart;
  public readonly tenantRoles: TenantRoles;
  /** What keeps open stores, and those of single namespaces, from being made. */
  public readonly admission: Manifests;
  /** Holds the releases of the stores, by their names. */
  public readonly stores: Construct;
  protected readonly registry: StoreRegistry;
  protected readonly settings: StoreSettings;
  private readonly administrators: string | undefined;
  private readonly made = new Map<string, Manifests>();

  /** @throws JangadaError INVALID_PROPS, CHART_UNKNOWN_VALUE. */
  constructor(scope: Construct, id: string, props: SecretStoreProps, backend: StoreBackend) {
    super(scope, id);
    const { cluster, ...rest } = props;
    const { environment, keyId, networkCidr, foreign, replicas, values, ...settings } = validateProps(
      this,
      secretStoreSchema,
      rest,
    );
    this.registry = new StoreRegistry(this, `${environment}/`);
    this.settings = { ...settings, backend, keyId };
    this.namespace = new KubernetesNamespace(this, "namespace", { name: NAMESPACE, podSecurity: "restricted" });
    const namespace = this.namespace.name;
    this.guard = new NamespaceGuard(this, "guard", {
      namespace,
      ingress: [
        { peers: [{ cidr: networkCidr }], ports: [WEBHOOK_PORT] },
        { peers: ["cluster"], ports: [METRICS_PORT] },
      ],
      egress: [HTTPS_OUT, ...credentialsOut(cluster)],
    });
    const identity = cluster.identify(this, "identity", {
      namespace: NAMESPACE,
      serviceAccount: SERVICE_ACCOUNT,
      permissions: [{ kind: "secrets", prefix: this.prefix, access: "write", keyIds: [keyId] }],
      apart:
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
    });
    this.administrators = identity.apart[ADMINISTRATORS];
    this.chart = new HelmChart(this, "operator", {
      chart: "external-secrets",
      releaseName: "external-secrets",
      namespace,
      values: externalSecretsValues({
        replicas,
        annotations: identity.serviceAccountAnnotations,
        podLabels: identity.podLabels,
      }),
      overrides: values,
      // Pods that start before their identity is there never get it.
      dependsOn: [...terraformDependables(identity.ready), this.guard.resource],
    });
    this.tenantRoles = new TenantRoles(this, "tenants");
    this.admission = new Manifests(this, "admission", {
      releaseName: "external-secrets-admission",
      namespace,
      objects: operatorIdentityGuard(),
      dependsOn: [this.chart.release],
    });
    this.stores = new Construct(this, "stores");
    this.node.defaultChild = this.chart.release;
  }

  public open(props: OpenStoreProps): OpenedStore {
    const { store, isNew } = this.registry.open(props);
    if (isNew) this.make(store);
    return store;
  }

  public openAdministrators(namespace: string): OpenedStore {
    const { store, isNew } = this.registry.openAdministrators(namespace);
    if (isNew) this.make(store, this.administrators);
    return store;
  }

  protected requirementsOf({ name }: OpenedStore): readonly ITerraformDependable[] {
    const store = this.made.get(name);
    return store ? [store.release] : [];
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
    this.made.set(
      store.name,
      new Manifests(scope, "Default", {
        releaseName: physicalName(["store", store.name], MAX_RELEASE_NAME),
        namespace: this.namespace.name,
        objects: [clusterSecretStore(this.settings, store, identity)],
        dependsOn: [this.admission.release],
      }),
    );
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
