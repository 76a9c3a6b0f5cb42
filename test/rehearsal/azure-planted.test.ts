/** What is planted on Azure is found: drifts in a rehearsed environment, and risks in changes of what it is made of. */
import { facts } from "../../src/facts";
import { applyChanges } from "../../src/operations/cloud/apply-changes";
import type { WorldChange } from "../../src/operations/cloud/changes";
import { checkDrift } from "../../src/operations/drift/check-stacks";
import type { DriftResult } from "../../src/operations/drift/drift-result";
import { simulatedProviders } from "../../src/providers";
import { expectAllOk, RehearsedProject } from "../helpers/project";
import { judged } from "../operations/risk/changes";

const DEV = `
name: dev
target: aks
profile: minimal
owner: fishers
azure:
  subscription: 11111111-2222-4333-a444-555555555555
  tenant: 99999999-2222-4333-a444-555555555555
  location: westeurope
  admins: [11223344-5566-4788-8900-aabbccddeeff]
ingress: { host: dev.example.org, dnsZone: { name: dev.example.org } }
objectStorage: [{ name: files }]
secrets: { namespaces: [{ name: shop, secrets: [stripe/api-key] }] }
`;

type Attributes = Readonly<Record<string, unknown>>;

let project: RehearsedProject;

beforeAll(async () => {
  project = await RehearsedProject.open({ dev: DEV });
  Object.assign(process.env, project.env);
  expectAllOk(await project.deploy("dev"));
});
afterAll(() => project.close());

/** The only object of a type whose id ends so. */
function found(type: string, end: string): { readonly id: string; readonly attributes: Attributes } {
  const objects = project.simulation.world.list(type).filter(({ id }) => end === "" || id.includes(end));
  expect(`${objects.length} of ${type} with '${end}'`).toBe(`1 of ${type} with '${end}'`);
  const [object] = objects;
  return { id: object?.id ?? "", attributes: JSON.parse(JSON.stringify(object?.attributes)) as Attributes };
}

interface Risky {
  readonly rule: string;
  readonly type: string;
  /** Part of the id. */
  readonly of: string;
  /** What is planted: attributes of the object, changed. @default it is deleted */
  readonly plant?: (real: Attributes) => Attributes;
}

type Block = readonly Attributes[];
const within = (real: Attributes, block: string, set: Attributes): Attributes => ({
  [block]: [{ ...((real[block] ?? []) as Block)[0], ...set }],
});

