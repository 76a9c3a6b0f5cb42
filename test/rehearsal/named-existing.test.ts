/** What a file names that exists already, whoever made it: nobody deployed it here, and it is found. */
import { facts } from "../../src/facts";
import * as fs from "node:fs";
import * as path from "node:path";
import { planRehearsed } from "../../src/operations/review/rehearsed";
import { review } from "../../src/operations/review/review";
import { rehearse } from "../../src/operations/rehearse/rehearse";
import { byAction, expectAllOk, RehearsedProject, writeEnvironment, writeProject } from "../helpers/project";
import { git as gitIn } from "../helpers/git";
import { simulatedProviders } from "../../src/providers";

const BASE = {
  name: "dev",
  target: "eks",
  profile: "minimal",
  owner: "platform-team",
  aws: {
    account: "123456789012",
    region: "eu-west-1",
    admins: ["arn:aws:iam::123456789012:role/platform-admin"],
  },
};
const key = (last: string, account = "123456789012"): string =>
  `arn:aws:kms:eu-west-1:${account}:key/11111111-2222-3333-4444-55555555555${last}`;

/** Every key and the zone that a file can name; one key is another account's, lent to this one. */
const KEYS_AND_ZONE = JSON.stringify({
  ...BASE,
  network: { aws: { encryptionKey: key("0") } },
  cluster: {
    version: "1.35",
    aws: { encryptionKeys: { secrets: key("1"), volumes: key("2"), logs: key("3", "999999999999") } },
  },
  databases: [{ name: "orders", aws: { encryptionKey: key("4") } }],
  secrets: { aws: { encryptionKey: key("5") } },
  ingress: { host: "dev.example.org", dnsZone: { name: "example.org" }, aws: { zoneId: "Z0123456789ABCDEFGHIJ" } },
});

const NETWORK_AND_CLUSTER = JSON.stringify({
  ...BASE,
  network: {
    aws: {
      existing: {
        networkId: "vpc-0a1b2c3d4e5f60718",
        cidr: "10.20.0.0/16",
        subnets: {
          public: { "eu-west-1a": "subnet-0a1b2c3d4e5f60701" },
          private: { "eu-west-1a": "subnet-0a1b2c3d4e5f60711", "eu-west-1b": "subnet-0a1b2c3d4e5f60712" },
        },
      },
    },
  },
  cluster: {
    version: "1.35",
    aws: {
      existing: {
        name: "shared",
        endpoint: "https://ABCDEF0123456789ABCDEF0123456789.gr7.eu-west-1.eks.amazonaws.com",
        certificateAuthority: Buffer.from("-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n").toString(
          "base64",
        ),
        securityGroupId: "sg-0123456789abcdef0",
        nodeRoleName: "shared-nodes",
      },
    },
  },
  databases: [{ name: "orders" }],
});

const SUBSCRIPTION = "/subscriptions/11111111-2222-4333-a444-555555555555";
const HUB = `${SUBSCRIPTION}/resourceGroups/hub/providers`;
/** A key of the company's, and the identity that may use it. */
const azureKey = (name: string) => ({
  id: `https://company-keys.vault.azure.net/keys/${name}`,
  identity: `${HUB}/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
});

const privateZone = (of: string): string => `${HUB}/Microsoft.Network/privateDnsZones/privatelink.${of}`;

/** Every key, every kind of zone and the registry that a file can name on Azure. */
const AZURE = JSON.stringify({
  name: "dev",
  target: "aks",
  profile: "minimal",
  owner: "platform-team",
  azure: {
    subscription: "11111111-2222-4333-a444-555555555555",
    tenant: "99999999-2222-4333-a444-555555555555",
    location: "westeurope",
    admins: ["11223344-5566-4788-8900-aabbccddeeff"],
  },
  cluster: {
    azure: {
      encryptionKeys: { volumes: azureKey("volumes") },
      etcdKey: {
        id: `https://company-keys.vault.azure.net/keys/etcd/${"0".repeat(32)}`,
        vault: `${HUB}/Microsoft.KeyVault/vaults/company-keys`,
      },
      registries: [`${HUB}/Microsoft.ContainerRegistry/registries/companyimages`],
    },
  },
  network: { azure: { privateZones: { "key-vault": privateZone("vaultcore.azure.net") } } },
  databases: [
    { name: "orders", azure: { encryptionKey: azureKey("orders") } },
    { name: "bills", azure: { privateEndpoint: { zoneId: privateZone("postgres.database.azure.com") } } },
  ],
  redis: [
    {
      name: "sessions",
      use: "cache",
      runs: "managed",
      azure: { clusteringPolicy: "NoCluster", encryptionKey: azureKey("sessions") },
    },
  ],
  objectStorage: [{ name: "files", azure: { encryptionKey: azureKey("files") } }],
  velero: { azure: { encryptionKey: azureKey("backups") } },
  ingress: {
    host: "dev.example.org",
    dnsZone: { name: "example.org" },
    azure: { zoneId: `${HUB}/Microsoft.Network/dnsZones/example.org` },
  },
});

