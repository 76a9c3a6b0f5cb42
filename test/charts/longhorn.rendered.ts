/** The chart longhorn: volumes with copies. */
import { platformRelease } from "./bare-hosts";
import { looseImages } from "./every-release";
import { podOf, replicasOf } from "./pods";
import { bindingsOf } from "./rbac";
import { named, ofKind } from "./rendered";

const documents = platformRelease("longhorn");

test("it has no console, and brings no class of volumes of its own", () => {
  expect(replicasOf(named(documents, "Deployment", "longhorn-ui"))).toBe(0);
  expect(JSON.stringify(ofKind(documents, "ConfigMap"))).not.toContain("kind: StorageClass");
});

test("its settings are those that keep volumes, and nothing calls home", () => {
  const { data } = named(documents, "ConfigMap", "longhorn-default-setting") as unknown as {
    readonly data: Readonly<Record<string, string>>;
  };
  for (const setting of [
    'default-data-path: "/var/lib/jangada-volumes"',
    "replica-soft-anti-affinity: false",
    "upgrade-checker: false",
    "allow-collecting-longhorn-usage-metrics: false",
    "node-down-pod-deletion-policy: delete-both-statefulset-and-deployment-pod",
    "node-drain-policy: block-if-contains-last-replica",
    "deleting-confirmation-flag: true",
  ]) {
    expect((data["default-setting.yaml"] ?? "").replaceAll('"', "")).toContain(setting.replaceAll('"', ""));
  }
});

test("its managers go before what needs volumes; images are of a version", () => {
  expect(podOf(named(documents, "DaemonSet", "longhorn-manager")).priorityClassName).toBe("system-node-critical");
  expect(looseImages(documents)).toEqual([]);
});

// It runs on every host as its root, and makes pods by itself; what collects a bundle for support may read all. Its namespace is closed.
test("its rights are those that are written down", () => {
  expect(bindingsOf(documents)).toMatchInlineSnapshot(`
   [
     "ClusterRoleBinding of ClusterRole longhorn-role to ServiceAccount longhorn-system/longhorn-service-account",
     "ClusterRoleBinding of ClusterRole cluster-admin to ServiceAccount longhorn-system/longhorn-support-bundle",
     "RoleBinding of Role longhorn to ServiceAccount longhorn-system/longhorn-service-account",
   ]
  `);
});
