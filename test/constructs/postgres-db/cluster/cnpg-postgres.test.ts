import { Construct } from "constructs";
import { AdoptedPostgres } from "../../../../src/constructs/postgres-db/adopted-postgres";
import { s3Place } from "../../../../src/constructs/postgres-db/aws/backup-place";
import { CnpgPostgres } from "../../../../src/constructs/postgres-db/cluster/cnpg-postgres";
import type { IKubernetesCluster } from "../../../../src/constructs/k8s-cluster/contract";
import { AdoptedObjectStore } from "../../../../src/constructs/object-storage/adopted-store";
import type { PostgresDbProps } from "../../../../src/constructs/postgres-db/props";
import type { WorkloadIdentityProps } from "../../../../src/model/identity";
import { type CustomResource, expectValidCustomResource, isCustom } from "../../../helpers/crd";
import { databaseProps, FakeStore, only, problemsOf, stackOf, type Synthesized, synthesized } from "../fixtures";

/** Notes the identities that it is asked for. */
class FakeCluster extends Construct {
  public readonly identities: WorkloadIdentityProps[] = [];

  public identify(scope: Construct, id: string, props: WorkloadIdentityProps): object {
    this.identities.push(props);
    const identity = new Construct(scope, id);
    return Object.assign(identity, {
      serviceAccountAnnotations: { "cloud/id": "7" },
      podLabels: { "cloud/use": "true" },
      assumable: {},
      ready: [],
    });
  }
}

interface Built {
  readonly json: Synthesized;
  readonly server: CnpgPostgres;
  readonly store: FakeStore;
  readonly cluster: FakeCluster;
}

function build(props: Partial<PostgresDbProps> = {}, clients: readonly string[] = ["shop"]): Built {
  const stack = stackOf();
  const store = new FakeStore(stack, "store");
  const cluster = new FakeCluster(stack, "cluster");
  const backups = new AdoptedObjectStore(stack, "backups", {
    bucketName: "dev-databases",
    region: "eu-west-1",
    endpoint: "s3.eu-west-1.amazonaws.com",
    details: { storeId: "arn:aws:s3:::dev-databases", keyId: "key" },
  });
  const place = {
    namespace: "postgres",
    cluster: cluster as unknown as IKubernetesCluster,
    secrets: store,
    secretPrefix: "dev/databases/orders",
    deleteWithEnvironment: true,
    backups,
    clients,
    dependsOn: [],
  };
  const server = new CnpgPostgres(
    stack,
    "orders",
    { ...databaseProps(stack), runs: "in-cluster", place, ...props },
    s3Place,
  );
  return { json: synthesized(stack), server, store, cluster };
}

function objectsOf(json: Synthesized): readonly CustomResource[] {
  const release = Object.values(json.resource["helm_release"] ?? {}).find(({ name }) =>
    String(name).startsWith("postgres-"),
  );
  const [values = "{}"] = (release?.["values"] ?? []) as readonly string[];
  return (JSON.parse(values) as { objects: readonly CustomResource[] }).objects;
}

interface Cluster {
  readonly instances: number;
  readonly enablePDB: boolean;
  readonly postgresql: {
    readonly parameters: Readonly<Record<string, string>>;
    readonly pg_hba: readonly string[];
    readonly synchronous?: object;
  };
  readonly affinity: { readonly podAntiAffinityType: string };
  readonly [field: string]: unknown;
}
const ofKind = (json: Synthesized, kind: string): Readonly<Record<string, unknown>> =>
  objectsOf(json).find((object) => object.kind === kind)?.["spec"] as Readonly<Record<string, unknown>>;
const clusterOf = (json: Synthesized): Cluster => ofKind(json, "Cluster") as unknown as Cluster;

test("all that it consists of is valid by its definition, whatever is asked for", () => {
  const pooler = { mode: "transaction", instances: 2, clientConnections: 100, serverConnections: 5 } as const;
  for (const props of [{}, { inCluster: { pooler } }, { restore: { from: "dev-old", latest: true as const } }]) {
    const custom = objectsOf(build(props).json).filter(isCustom);
    expect(custom.length).toBeGreaterThan(3);
    for (const object of custom) expectValidCustomResource(object);
  }
});

test.each([
  [{ highAvailability: false }, 1],
  [{ highAvailability: true }, 3],
  [{ highAvailability: false, readReplicas: 1 }, 2],
  [{ highAvailability: true, readReplicas: 1 }, 3],
  [{ highAvailability: true, readReplicas: 4 }, 5],
])("%j: %d nodes, on nodes of their own, of which one at a time may go", (props, instances) => {
  const { instances: made, enablePDB, affinity, postgresql } = clusterOf(build(props).json);
  expect(made).toBe(instances);
  // A budget of a single node would hold up every drain.
  expect(enablePDB).toBe(instances > 1);
  expect(affinity.podAntiAffinityType).toBe(instances > 1 ? "required" : "preferred");
  expect(postgresql.synchronous).toEqual(
    props.highAvailability ? { method: "any", number: 1, dataDurability: "required", failoverQuorum: true } : undefined,
  );
});

test("TLS alone, and databases that come with a server for the administrator and for figures", () => {
  const { json } = build();
  const { postgresql, certificates, enableSuperuserAccess } = clusterOf(json);
  expect(postgresql.pg_hba).toEqual([
    "hostnossl all all all reject",
    "hostssl all administrator all scram-sha-256",
    "hostssl postgres monitoring all scram-sha-256",
    "host postgres,template1,administrator all all reject",
  ]);
  expect(certificates).toEqual({ serverTLSSecret: "dev-orders-tls", serverCASecret: "dev-orders-tls" });
  expect(enableSuperuserAccess).toBe(false);
  expect(ofKind(json, "Certificate")["dnsNames"]).toEqual(
    expect.arrayContaining(["dev-orders-rw.postgres.svc", "dev-orders-ro.postgres.svc"]),
  );
});

