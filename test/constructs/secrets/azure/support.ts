/** Secret stores of Azure over a cluster that tells what they ask. */
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { IKubernetesCluster } from "../../../../src/constructs/k8s-cluster/contract";
import { azureSecretStoreImplementation } from "../../../../src/constructs/secrets/azure/azure-secret-store";
import type { ISecretStore } from "../../../../src/constructs/secrets/contract";
import type { SecretStoreProps } from "../../../../src/constructs/secrets/props";
import type { KubernetesObject } from "../../../../src/constructs/kit/cluster/kubernetes-object";
import { valuesOfRelease } from "../../../helpers/values-of-release";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TAGS, TENANT } from "../../azure-stack";

export const VAULT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/dev/providers/Microsoft.KeyVault/vaults/dev-12345678`;
export const ISSUER = `https://${LOCATION}.oic.prod-aks.azure.com/${TENANT}/1/`;
export const USER = "Key Vault Secrets User";
export const OFFICER = "Key Vault Secrets Officer";

/** Tells of itself what stores ask; the operator has no identity of its own. */
export class AzureCluster extends Construct {
  public readonly clusterName = "dev";
  public readonly credentialEndpoints = [];

  constructor(
    scope: Construct,
    public readonly attributes: { readonly details: Readonly<Record<string, string>> } = {
      details: { "oidc-issuer": ISSUER, "resource-group": "dev" },
    },
  ) {
    super(scope, "cluster");
  }
  public identify(): never {
    throw new Error("The operator itself has no identity on Azure.");
  }
}

export function stackOnCluster(name?: string): TerraformStack {
  const stack = azureStack(name);
  new KubernetesProvider(stack, "kubernetes", {});
  new HelmProvider(stack, "helm", {});
  return stack;
}

export interface Built {
  readonly made: Synthesized;
  readonly store: ISecretStore;
}

export function build(
  use: (store: ISecretStore, stack: TerraformStack) => void = () => {},
  props: Partial<SecretStoreProps> = {},
  cluster: (stack: TerraformStack) => AzureCluster = (stack) => new AzureCluster(stack),
): Built {
  const stack = stackOnCluster();
  const store = azureSecretStoreImplementation.create(stack, "secrets", {
    environment: "dev",
    region: LOCATION,
    cluster: cluster(stack) as unknown as IKubernetesCluster,
    networkCidr: "10.0.0.0/16",
    keyId: VAULT,
    accountDetails: { tenant: TENANT },
    tags: TAGS,
    ...props,
  });
  use(store, stack);
  return { made: new Synthesized(stack), store };
}

/** Who may do what with which secret: `<identity> <role> <secret>`, sorted. */
export function rolesOf(made: Synthesized): readonly string[] {
  return Object.values(made.resources("azurerm_role_assignment"))
    .map(({ principal_id: principal, role_definition_name: role, scope }) => {
      const name = /azurerm_user_assigned_identity\.secrets_stores_(.*)_Identity\./.exec(String(principal))?.[1];
      return [name, role, String(scope).replace(`${VAULT}/secrets/`, "")].join(" ");
    })
    .sort();
}

/** What all releases of Helm install, but for the charts. */
export function objectsOf(made: Synthesized): readonly KubernetesObject[] {
  return Object.values(made.resources("helm_release")).flatMap(({ values }) => {
    const { objects } = valuesOfRelease((values as readonly string[])[0] ?? "{}") as {
      readonly objects?: readonly KubernetesObject[];
    };
    return objects ?? [];
  });
}

export const objectOf = (made: Synthesized, kind: string, name: string): KubernetesObject => {
  const found = objectsOf(made).filter((object) => object.kind === kind && object.metadata?.["name"] === name);
  expect(found).toHaveLength(1);
  return found[0] as KubernetesObject;
};

export const openShop = (store: ISecretStore): void => {
  store.open({ name: "shop", namespace: "shop", path: "namespaces/shop/", names: ["stripe/api-key"] });
};

/** As the components of databases do, for a service that the namespace `shop` reads. */
export function useDatabase(store: ISecretStore, stack: TerraformStack): void {
  const remoteName = "dev/databases/main/orders/1";
  store.open({ name: "databases", namespace: "databases", path: "databases/" });
  store.open({ name: "shop.main.orders", namespace: "shop", path: "databases/main/orders/" });
  const generated = store.generate(stack, "generated", {
    namespace: "databases",
    remoteName,
    deleteWithEnvironment: true,
  });
  store.deliver(stack, "delivered", {
    namespace: "databases",
    secretName: "orders",
    remoteName,
    dependsOn: [generated],
  });
  store.publish(stack, "published", {
    namespace: "databases",
    secretName: "orders",
    remoteName: "dev/databases/main/orders/current",
    keys: ["username", "password"],
    deleteWithEnvironment: true,
  });
}
