/** An AKS cluster that a file names: what is refused of it, and what it tells. */
import { clusterComponent } from "../../../../src/constructs/k8s-cluster/component";
import { KubernetesCluster } from "../../../../src/constructs/k8s-cluster/contract";
import { AksCluster } from "../../../../src/constructs/k8s-cluster/azure/aks-cluster";
import { ImportedAksCluster } from "../../../../src/constructs/k8s-cluster/azure/imported-aks-cluster";
import { ImportedNetwork } from "../../../../src/constructs/network/imported-network";
import { mergeSectionDefaults, sectionDefaults } from "../../../../src/environment/merge";
import { type EnvironmentFacts, PROFILES } from "../../../../src/model/component";
import { checksForTarget, existingForTarget } from "../../../../src/model/target-parts";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";
import { ADMINS } from "./fixtures";

const FACTS: EnvironmentFacts = {
  name: "dev",
  target: "aks",
  profile: "standard",
  protected: true,
  region: LOCATION,
  account: SUBSCRIPTION,
  accountDetails: { tenant: TENANT },
  admins: [ADMINS],
  owner: "ops",
  tags: {},
  file: "environment.yaml",
};
const EXISTING = {
  name: "shared",
  resourceGroup: "platform",
  endpoint: "https://shared-1a2b3c.hcp.westeurope.azmk8s.io:443",
  certificateAuthority: Buffer.from("-----BEGIN CERTIFICATE-----\n").toString("base64"),
  oidcIssuer: `https://westeurope.oic.prod-aks.azure.com/${TENANT}/abc/`,
  identity: "22334455-6677-4899-8011-bbccddeeff00",
};
const ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/platform/providers/Microsoft.ContainerService/managedClusters/shared`;

type Given = Readonly<Record<string, unknown>>;

const parsed = (given: Given, facts = FACTS) =>
  clusterComponent
    .rules()
    .schema.safeParse(mergeSectionDefaults(given, sectionDefaults(clusterComponent, facts, given)));

function told(existing: Given, rest: Given = {}, azure: Given = {}, facts = FACTS): readonly string[] {
  const result = parsed({ ...rest, azure: { ...azure, existing } }, facts);
  if (!result.success) return result.error.issues.map(({ path }) => `form ${path.join(".")}`);
  return checksForTarget(clusterComponent, result.data, { facts, sections: {} }).map(
    ({ code, path }) => `${code} ${path.join(".")}`,
  );
}

test.each(PROFILES)("whole, nothing is said of it in profile %s", (profile) => {
  expect(told(EXISTING, {}, {}, { ...FACTS, profile })).toEqual([]);
});

test.each<[Given, Given, readonly string[]]>([
  [{ pools: [{ name: "a" }] }, {}, ["CLUSTER_EXISTING_CONTRADICTION pools"]],
  [{ autoscaling: { enabled: true, cpu: 8 } }, {}, ["CLUSTER_EXISTING_AUTOSCALING autoscaling.enabled"]],
  ...Object.entries({
    podCidr: "10.100.0.0/16",
    systemPool: { vmSize: "Standard_D4ds_v5" },
    addedNodes: { vmSize: "Standard_D8ds_v5" },
    outbound: "routes",
    hostEncryption: false,
    volumeRedundancy: "LRS",
    longTermSupport: true,
    audit: "all",
    defender: true,
    lock: false,
  }).map(([key, value]): [Given, Given, readonly string[]] => [
    {},
    { [key]: value },
    [`CLUSTER_EXISTING_CONTRADICTION azure.${key}`],
  ]),
])("beside it, %j and azure %j says how one is made", (rest, azure, expected) => {
  expect(told(EXISTING, rest, azure)).toEqual(expected);
});

test.each(Object.keys(EXISTING))("its %s is needed, and in its form", (key) => {
  const { [key as keyof typeof EXISTING]: _, ...without } = EXISTING;
  expect(told(without)).toEqual([`form azure.existing.${key}`]);
  expect(told({ ...EXISTING, [key]: "no/form at all." })).toContain(`form azure.existing.${key}`);
});

test("a rehearsal is told of it", () => {
  const section = parsed({ version: "1.35", azure: { existing: EXISTING } }).data;
  if (section === undefined) throw new Error("refused");
  expect(existingForTarget(clusterComponent, section, { facts: FACTS, sections: {} })).toEqual([
    {
      kind: "cluster-by-id",
      id: ID,
      version: "1.35",
      endpoint: EXISTING.endpoint,
      certificateAuthority: EXISTING.certificateAuthority,
      oidcIssuer: EXISTING.oidcIssuer,
      principal: EXISTING.identity,
    },
  ]);
});

test("in a program it is adopted; nothing of it is made, and identities of its pods stand with the environment", () => {
  const stack = azureStack();
  const network = new ImportedNetwork(stack, "network", {
    networkId: "spoke",
    cidr: "10.20.0.0/16",
    zones: ["1", "2"],
    publicSubnets: {},
    privateSubnets: { nodes: "nodes" },
    dataSubnets: {},
    intraSubnets: {},
    details: { "resource-group": "dev" },
  });
  const props = {
    name: "dev",
    region: LOCATION,
    account: SUBSCRIPTION,
    accountDetails: { tenant: TENANT },
    admins: [ADMINS],
    network,
    pools: [],
    version: "1.35" as const,
    azure: { existing: EXISTING },
  };
  const cluster = new KubernetesCluster(stack, "cluster", props);

  expect(cluster.implementation).toBeInstanceOf(ImportedAksCluster);
  expect(cluster.attributes).toMatchObject({ clusterName: "shared", version: "1.35", endpoint: EXISTING.endpoint });
  expect(cluster.attributes.details).toMatchObject({
    "cluster-id": ID,
    tenant: TENANT,
    "oidc-issuer": EXISTING.oidcIssuer,
    "identity-principal": EXISTING.identity,
    "resource-group": "dev",
  });
  expect(new Synthesized(stack).resources("azurerm_kubernetes_cluster")).toEqual({});
  expect(() => new AksCluster(azureStack(), "cluster", { ...props, pools: [{ name: "a" }] })).toThrow(
    "'azure.existing' names one that is there",
  );
});
