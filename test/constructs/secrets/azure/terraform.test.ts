/** Vault, identities and roles as the real Terraform makes them in a simulated subscription; what of the cluster is left out. */
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Construct } from "constructs";
import type { IKubernetesCluster } from "../../../../src/constructs/k8s-cluster/contract";
import { resourceGroupOf } from "../../../../src/constructs/kit/azure/network-place";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { azureSecretStoreImplementation } from "../../../../src/constructs/secrets/azure/azure-secret-store";
import { SecretsVault } from "../../../../src/constructs/secrets/azure/secrets-vault";
import { serve, type ServedProvider } from "../../../../src/rehearsal/protocol/server";
import { Azure, SUBSCRIPTION } from "../../../providers/azurerm/support";
import { MemoryWorld } from "../../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../../rehearsal/protocol/support/terraform";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, TENANT } from "../../azure-stack";

interface Wanted {
  /** Whether the service `orders` has a password of a second revision. */
  readonly second?: boolean;
}

class AzureCluster extends Construct {
  public readonly clusterName = "dev";
  public readonly credentialEndpoints = [];
  constructor(
    scope: Construct,
    public readonly attributes: { readonly details: Readonly<Record<string, string>> },
  ) {
    super(scope, "cluster");
  }
}

/** What Azure has of an environment's secrets. */
function configuration({ second = false }: Wanted = {}): string {
  const stack = azureStack();
  new KubernetesProvider(stack, "kubernetes", {});
  new HelmProvider(stack, "helm", {});
  const network = new AzureNetwork(stack, "network", {
    name: "dev",
    region: LOCATION,
    account: SUBSCRIPTION,
    cidr: "10.0.0.0/16",
    zoneCount: 3,
  });
  const accountDetails = { tenant: TENANT };
  const { keyId } = new SecretsVault(stack, "key", {
    environment: "dev",
    region: LOCATION,
    account: SUBSCRIPTION,
    accountDetails,
    network,
    admins: ["11223344-5566-4788-8900-aabbccddeeff"],
    protected: false,
  });
  const details = { "oidc-issuer": "https://issuer.example.com/1/", "resource-group": resourceGroupOf(network) };
  const store = azureSecretStoreImplementation.create(stack, "secrets", {
    environment: "dev",
    region: LOCATION,
    cluster: new AzureCluster(stack, { details }) as unknown as IKubernetesCluster,
    networkCidr: "10.0.0.0/16",
    keyId,
    accountDetails,
  });
  store.open({ name: "databases", namespace: "databases", path: "databases/" });
  store.open({ name: "orders.main.orders", namespace: "orders", path: "databases/main/orders/" });
  for (const name of second ? ["1", "2"] : ["1"]) {
    const remoteName = `dev/databases/main/orders/${name}`;
    store.generate(stack, `generated-${name}`, { namespace: "databases", remoteName, deleteWithEnvironment: true });
  }
  return azureOf(new Synthesized(stack).json);
}

function azureOf(json: Synthesized["json"]): string {
  const isAzure = ([type]: [string, unknown]): boolean => type.startsWith("azurerm");
  const only = (block: object | undefined): object => Object.fromEntries(Object.entries(block ?? {}).filter(isAzure));
  const { required_providers: providers } = json["terraform"] as { required_providers?: object };
  return JSON.stringify({
    ...json,
    provider: only(json["provider"]),
    resource: only(json["resource"]),
    terraform: { required_providers: only(providers) },
  });
}

describe("secrets under the real Terraform", () => {
  let azure: Azure;
  let served: ServedProvider;
  let folder: TerraformFolder;

  beforeEach(async () => {
    azure = new Azure(new MemoryWorld());
    served = await serve(azure.handlers);
    folder = new TerraformFolder([served]);
  });

  afterEach(async () => {
    await served.close();
    folder.remove();
  });

  const write = (wanted?: Wanted): void => {
    writeFileSync(join(folder.path, "main.tf.json"), configuration(wanted));
  };

  test("are made, planned again without a change, grown by one secret's roles, gone, and taken back with the vault", async () => {
    write();
    await folder.mustRun("init");

    const made = await folder.run("apply", "-auto-approve");

    expect(made.stderr).toBe("");
    expect(made.status).toBe(0);
    expect(azure.ids("azurerm_user_assigned_identity")).toHaveLength(2);
    // The administrators' group; of the secret, who writes it and who reads it.
    expect(azure.ids("azurerm_role_assignment")).toHaveLength(3);
    const second = await folder.run("plan", "-detailed-exitcode");
    expect(second.stdout).toContain("No changes.");
    write({ second: true });
    expect((await folder.mustRun("apply", "-auto-approve")).stdout).toContain("2 added, 0 changed, 0 destroyed");
    const vaults = azure.ids("azurerm_key_vault");

    await folder.mustRun("destroy", "-auto-approve");

    // Nothing else is left: the vault waits for its end, or for the environment that is made anew.
    expect(azure.world.list().map(({ type }) => type)).toEqual(["azurerm_key_vault"]);
    await folder.mustRun("apply", "-auto-approve");
    expect(azure.ids("azurerm_key_vault")).toEqual(vaults);
  });
});