test("the file's parameters come over those of the size, and none is lost", () => {
  const { parameters } = clusterOf(
    build({ size: "large", parameters: { work_mem: "8MB", max_connections: "50" } }).json,
  ).postgresql;
  expect(parameters).toMatchObject({
    work_mem: "8MB",
    max_connections: "50",
    shared_buffers: "4096MB",
    ssl_min_protocol_version: "TLSv1.2",
  });
});

test("the administrator's password is made in the cluster; with another revision another Secret is named", () => {
  const { server, store, json } = build();
  expect(store.generated).toMatchObject([{ remoteName: "dev/databases/orders/administrator/1" }]);
  expect(store.delivered).toMatchObject([{ labels: { "cnpg.io/reload": "true" } }]);
  expect(clusterOf(json)["bootstrap"]).toMatchObject({
    initdb: { owner: "administrator", secret: { name: server.admin.secretName } },
  });
  const raised = build({ inCluster: { adminPasswordRevision: 2 } }).server;
  expect(raised.admin.secretName).not.toBe(server.admin.secretName);
});

test("backups and log go to the store, under a name of their own, with the pods' identity", () => {
  const { json, cluster } = build({ backupDays: 21, inCluster: { backupAt: "23:05", backupsName: "orders-2" } });
  expect(ofKind(json, "ObjectStore")).toMatchObject({
    configuration: { destinationPath: "s3://dev-databases", s3Credentials: { inheritFromIAMRole: true } },
    retentionPolicy: "21d",
  });
  expect(ofKind(json, "ScheduledBackup")).toMatchObject({ schedule: "0 5 23 * * *", immediate: true });
  expect(clusterOf(json)["plugins"]).toEqual([
    {
      name: "barman-cloud.cloudnative-pg.io",
      isWALArchiver: true,
      parameters: { barmanObjectName: "dev-orders", serverName: "orders-2" },
    },
  ]);
  expect(cluster.identities).toMatchObject([
    { namespace: "postgres", serviceAccount: "dev-orders", permissions: [{ kind: "objects", access: "read-write" }] },
  ]);
  expect(clusterOf(json)["serviceAccountTemplate"]).toEqual({ metadata: { annotations: { "cloud/id": "7" } } });
});

test("restored as of a time, its zone is told apart", () => {
  const { json } = build({ restore: { from: "dev-old", at: "2026-11-25T15:04:00+01:00" } });
  expect(clusterOf(json)["bootstrap"]).toMatchObject({
    recovery: { source: "source", recoveryTarget: { targetTime: "2026-11-25T14:04:00Z" } },
  });
  expect(clusterOf(json)["externalClusters"]).toMatchObject([{ plugin: { parameters: { serverName: "dev-old" } } }]);
});

test("it is reached from its clients' namespaces and the given ranges; without any, by nobody", () => {
  const ingressOf = ({ json }: Built): unknown =>
    (only(json, "kubernetes_network_policy_v1")["spec"] as { ingress?: unknown }).ingress;
  expect(ingressOf(build({ allow: ["10.9.0.0/16"] }))).toEqual([
    {
      from: [
        { namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "shop" } } },
        { ip_block: { cidr: "10.9.0.0/16" } },
      ],
      ports: [{ port: "5432", protocol: "TCP" }],
    },
  ]);
  expect(ingressOf(build({}, [])) ?? []).toEqual([]);
});

test("readers, and those who share connections, have hosts of their own", () => {
  const pooler = { mode: "session" as const };
  const { server, json } = build({ readReplicas: 2, inCluster: { pooler } });
  expect(server.host).toBe("dev-orders-rw.postgres.svc");
  expect(server.readerHost).toBe("dev-orders-ro.postgres.svc");
  expect(server.attributes.details["poolerHost"]).toBe("dev-orders-pooler.postgres.svc");
  expect(ofKind(json, "Pooler")).toMatchObject({ instances: 2, pgbouncer: { poolMode: "session" } });
  expect(build().server.readerHost).toBe("dev-orders-rw.postgres.svc");
});

test("its attributes are all that another stack needs", () => {
  const { server } = build();
  const adopted = new AdoptedPostgres(stackOf(), "orders", server.attributes);
  expect(adopted.admin).toEqual(server.admin);
  expect(adopted.host).toBe(server.host);
});

test.each<[string, Partial<PostgresDbProps>]>([
  ["POSTGRES_PLACE", { place: undefined as never }],
  ["DATABASE_IN_CLUSTER", { maxStorage: 100 }],
  ["DATABASE_IN_CLUSTER", { maintenanceWindow: "sun:03:00-sun:04:00" }],
  ["DATABASE_PARAMETER", { parameters: { archive_command: "true" } }],
  ["DATABASE_PARAMETER", { parameters: { ssl_min_protocol_version: "TLSv1" } }],
  ["DATABASE_PARAMETER", { parameters: { fsync: "off" } }],
  ["DATABASE_PARAMETER", { highAvailability: true, parameters: { synchronous_commit: "local" } }],
  ["DATABASE_OPEN", { allow: ["0.0.0.0/0"] }],
  ["INVALID_PROPS", { inCluster: { walStorage: 0 } }],
  ["INVALID_PROPS", { inCluster: { backupAt: "24:00" } }],
  ["INVALID_PROPS", { inCluster: { backupsName: "a/b" } }],
])("%s: %j", (code, props) => {
  expect(problemsOf(() => build(props)).map((problem) => problem.code)).toEqual([code]);
});

test("without a standby a commit may be told early", () => {
  expect(() => build({ highAvailability: false, parameters: { synchronous_commit: "off" } })).not.toThrow();
});