async function rehearsed(text: string) {
  const project = writeProject({ dev: text });
  try {
    return await rehearse({ simulated: simulatedProviders, environment: "dev", project, destroy: true });
  } finally {
    fs.rmSync(project, { recursive: true, force: true });
  }
}

test.each([
  ["keys and a zone", KEYS_AND_ZONE, ["aws_kms_key", "aws_route53_zone"]],
  ["a network and a cluster", NETWORK_AND_CLUSTER, ["aws_vpc", "aws_subnet", "aws_eks_cluster"]],
  [
    "keys with their identities, a zone and a registry on Azure",
    AZURE,
    ["azurerm_dns_zone", "azurerm_container_registry"],
  ],
])(
  "given %s that exist, a rehearsal deploys beside them, and neither counts nor takes them",
  async (_, text, types) => {
    const { ok, problems, created, left } = await rehearsed(text);

    expect(problems.map(({ message }) => message)).toEqual([]);
    expect(ok).toBe(true);
    for (const type of types) expect(created[type]).toBeUndefined();
    expect(left?.filter(({ retained }) => !retained)).toEqual([]);
  },
);

test("a key that no file names does not exist", async () => {
  const project = await RehearsedProject.open({ dev: JSON.stringify({ ...BASE }) });
  // The clouds are not told of what the file says next.
  fs.rmSync(path.join(project.folder, "existing"), { recursive: true });
  const text = JSON.stringify({ ...BASE, network: { aws: { encryptionKey: key("0") } } });
  project.write("dev", text);
  const stacks = await project.synth("dev");
  fs.rmSync(path.join(project.folder, "existing"), { recursive: true });
  const [network] = stacks;
  if (!network) throw new Error("no stack");
  await project.terraform(network, "init", "-input=false");
  const { stdout, stderr } = await project.terraform(network, "apply", "-auto-approve", "-no-color");
  await project.close();

  expect(`${stdout}${stderr}`).toContain(`Key '${key("0")}' does not exist`);
});

test("running clouds learn of what a file comes to name", async () => {
  const project = await RehearsedProject.open({ dev: JSON.stringify({ ...BASE }) });
  expectAllOk(await project.deploy("dev", ["dev-network"]));
  project.write("dev", JSON.stringify({ ...BASE, network: { aws: { encryptionKey: key("0") } } }));

  const runs = await project.deploy("dev", ["dev-network"]);
  await project.close();

  expectAllOk(runs);
  expect(byAction(runs)["update"]).toContain("aws_cloudwatch_log_group.network_flow-logs_log-group");
});

test("a review of a change to an existing key plans it on both sides", async () => {
  const project = writeProject({
    dev: JSON.stringify({ ...BASE, network: { aws: { encryptionKey: key("0") } } }),
  });
  const git = (...args: readonly string[]): string => gitIn(project, ...args);
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "base");
  writeEnvironment(project, "dev", JSON.stringify({ ...BASE, network: { aws: { encryptionKey: key("1") } } }));

  const { environments } = review(
    await planRehearsed({ facts, simulated: simulatedProviders, base: "main", project }),
    { facts },
  );
  fs.rmSync(project, { recursive: true, force: true });

  expect(environments).toMatchObject([{ name: "dev", ok: true, counts: { create: 0, delete: 0 } }]);
  expect(JSON.stringify(environments)).toContain("aws_cloudwatch_log_group.network_flow-logs_log-group");
});