const RISKS: readonly Risky[] = [
  {
    rule: "exposure/vault-open",
    type: "azurerm_key_vault",
    of: "/vaults/dev-172",
    plant: (real) => within(real, "network_acls", { default_action: "Allow" }),
  },
  {
    rule: "exposure/vault-public",
    type: "azurerm_key_vault",
    of: "/vaults/dev-172",
    plant: () => ({ public_network_access_enabled: true }),
  },
  {
    rule: "exposure/vault-policies",
    type: "azurerm_key_vault",
    of: "/vaults/dev-172",
    plant: () => ({ rbac_authorization_enabled: false }),
  },
  { rule: "data-loss/deleted", type: "azurerm_key_vault", of: "/vaults/dev-172" },
  { rule: "downtime/vault-key-gone", type: "azurerm_key_vault_key", of: "/keys/objects" },
  {
    rule: "exposure/security-rule-lets-in",
    type: "azurerm_network_security_rule",
    of: "/dev-data/securityRules/databases-from-nodes",
    plant: () => ({ source_address_prefix: "*", source_address_prefixes: [] }),
  },
  {
    rule: "exposure/security-rule-refused",
    type: "azurerm_network_security_rule",
    of: "/dev-data/securityRules/deny-all-inbound",
  },
  {
    rule: "exposure/subnet-without-rules",
    type: "azurerm_subnet_network_security_group_association",
    of: "/subnets/data",
  },
  { rule: "downtime/way-out-gone", type: "azurerm_subnet_nat_gateway_association", of: "/subnets/nodes" },
  {
    rule: "downtime/private-name",
    type: "azurerm_private_dns_zone_virtual_network_link",
    of: "privatelink.vaultcore.azure.net/",
  },
  { rule: "exposure/flow-log-gone", type: "azurerm_network_watcher_flow_log", of: "/flowLogs/" },
  {
    rule: "exposure/aks-local-accounts",
    type: "azurerm_kubernetes_cluster",
    of: "/managedClusters/dev",
    plant: () => ({ local_account_disabled: false }),
  },
  {
    rule: "exposure/aks-public-api",
    type: "azurerm_kubernetes_cluster",
    of: "/managedClusters/dev",
    plant: () => ({ private_cluster_enabled: false, api_server_access_profile: [] }),
  },
  {
    rule: "downtime/aks-version",
    type: "azurerm_kubernetes_cluster",
    of: "/managedClusters/dev",
    plant: () => ({ kubernetes_version: "1.99" }),
  },
  {
    rule: "downtime/aks-system-pool",
    type: "azurerm_kubernetes_cluster",
    of: "/managedClusters/dev",
    plant: (real) => within(real, "default_node_pool", { vm_size: "Standard_D64ds_v5" }),
  },
  {
    rule: "downtime/aks-pool-size",
    type: "azurerm_kubernetes_cluster_node_pool",
    of: "/agentPools/system1",
    plant: () => ({ vm_size: "Standard_D64ds_v5" }),
  },
  {
    rule: "exposure/storage-shared-keys",
    type: "azurerm_storage_account",
    of: "/storageAccounts/devfilesobj",
    plant: () => ({ shared_access_key_enabled: true }),
  },
  {
    rule: "data-loss/blobs-kept-shorter",
    type: "azurerm_storage_account",
    of: "/storageAccounts/devfilesobj",
    plant: (real) => within(real, "blob_properties", { delete_retention_policy: [{ days: 1 }] }),
  },
  {
    rule: "exposure/identity-trusts-another",
    type: "azurerm_federated_identity_credential",
    of: "/dev-secrets-shop/",
    plant: () => ({ subject: "system:serviceaccount:shop:web" }),
  },
  { rule: "downtime/role-gone", type: "azurerm_role_assignment", of: "/secrets/dev--namespaces--shop--" },
  {
    rule: "exposure/role-of-everything",
    type: "azurerm_role_assignment",
    of: "/secrets/dev--namespaces--shop--",
    plant: () => ({ role_definition_name: "Owner", role_definition_id: null }),
  },
  { rule: "downtime/dns-zone", type: "azurerm_dns_zone", of: "/dnsZones/dev.example.org" },
];

describe("a risk that is planted in what was really made", () => {
  test.each(RISKS)("$rule is found, and not where nothing was planted", ({ rule, type, of, plant }) => {
    const { attributes } = found(type, of);
    const after = plant && { ...attributes, ...plant(attributes) };
    const planted = { type, before: attributes, ...(after ? { actions: ["update"], after } : { actions: ["delete"] }) };

    expect(judged(planted).map((finding) => finding.rule)).toContain(rule);
    expect(judged({ type, actions: ["update"], before: attributes, after: attributes })).toEqual([]);
  });
});

interface Drifted {
  readonly what: string;
  readonly type: string;
  /** Part of the id. */
  readonly of: string;
  /** By path. @default the object is deleted */
  readonly set?: Readonly<Record<string, string>>;
  /** The address at which it is told. */
  readonly at: string;
}

