/** The chart of CloudNativePG's operator, and the server that it makes of the file. */
import { EVERY_OPTION, objectsOf } from "./every-option";
import { containerOf, podOf, replicasOf } from "./pods";
import { CONTROLLERS } from "./profile";
import { rulesOf } from "./rbac";
import { named, ofKind, releasesOfChart } from "./rendered";

const NAME = "postgres";

describe.each(releasesOfChart("cloudnative-pg"))("in $environment.name", ({ environment, documents }) => {
  const { profile } = environment.file;
  const operator = named(documents, "Deployment", NAME);

  test("it sees one namespace, and has rights in no other but to read nodes and for its own webhooks", () => {
    expect(containerOf(operator).env).toContainEqual({ name: "WATCH_NAMESPACE", value: NAME });
    expect(rulesOf(documents).filter((line) => /^ClusterRole postgres: .*secrets/.test(line))).toEqual([]);
  });

  test("its copies are the profile's, and go last", () => {
    expect(replicasOf(operator)).toBe(CONTROLLERS[profile]);
    expect(podOf(operator).priorityClassName).toBe("jangada-platform");
    expect(podOf(operator).serviceAccountName).toBe(NAME);
  });

  test("definitions are templates of it, and stay when it goes", () => {
    const definitions = ofKind(documents, "CustomResourceDefinition");
    expect(definitions.map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining(["clusters.postgresql.cnpg.io", "poolers.postgresql.cnpg.io"]),
    );
    for (const { metadata } of definitions) {
      expect(metadata.annotations?.["helm.sh/resource-policy"]).toBe("keep");
    }
  });
});

test("a server in the cluster is the file's: nodes, volumes, size, its backups, and a pooler before it", () => {
  const objects = objectsOf(EVERY_OPTION, `postgres-${EVERY_OPTION}-bills`);
  expect(ofKind(objects, "Cluster")[0]?.["spec"]).toMatchObject({
    instances: 3,
    storage: { size: "33Gi" },
    walStorage: { size: "12Gi" },
    resources: { requests: { memory: "4096Mi" }, limits: { memory: "4096Mi" } },
    postgresql: { parameters: { work_mem: "8MB" }, synchronous: { dataDurability: "required" } },
    enableSuperuserAccess: false,
  });
  expect(ofKind(objects, "ObjectStore")[0]?.["spec"]).toMatchObject({ retentionPolicy: "21d" });
  expect(ofKind(objects, "ScheduledBackup")[0]?.["spec"]).toMatchObject({ schedule: "0 30 4 * * *" });
  expect(ofKind(objects, "Pooler")[0]?.["spec"]).toMatchObject({
    instances: 3,
    pgbouncer: { poolMode: "session", parameters: { max_client_conn: "500", default_pool_size: "15" } },
  });
});
