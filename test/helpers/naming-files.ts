/** Environment files that name what exists already, whoever made it: between them in every field that can. */
const EKS = {
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
export const kmsKey = (last: string, account = "123456789012"): string =>
  `arn:aws:kms:eu-west-1:${account}:key/11111111-2222-3333-4444-55555555555${last}`;

/** One that names nothing but this. */
export const onEks = (sections: object = {}): string => JSON.stringify({ ...EKS, ...sections });

const AUTHORITY = Buffer.from("-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n").toString("base64");

/** Every key and the zone that a file can name; one key is another account's, lent to this one. */
export const KEYS_AND_ZONE = onEks({
  network: { aws: { encryptionKey: kmsKey("0") } },
  cluster: {
    version: "1.35",
    aws: { encryptionKeys: { secrets: kmsKey("1"), volumes: kmsKey("2"), logs: kmsKey("3", "999999999999") } },
  },
  databases: [
    { name: "orders", aws: { encryptionKey: kmsKey("4") } },
    { name: "bills", aws: { encryptionKey: kmsKey("4"), snapshot: "before-the-move" } },
  ],
  secrets: { aws: { encryptionKey: kmsKey("5") } },
  rabbitmq: [{ name: "events", services: [{ name: "orders" }], aws: { encryptionKey: kmsKey("6") } }],
  redis: [{ name: "sessions", use: "cache", services: [{ name: "orders" }], aws: { encryptionKey: kmsKey("7") } }],
  objectStorage: [{ name: "files", aws: { encryptionKey: kmsKey("8") } }],
  velero: { aws: { encryptionKey: kmsKey("9") } },
  ingress: { host: "dev.example.org", dnsZone: { name: "example.org" }, aws: { zoneId: "Z0123456789ABCDEFGHIJ" } },
});

export const NETWORK_AND_CLUSTER = onEks({
  network: {
    aws: {
      existing: {
        networkId: "vpc-0a1b2c3d4e5f60718",
        cidr: "10.20.0.0/16",
        subnets: {
          public: { "eu-west-1a": "subnet-0a1b2c3d4e5f60701" },
          private: { "eu-west-1a": "subnet-0a1b2c3d4e5f60711", "eu-west-1b": "subnet-0a1b2c3d4e5f60712" },
          intra: { "eu-west-1a": "subnet-0a1b2c3d4e5f60721", "eu-west-1b": "subnet-0a1b2c3d4e5f60722" },
          data: { "eu-west-1a": "subnet-0a1b2c3d4e5f60731", "eu-west-1b": "subnet-0a1b2c3d4e5f60732" },
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
        certificateAuthority: AUTHORITY,
        securityGroupId: "sg-0123456789abcdef0",
        nodeRoleName: "shared-nodes",
      },
    },
  },
  databases: [{ name: "orders" }],
});

export const SUBSCRIPTION = "/subscriptions/11111111-2222-4333-a444-555555555555";
const HUB = `${SUBSCRIPTION}/resourceGroups/hub/providers`;

/** One that names nothing but this. */
export const onAks = (sections: object = {}): string =>
  JSON.stringify({
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
    ...sections,
  });

/** A key of the company's, and the identity that may use it. */
export const azureKey = (name: string) => ({
  id: `https://company-keys.vault.azure.net/keys/${name}`,
  identity: `${HUB}/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
});

/** Of a hub that other people own. */
export const privateZone = (of: string): string => `${HUB}/Microsoft.Network/privateDnsZones/privatelink.${of}`;
const CLUSTER_ZONE = privateZone("westeurope.azmk8s.io");
const DATABASE_ZONE = privateZone("postgres.database.azure.com");
/** In a network of somebody else's. */
export const FOREIGN_SUBNET = `${HUB}/Microsoft.Network/virtualNetworks/databases/subnets/postgres`;
/** Of somebody else's, as all of these. */
export const foreignServer = (name: string): string =>
  `${SUBSCRIPTION}/resourceGroups/elsewhere/providers/Microsoft.DBforPostgreSQL/flexibleServers/${name}`;

/** Every zone, the registry and every key of a cluster and its stores that a file can name on Azure. */
export const AZURE = onAks({
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
  network: {
    azure: {
      privateZones: {
        cluster: CLUSTER_ZONE,
        blob: privateZone("blob.core.windows.net"),
        "key-vault": privateZone("vaultcore.azure.net"),
      },
    },
  },
  objectStorage: [{ name: "files", azure: { encryptionKey: azureKey("files") } }],
  velero: { azure: { encryptionKey: azureKey("backups") } },
  ingress: {
    host: "dev.example.org",
    dnsZone: { name: "example.org" },
    azure: { zoneId: `${HUB}/Microsoft.Network/dnsZones/example.org` },
  },
});

/** Every key, every zone and the subnet that a server of data can be told of there. */
export const AZURE_DATA = onAks({
  network: {
    azure: {
      privateZones: {
        databases: `${HUB}/Microsoft.Network/privateDnsZones/dev.private.postgres.database.azure.com`,
        redis: privateZone("redis.azure.net"),
      },
    },
  },
  databases: [
    {
      name: "orders",
      azure: { encryptionKey: azureKey("orders"), geoBackup: true, geoEncryptionKey: azureKey("orders-elsewhere") },
    },
    { name: "bills", azure: { privateEndpoint: { zoneId: DATABASE_ZONE } } },
    {
      name: "ledger",
      azure: {
        subnetId: FOREIGN_SUBNET,
        privateZoneId: `${HUB}/Microsoft.Network/privateDnsZones/ledger.private.postgres.database.azure.com`,
      },
    },
  ],
  redis: [
    {
      name: "sessions",
      use: "cache",
      runs: "managed",
      azure: { clusteringPolicy: "NoCluster", encryptionKey: azureKey("sessions") },
    },
  ],
});

const SPOKE = `${HUB}/Microsoft.Network/virtualNetworks/spoke`;
export const spokeSubnet = (name: string): string => `${SPOKE}/subnets/${name}`;
export const AZURE_NETWORK = onAks({
  network: {
    azure: {
      privateZones: { cluster: CLUSTER_ZONE },
      existing: {
        networkId: SPOKE,
        cidr: "10.20.0.0/16",
        subnets: {
          nodes: spokeSubnet("machines"),
          endpoints: spokeSubnet("endpoints"),
          data: spokeSubnet("postgres"),
          "api-server": spokeSubnet("api"),
          public: spokeSubnet("balancers"),
        },
      },
    },
  },
  databases: [{ name: "orders" }],
});
export const SPOKE_NETWORK = { id: SPOKE, clusterZone: CLUSTER_ZONE };

export const AZURE_CLUSTER = onAks({
  cluster: {
    version: "1.34",
    azure: {
      existing: {
        name: "shared",
        resourceGroup: "platform",
        endpoint: "https://shared-1a2b3c.hcp.westeurope.azmk8s.io:443",
        certificateAuthority: AUTHORITY,
        oidcIssuer: "https://westeurope.oic.prod-aks.azure.com/99999999-2222-4333-a444-555555555555/abc/",
        identity: "22334455-6677-4899-8011-bbccddeeff00",
      },
    },
  },
  databases: [{ name: "orders" }],
  ingress: { host: "dev.example.org", dnsZone: { name: "dev.example.org" } },
  secrets: { namespaces: [{ name: "shop", secrets: ["stripe/api-key"] }] },
});
