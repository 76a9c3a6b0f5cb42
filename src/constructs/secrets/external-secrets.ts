/** The External Secrets Operator, and the environment's store. */
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct, type IDependable } from "constructs";
import type { Implementation } from "../core/contract";
import { terraformDependables } from "../core/dependables";
import { physicalName } from "../core/names";
import { validateProps } from "../core/props";
import { HelmChart } from "../helm/helm-chart";
import { Manifests } from "../helm/manifests";
import { KubernetesNamespace } from "../helm/namespace";
import { CREDENTIALS_OUT, HTTPS_OUT, NamespaceGuard } from "../helm/namespace-guard";
import { clusterSecretStore, externalSecret, generatedSecret, type StoreSettings } from "./custom-resources";
import { publishedSecret } from "./published-secret";
import { secretStoreSchema, type SecretStoreProps } from "./schema";
import type {
  DeliverSecretProps,
  GenerateSecretProps,
  ISecretStore,
  PublishSecretProps,
  SECRET_STORE,
  SecretStoreAttributes,
} from "./secret-store";
import { externalSecretsValues, METRICS_PORT, SERVICE_ACCOUNT, WEBHOOK_PORT } from "./values";

const NAMESPACE = "external-secrets";
/** The same in every environment, so that a workload's own ExternalSecret need not know where it runs. */
const STORE_NAME = "secrets";
/** Of a release's name (Helm), which its resources carry as a label. */
const MAX_RELEASE_NAME = 53;

/** Delivers from and generates into a ClusterSecretStore, whoever installed it. */
abstract class SecretStore extends Construct implements ISecretStore {
  public abstract readonly storeName: string;
  public abstract readonly prefix: string;
  /** What custom resources come after, and go before. */
  protected abstract readonly requirements: readonly ITerraformDependable[];
  protected abstract readonly settings: StoreSettings;

  public get attributes(): SecretStoreAttributes {
    const { storeName, prefix, settings } = this;
    const { backend, keyId, recoverable, tags } = settings;
    const details = { backend: backend.kind, region: backend.region, keyId, recoverable: String(recoverable) };
    return { storeName, prefix, details, tags };
  }

  public deliver(scope: Construct, id: string, props: DeliverSecretProps): IConstruct & IDependable {
    return new Manifests(scope, id, {
      releaseName: physicalName(["secret", props.secretName], MAX_RELEASE_NAME),
      namespace: props.namespace,
      objects: [externalSecret(this.storeName, props)],
      dependsOn: [...this.requirements, ...terraformDependables(props.dependsOn ?? [])],
    });
  }

  public generate(scope: Construct, id: string, props: GenerateSecretProps): IConstruct & IDependable {
    // Dots, which no part of the name has: two names cannot meet.
    const name = physicalName([props.remoteName.split("/").join(".")], MAX_RELEASE_NAME - "generate-".length);
    return new Manifests(scope, id, {
      releaseName: `generate-${name}`,
      namespace: props.namespace,
      objects: generatedSecret(this.settings, name, props),
      dependsOn: [...this.requirements, ...terraformDependables(props.dependsOn ?? [])],
    });
  }

  public publish(scope: Construct, id: string, props: PublishSecretProps): IConstruct & IDependable {
    const name = physicalName([props.remoteName.split("/").join(".")], MAX_RELEASE_NAME - "publish-".length);
    const store = { kind: "ClusterSecretStore", name: this.storeName, key: props.remoteName };
    return new Manifests(scope, id, {
      releaseName: `publish-${name}`,
      namespace: props.namespace,
      objects: [publishedSecret(this.settings, store, name, props)],
      dependsOn: [...this.requirements, ...terraformDependables(props.dependsOn ?? [])],
    });
  }
}

/**
 * Installs the operator with an identity of its own, which reaches the secrets of this environment's prefix and those that
 * are named to it, and makes the store. Whoever may make an ExternalSecret in a namespace may read what the store reads:
 * that is for the cluster's RBAC to grant.
 */
export class ExternalSecrets extends SecretStore {
  public readonly namespace: KubernetesNamespace;
  public readonly guard: NamespaceGuard;
  public readonly chart: HelmChart;
  public readonly store: Manifests;
  public readonly storeName: string;
  public readonly prefix: string;
  protected readonly requirements: readonly ITerraformDependable[];
  protected readonly settings: StoreSettings;

  /** @throws JangadaError INVALID_PROPS, CHART_UNKNOWN_VALUE. */
  constructor(scope: Construct, id: string, props: SecretStoreProps) {
    super(scope, id);
    const { cluster, ...rest } = props;
    const { environment, keyId, networkCidr, foreign, replicas, values, ...settings } = validateProps(
      this,
      secretStoreSchema,
      rest,
    );
    this.storeName = STORE_NAME;
    this.prefix = `${environment}/`;
    this.settings = { ...settings, keyId, name: this.storeName };
    this.namespace = new KubernetesNamespace(this, "namespace", { name: NAMESPACE, podSecurity: "restricted" });
    const namespace = this.namespace.name;
    this.guard = new NamespaceGuard(this, "guard", {
      namespace,
      ingress: [
        { peers: [{ cidr: networkCidr }], ports: [WEBHOOK_PORT] },
        { peers: ["cluster"], ports: [METRICS_PORT] },
      ],
      egress: [HTTPS_OUT, CREDENTIALS_OUT],
    });
    const identity = cluster.identify(this, "identity", {
      namespace: NAMESPACE,
      serviceAccount: SERVICE_ACCOUNT,
      permissions: [
        {
          kind: "secrets",
          prefix: this.prefix,
          access: "write",
          ids: foreign.map((secret) => secret.id),
          keyIds: [...new Set([keyId, ...foreign.map((secret) => secret.keyId)])],
        },
      ],
    });
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
    this.store = new Manifests(this, "store", {
      releaseName: "secret-store",
      namespace,
      objects: [clusterSecretStore(this.settings)],
      dependsOn: [this.chart.release],
    });
    this.requirements = [this.store.release];
    this.node.defaultChild = this.store.release;
  }
}

/** A store of an earlier stack, or one that exists. */
class AdoptedSecretStore extends SecretStore {
  protected readonly requirements: readonly ITerraformDependable[] = [];
  protected readonly settings: StoreSettings;

  constructor(scope: Construct, id: string, attributes: SecretStoreAttributes) {
    super(scope, id);
    const { storeName, details, tags } = attributes;
    this.settings = {
      name: storeName,
      backend: { kind: "aws-secrets-manager", region: details["region"] ?? "" },
      keyId: details["keyId"] ?? "",
      recoverable: details["recoverable"] !== "false",
      tags,
    };
    this.storeName = storeName;
    this.prefix = attributes.prefix;
  }
  public readonly storeName: string;
  public readonly prefix: string;
}

export const externalSecretsImplementation: Implementation<SecretStoreProps, ISecretStore, typeof SECRET_STORE.shape> =
  {
    create: (scope, id, props) => new ExternalSecrets(scope, id, props),
    fromAttributes: (scope, id, attributes) => new AdoptedSecretStore(scope, id, attributes),
  };
