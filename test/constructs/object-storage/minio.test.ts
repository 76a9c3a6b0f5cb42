/** MinIO as the servers of a whole environment's stores, synthesized. */
import { minioPolicy } from "../../../src/constructs/object-storage/cluster/minio/policies";
import type { KubernetesObject } from "../../../src/constructs/kit/cluster/kubernetes-object";
import { customResourceProblems, isCustom } from "../../helpers/crd";
import { edited } from "../../helpers/edited";
import { type Blocks, build, type Built, FILE } from "../../infra/kubeadm/whole-platform";

const POOLS = "objectServers: { engine: minio, servers: 4, copies: 3, minio: { pools: 2 } }";

let built: Built;
beforeAll(() => {
  built = build(edited(FILE, "objectServers: {}", POOLS));
});

const platform = (): Blocks => built.stacks["dev-platform"] ?? {};
const objects = (): readonly KubernetesObject[] => built.manifests.flatMap((one) => one.objects);
const only = (kind: string, name: string): KubernetesObject => {
  const [found, ...others] = objects().filter((one) => one.kind === kind && one.metadata.name === name);
  if (!found || others.length > 0) throw new Error(`There is not one ${kind} '${name}'.`);
  return found;
};

test("there is nothing of SeaweedFS, and every custom resource is what its definition asks for", () => {
  expect(JSON.stringify(platform())).not.toMatch(/seaweed/i);
  expect(
    objects()
      .filter(isCustom)
      .flatMap((one) => customResourceProblems(one)),
  ).toEqual([]);
});

test("each set is told to each server, with as many shards of parity as servers may be lost", () => {
  expect(only("StatefulSet", "minio")["spec"]).toMatchObject({
    replicas: 8,
    podManagementPolicy: "Parallel",
    template: {
      spec: {
        automountServiceAccountToken: false,
        priorityClassName: "jangada-data",
        containers: [
          {
            image: expect.stringMatching(/^quay\.io\/minio\/minio:RELEASE\./) as string,
            args: [
              "server",
              "https://minio-{0...3}.minio-servers.object-storage.svc:8443/data",
              "https://minio-{4...7}.minio-servers.object-storage.svc:8443/data",
              "-S",
              "/run/certificates",
              "--address",
              ":8443",
            ],
            env: expect.arrayContaining([
              { name: "MINIO_STORAGE_CLASS_STANDARD", value: "EC:2" },
              { name: "MINIO_ROOT_PASSWORD_FILE", value: "/run/admin/password" },
            ]) as unknown[],
          },
        ],
      },
    },
  });
  const claims = Object.values(platform()["kubernetes_persistent_volume_claim_v1"] ?? {}).map(
    ({ metadata }) => (metadata as { readonly name: string }).name,
  );
  expect(claims.filter((name) => name.startsWith("data-minio-"))).toHaveLength(8);
});

test("clients find it where they find any, and its certificate is for them and for each server", () => {
  expect(only("Service", "s3")["spec"]).toMatchObject({ ports: [{ port: 443, targetPort: 8443 }] });
  expect(only("Certificate", "s3-tls")["spec"]).toMatchObject({
    dnsNames: expect.arrayContaining(["s3.object-storage.svc", "*.minio-servers.object-storage.svc"]) as string[],
  });
});

test("who uses a store gets a user, and every bucket is made as one that can be locked", () => {
  const maps = platform()["kubernetes_config_map_v1"] ?? {};
  const users = maps["objectStorage_Servers_users_files"]?.["data"] as Readonly<Record<string, string>>;
  expect(Object.keys(users).sort()).toEqual([
    "backups.observability.loki.json",
    "backups.postgres.postgres.json",
    "backups.velero.velero.json",
    "documents.shop.shop.json",
    "make-users.sh",
  ]);
  const jobs = platform()["kubernetes_job_v1"] ?? {};
  for (const store of ["documents", "backups"]) {
    expect(JSON.stringify(jobs[`objectStorage_${store}`])).toContain('{"name":"LOCKABLE","value":"yes"}');
  }
  expect(jobs["objectStorage_documents"]?.["depends_on"]).toContain("kubernetes_job_v1.objectStorage_Servers_users");
});

test("besides clients, Jobs and the servers themselves only who reads figures reaches them", () => {
  const policy = JSON.stringify(platform()["kubernetes_network_policy_v1"]?.["objectStorage_Servers_servers"]);
  const namespaces = [...policy.matchAll(/"kubernetes.io\/metadata.name":"([^"]+)"/g)].map(([, name]) => name);
  expect(new Set(namespaces)).toEqual(
    new Set(["object-storage", "observability", "shop", "velero", "postgres", "kube-system"]),
  );
  expect(policy).not.toContain('"namespace_selector":{}');
});

test("Velero leaves its own backups out, and its volumes go with the environment only where nothing is protected", () => {
  expect(JSON.stringify(only("StatefulSet", "minio"))).toContain('"velero.io/exclude-from-backup":"true"');
  const claim = platform()["kubernetes_persistent_volume_claim_v1"]?.["objectStorage_Servers_volumes_minio-0"];
  expect(claim?.["lifecycle"]).toMatchObject({ prevent_destroy: true });
});

test("a server alone has a drive and no others", () => {
  const { manifests } = build(
    edited(
      FILE,
      "objectServers: {}",
      "objectServers: { engine: minio, servers: 1, copies: 1, minio: { image: r.example.org/m:1 } }",
    ),
  );
  const set = manifests
    .flatMap((one) => one.objects)
    .find(({ kind, metadata }) => kind === "StatefulSet" && metadata.name === "minio");
  const text = JSON.stringify(set);
  expect(text).toContain('"args":["server","/data","-S"');
  expect(text).toContain('"image":"r.example.org/m:1"');
  expect(text).not.toContain("MINIO_STORAGE_CLASS_STANDARD");
});

test("what MinIO lets whoever deletes, or logs in at all, is denied", () => {
  const { Statement } = JSON.parse(minioPolicy("b", [{ access: "read-write" }])) as {
    readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[];
  };
  expect(Statement.filter(({ Effect }) => Effect === "Deny").flatMap(({ Action }) => Action)).toEqual([
    "s3:DeleteObjectVersion",
    "admin:*",
  ]);
});
