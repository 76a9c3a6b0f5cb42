/** What a cluster on AKS is made of, beyond what the security checks look at. */
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { JangadaError } from "../../../../src/errors";
import { addedNodes } from "../../../../src/constructs/k8s-cluster/azure/added-limits";
import { ImportedAksCluster } from "../../../../src/constructs/k8s-cluster/azure/imported-aks-cluster";
import { grantsFor } from "../../../../src/constructs/k8s-cluster/azure/permissions";
import { poolName, temporaryName } from "../../../../src/constructs/k8s-cluster/azure/pool-names";
import { aksStorageClass } from "../../../../src/constructs/k8s-cluster/azure/platform";
import { FederatedIdentity } from "../../../../src/constructs/kit/azure/federated-identity";
import { azureStack } from "../../azure-stack";
import { type Block, Synthesized } from "../../aws-stack";
import { aksIn } from "./fixtures";

const GROUP = "/subscriptions/s/resourceGroups/names/providers";
const ZONE = `${GROUP}/Microsoft.Network/dnsZones/example.org`;

describe("names of node pools", () => {
  it("are those of the file where they fit, and a digest tells cut ones apart", () => {
    expect(poolName("apps", "1")).toBe("apps1");
    expect(poolName("apps", undefined)).toBe("apps");
    const long = ["batch-jobs-of-day", "batch-jobs-of-night"].map((name) => poolName(name, "2"));
    expect(new Set(long).size).toBe(2);
    for (const name of [...long, poolName("a-b", "1"), temporaryName("apps1")]) {
      expect(name).toMatch(/^[a-z][a-z0-9]{0,11}$/);
    }
    expect(poolName("a-b", "1")).not.toBe(poolName("ab", "1"));
  });
});

describe("nodes beyond the pools", () => {
  const limits = (capacity: ("on-demand" | "spot")[], cpu: number, memory?: number) => ({
    autoscaling: { enabled: true, capacity, cpu, ...(memory === undefined ? {} : { memory }) },
    vmSize: "Standard_D4ds_v5",
  });
  const total = (found: readonly { readonly max: number }[]) => found.reduce((sum, { max }) => sum + max, 0);

  it("are within the limits together, whatever they are bought as, and whatever the zones", () => {
    expect(addedNodes(limits(["on-demand"], 32), ["1", "2", "3"]).map(({ zone, max }) => `${zone}:${max}`)).toEqual([
      "1:3",
      "2:3",
      "3:2",
    ]);
    expect(total(addedNodes(limits(["spot", "on-demand"], 33), ["1", "2", "3"]))).toBe(8);
    expect(total(addedNodes(limits(["on-demand"], 128, 40), ["1", "2"]))).toBe(2);
  });

  it("have no node pool where there could never be one", () => {
    expect(addedNodes(limits(["on-demand"], 4), ["1", "2", "3"])).toEqual([
      { capacity: "on-demand", zone: "1", max: 1 },
    ]);
  });
});

describe("permissions", () => {
  it("are roles on what they name, and no more", () => {
    expect(grantsFor([{ kind: "dns-records", zoneIds: [ZONE, ZONE] }], "here")).toEqual([
      { id: "dns-example-org", role: "DNS Zone Contributor", scope: ZONE },
      { id: "dns-group-names", role: "Reader", scope: "/subscriptions/s/resourceGroups/names" },
    ]);
    const vault = `${GROUP}/Microsoft.KeyVault/vaults/v`;
    expect(
      grantsFor(
        [
          { kind: "secrets", access: "read", ids: [`${vault}/secrets/a`], keyIds: [] },
          { kind: "secrets", access: "write", ids: [`${vault}/secrets/b`], keyIds: [] },
        ],
        "here",
      ).map(({ id, role }) => `${id} ${role}`),
    ).toEqual(["secret-a Key Vault Secrets User", "secret-b Key Vault Secrets Officer"]);
  });

  it("end at a prefix of objects, in quotes that cannot be left", () => {
    const [grant] = grantsFor(
      [{ kind: "objects", access: "read", storeId: `${GROUP}/containers/c`, prefix: "it's/", keyIds: [] }],
      "here",
    );
    expect(grant).toMatchObject({ id: "objects-c-it-s", role: "Storage Blob Data Reader" });
    expect(grant?.condition).toContain("blobs:path] StringStartsWith 'it''s/'");
    expect(grant?.condition).toContain("blobs:prefix] StringStartsWith 'it''s/'");
  });

  it("are refused where no role ends at what is asked", () => {
    expect(() => grantsFor([{ kind: "secrets", prefix: "dev/", access: "read", keyIds: [] }], "here")).toThrow(
      /do not end at a prefix: secrets that begin with 'dev\/'/,
    );
  });
});