const DRIFTS: readonly Drifted[] = [
  {
    what: "a vault that is public",
    type: "azurerm_key_vault",
    of: "/vaults/dev-172",
    set: { public_network_access_enabled: "true" },
    at: "azurerm_key_vault.secrets_key",
  },
  {
    what: "a security rule that lets everybody in",
    type: "azurerm_network_security_rule",
    of: "/dev-nodes/securityRules/network",
    set: { source_address_prefix: "*" },
    at: "azurerm_network_security_rule.network_nodes_network",
  },
  {
    what: "a rule that refused, and is gone",
    type: "azurerm_network_security_rule",
    of: "/dev-data/securityRules/deny-all-inbound",
    at: "azurerm_network_security_rule.network_data_deny-all-inbound",
  },
  {
    what: "a cluster with accounts of its own",
    type: "azurerm_kubernetes_cluster",
    of: "/managedClusters/dev",
    set: { local_account_disabled: "false" },
    at: "azurerm_kubernetes_cluster.cluster",
  },
  {
    what: "a pool that may grow further",
    type: "azurerm_kubernetes_cluster_node_pool",
    of: "/agentPools/system1",
    set: { max_count: "50" },
    at: "azurerm_kubernetes_cluster_node_pool.cluster_pools_system_1",
  },
  {
    what: "a subnet with a way out that nobody chose",
    type: "azurerm_subnet",
    of: "/subnets/data",
    set: { default_outbound_access_enabled: "true" },
    at: "azurerm_subnet.network_data",
  },
  {
    what: "flow logs that are off",
    type: "azurerm_network_watcher_flow_log",
    of: "/flowLogs/",
    set: { enabled: "false" },
    at: "azurerm_network_watcher_flow_log.network_flow-logs",
  },
  {
    what: "a private zone's link that is gone",
    type: "azurerm_private_dns_zone_virtual_network_link",
    of: "privatelink.vaultcore.azure.net/",
    at: "azurerm_private_dns_zone_virtual_network_link.network",
  },
  {
    what: "a role that is gone",
    type: "azurerm_role_assignment",
    of: "/secrets/dev--namespaces--shop--stripe--api-key/",
    at: "azurerm_role_assignment.secrets_stores_shop_Secrets_dev--namespaces--shop--stripe--api-key",
  },
  {
    what: "an identity that another service account acts as",
    type: "azurerm_federated_identity_credential",
    of: "/dev-secrets-shop/",
    set: { subject: "system:serviceaccount:shop:web" },
    at: "azurerm_federated_identity_credential.secrets_stores_shop_",
  },
  {
    what: "a storage account with shared keys",
    type: "azurerm_storage_account",
    of: "/storageAccounts/devfilesobj",
    set: { shared_access_key_enabled: "true" },
    at: "azurerm_storage_account.objectStorage_files",
  },
];

/** What Azure and its controllers go on changing. */
const NOISE: readonly Drifted[] = [
  {
    what: "nodes-autoscaled",
    type: "azurerm_kubernetes_cluster_node_pool",
    of: "/agentPools/system2",
    set: { node_count: "2" },
    at: "",
  },
  {
    what: "tags-by-azure",
    type: "azurerm_public_ip",
    of: "/publicIPAddresses/dev-ingress",
    set: { 'tags["k8s-azure-service"]': "ingress/traefik" },
    at: "",
  },
];

describe("a drift that is planted in the subscription", () => {
  let clean: DriftResult;
  let result: DriftResult;

  beforeAll(async () => {
    const check = (): Promise<DriftResult> =>
      checkDrift({ facts, project: project.folder, environments: ["dev"], stacks: [] });
    clean = await check();
    const changes = [...DRIFTS, ...NOISE].map(({ type, of, set }): WorldChange => {
      const { id } = found(type, of);
      return set ? { kind: "change", type, id, set } : { kind: "delete", type, id };
    });
    applyChanges(project.simulation.world, { changes }, simulatedProviders());
    result = await check();
  });

  test("is none where nothing was planted, and nothing lies around that nobody owns", () => {
    expect(clean).toMatchObject({ drift: false, findings: [], problems: [] });
    expect(clean.unmanaged).toMatchObject({ state: "checked", objects: [] });
  });

  test.each(DRIFTS)("is found: $what", ({ at, set }) => {
    const told = result.findings.filter(({ address }) => address.startsWith(at));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ kind: set ? "changed" : "deleted", environment: "dev" });
    if (set) expect(told[0]?.attributes.map(({ path }) => path)).toEqual(Object.keys(set));
  });

  test("is found, and nothing else is; what Azure itself goes on changing is told as that", () => {
    expect(result.findings).toHaveLength(DRIFTS.length);
    expect(result.ignored.map(({ rule }) => rule).sort()).toEqual(NOISE.map(({ what }) => what).sort());
  });
});
