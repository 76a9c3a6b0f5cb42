/** Databases, secrets, ingress and the place for states of the stub: what neutral implementations leave to a target. */
import { Construct } from "constructs";
import { AdoptedVelero } from "../../../src/constructs/velero/adopted-velero";
import { ClusterVelero } from "../../../src/constructs/velero/cluster/cluster-velero";
import type { VeleroContract } from "../../../src/constructs/velero/contract";
import { TerraformData } from "../../../src/constructs/kit/cdktf/terraform-data";
import type { IngressContract } from "../../../src/constructs/ingress/contract";
import type { EdgeFactory } from "../../../src/constructs/ingress/cluster/edge";
import { traefikIngressOn } from "../../../src/constructs/ingress/cluster/traefik-ingress";
import { observabilityOn } from "../../../src/constructs/observability/cluster/observability";
import type { ObservabilityContract } from "../../../src/constructs/observability/contract";
import { AdoptedObjectStore } from "../../../src/constructs/object-storage/adopted-store";
import type { ObjectStoreContract } from "../../../src/constructs/object-storage/contract";
import { AdoptedPostgres } from "../../../src/constructs/postgres-db/adopted-postgres";
import type { PostgresDbContract } from "../../../src/constructs/postgres-db/contract";
import { postgresSqlJobImplementation } from "../../../src/constructs/postgres-db/cluster/postgres-sql-job";
import type { PostgresServicesContract } from "../../../src/constructs/postgres-db/postgres-services";
import { externalSecretsOn } from "../../../src/constructs/secrets/cluster/external-secrets";
import type { StoreBackend } from "../../../src/constructs/secrets/cluster/store-backend";
import type { SecretStoreContract } from "../../../src/constructs/secrets/contract";
import type { ISecretsKey, SecretsKeyContract } from "../../../src/constructs/secrets/secrets-key";
import type { IStateBucket, StateBucketContract } from "../../../src/constructs/state-bucket/contract";
import type { Served } from "./network";

export const stubPostgres: Served<PostgresDbContract> = () => ({
  create: (scope, id, { name }) => {
    const server = new AdoptedPostgres(scope, id, {
      serverName: name,
      host: `${name}.example.org`,
      port: 5432,
      readerHost: `${name}.example.org`,
      majorVersion: "17",
      details: { secretId: `${name}-admin`, keyId: "lock" },
    });
    server.node.defaultChild = new TerraformData(server, "Resource", { input: name });
    return server;
  },
  fromAttributes: (scope, id, attributes) => new AdoptedPostgres(scope, id, attributes),
});

const AUTHORITIES = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";

export const stubServices: Served<PostgresServicesContract> = () => ({
  ...postgresSqlJobImplementation,
  create: (scope, id, { caBundle = AUTHORITIES, ...props }) =>
    postgresSqlJobImplementation.create(scope, id, { ...props, caBundle }),
});

class StubKey extends Construct implements ISecretsKey {
  public readonly keyId = "lock";
  public readonly attributes = { keyId: "lock", details: {} };
}

export const stubSecretsKey: Served<SecretsKeyContract> = () => ({
  create: (scope, id) => new StubKey(scope, id),
  fromAttributes: (scope, id) => new StubKey(scope, id),
});

const strongroom: StoreBackend = {
  kind: "strongroom",
  provider: ({ region }, { prefix, identity }) => ({
    webhook: {
      url: `https://strongroom.example.org/${region}/${prefix}`,
      ...(identity ? { headers: { As: identity } } : {}),
    },
  }),
  pushMetadata: () => undefined,
};

export const stubSecrets: Served<SecretStoreContract> = () => externalSecretsOn(strongroom);

const edge: EdgeFactory = (scope, { settings, network }) => {
  const name = settings.dnsZone?.name;
  const balancer = new TerraformData(scope, "balancer", { input: settings.host });
  return {
    service: { annotations: {}, spec: {}, proxyProtocol: false, sources: [network.cidr] },
    ...(name
      ? {
          dns: {
            zoneId: name,
            nameServers: [`ns.${name}`],
            permission: { kind: "dns-records" as const, zoneIds: [name] },
            solver: () => ({ rfc2136: { nameserver: "192.0.2.53" } }),
            externalDns: { provider: { name: "rfc2136" } },
          },
        }
      : {}),
    namespaceLabels: {},
    ready: [balancer],
  };
};

export const stubIngress: Served<IngressContract> = () => traefikIngressOn(edge);

class StubBucket extends Construct implements IStateBucket {
  public readonly keyId = "lock";
  constructor(
    scope: Construct,
    id: string,
    public readonly bucketName: string,
  ) {
    super(scope, id);
  }
  public get attributes() {
    return { bucketName: this.bucketName, keyId: this.keyId };
  }
}

export const stubStateBucket: Served<StateBucketContract> = () => ({
  create: (scope, id, { bucket }) => new StubBucket(scope, id, bucket),
  fromAttributes: (scope, id, { bucketName }) => new StubBucket(scope, id, bucketName),
});

export const stubObservability: Served<ObservabilityContract> = () =>
  observabilityOn({ kind: "filesystem", storage: () => ({}) });

export const stubObjectStore: Served<ObjectStoreContract> = () => ({
  create: (scope, id, { name, region }) => {
    const endpoint = `${region}.store.example.org`;
    const store = new AdoptedObjectStore(scope, id, { bucketName: name, region, endpoint, details: { keyId: "lock" } });
    store.node.defaultChild = new TerraformData(store, "Resource", { input: name });
    return store;
  },
  fromAttributes: (scope, id, attributes) => new AdoptedObjectStore(scope, id, attributes),
});

export const stubVelero: Served<VeleroContract> = () => ({
  create: (scope, id, props) =>
    new ClusterVelero(scope, id, props, {
      provider: "strongroom",
      plugin: "registry.example.org/velero-strongroom:1",
      locationConfig: () => ({}),
      snapshotDriver: "hold.example.org",
      snapshots: () => [],
    }),
  fromAttributes: (scope, id, attributes) => new AdoptedVelero(scope, id, attributes),
});