describe("identities of pods", () => {
  it("are federated one after another, and no more than Entra ID takes", () => {
    const stack = azureStack();
    const federate = (id: string, count: number) =>
      new FederatedIdentity(stack, id, {
        identityId: `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/i`,
        resourceGroupName: "dev",
        clusterName: "dev",
        issuer: "https://issuer.example.org/",
        serviceAccounts: Array.from({ length: count }, (_, index) => ({ namespace: "n", serviceAccount: `a${index}` })),
      });
    federate("pods", 3);
    const made = new Synthesized(stack).resources("azurerm_federated_identity_credential");
    expect(made["pods_n-a0"]).not.toHaveProperty("depends_on");
    expect(made["pods_n-a2"]).toMatchObject({
      depends_on: ["azurerm_federated_identity_credential.pods_n-a1"],
      subject: "system:serviceaccount:n:a2",
      audience: ["api://AzureADTokenExchange"],
    });
    expect(() => federate("many", 21)).toThrow(/20 credentials at most, not 21/);
  });

  it("are named on the service account and the pods", () => {
    const { stack, cluster } = aksIn();
    const identity = cluster.identify(stack, "orders", { namespace: "orders", serviceAccount: "api", permissions: [] });
    expect(identity.podLabels).toEqual({ "azure.workload.identity/use": "true" });
    expect(Object.keys(identity.serviceAccountAnnotations)).toEqual(["azure.workload.identity/client-id"]);
    expect(new Synthesized(stack).resource("azurerm_user_assigned_identity", "orders_role")["name"]).toBe(
      "dev-orders-api",
    );
  });
});

describe("a cluster on AKS", () => {
  const synthesized = (props: Parameters<typeof aksIn>[0]) => new Synthesized(aksIn(props).stack);

  it("waits for the roles of its identity, and for the way out of its nodes", () => {
    const waits = synthesized({}).resource("azurerm_kubernetes_cluster")["depends_on"];
    expect(waits).toEqual(
      expect.arrayContaining([
        "azurerm_role_assignment.cluster_identity_private-zone",
        "terraform_data.cluster_identity_roles-settled",
        "azurerm_subnet_nat_gateway_association.network_nat_subnet-association",
      ]),
    );
  });

  it("lets ranges beyond the network in to its private address", () => {
    const rules = synthesized({ api: { clients: ["10.0.0.0/16", "10.200.0.0/16"] } });
    expect(rules.resource("azurerm_network_security_rule", "cluster_api-clients")).toMatchObject({
      source_address_prefixes: ["10.200.0.0/16"],
      destination_port_range: "443",
      access: "Allow",
    });
    expect(synthesized({}).resources("azurerm_network_security_rule")).not.toHaveProperty("cluster_api-clients");
  });

  it("has what a file asks for under azure", () => {
    const vault = `${GROUP}/Microsoft.KeyVault/vaults/etcd`;
    const registry = `${GROUP}/Microsoft.ContainerRegistry/registries/OurImages`;
    const all = synthesized({
      azure: {
        etcdKey: { id: `https://etcd.vault.azure.net/keys/etcd/${"0".repeat(32)}`, vault },
        registries: [registry],
        longTermSupport: true,
        audit: "all",
        defender: true,
        outbound: "routes",
        hostEncryption: false,
        maintenance: { upgrades: "tue:22:00-wed:04:00" },
      },
    });
    expect(all.resource("azurerm_kubernetes_cluster")).toMatchObject({
      key_management_service: { key_vault_network_access: "Private" },
      sku_tier: "Premium",
      support_plan: "AKSLongTermSupport",
      network_profile: { outbound_type: "userDefinedRouting" },
      default_node_pool: { host_encryption_enabled: false },
      maintenance_window_auto_upgrade: { day_of_week: "Tuesday", start_time: "22:00", duration: 6 },
    });
    expect(all.resource("azurerm_kubernetes_cluster")).toHaveProperty("microsoft_defender");
    expect(all.resource("azurerm_role_assignment", "cluster_identity_etcd-key")["scope"]).toBe(vault);
    expect(all.resource("azurerm_role_assignment", "cluster_registries_ourimages")).toMatchObject({
      role_definition_name: "AcrPull",
      scope: registry,
    });
    const logs = all.resource("azurerm_monitor_diagnostic_setting")["enabled_log"] as Block[];
    expect(logs.map(({ category }) => category)).toContain("kube-audit");
  });

  it("is known by what it publishes, and has volumes that go where their pod goes", () => {
    const { cluster } = aksIn();
    expect(cluster.auth).toMatchObject({ kind: "exec", command: "kubelogin" });
    const other = azureStack("platform");
    new KubernetesProvider(other, "kubernetes", {});
    const imported = new ImportedAksCluster(other, "cluster", {
      ...cluster.attributes,
      endpoint: "https://api.example.org:443",
      certificateAuthority: "",
      details: { "volume-redundancy": "ZRS", "disk-encryption-set": "/des", tenant: "t" },
    });
    aksStorageClass(imported, other, "volumes");
    expect(new Synthesized(other).resource("kubernetes_storage_class_v1")["parameters"]).toMatchObject({
      skuName: "Premium_ZRS",
      diskEncryptionSetID: "/des",
    });
    expect(() => imported.oidcIssuer).toThrow(JangadaError);
  });
});
