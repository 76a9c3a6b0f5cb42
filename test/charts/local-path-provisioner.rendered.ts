/** The chart local-path-provisioner: folders of hosts. */
import { platformRelease } from "./bare-hosts";
import { looseImages, withoutPriority, withoutResources } from "./every-release";
import { containerOf, unrestricted } from "./pods";
import { bindingsOf, rulesOf, sensitive } from "./rbac";
import { named, ofKind } from "./rendered";

const documents = platformRelease("local-path-provisioner");
const provisioner = named(documents, "Deployment", "local-path-provisioner");

test("the class of volumes is Terraform's, whose provisioner this is", () => {
  expect(ofKind(documents, "StorageClass")).toEqual([]);
  const { command = [] } = containerOf(provisioner) as { readonly command?: readonly string[] };
  expect(command[command.indexOf("--provisioner-name") + 1]).toBe("cluster.local/local-path-provisioner");
  expect(command[command.indexOf("--helper-image") + 1]).not.toMatch(/latest|busybox/);
});

test("folders are made where the file says", () => {
  const { data } = named(documents, "ConfigMap", "local-path-config") as unknown as { data: Record<string, string> };
  expect(JSON.parse(data["config.json"] ?? "")).toEqual({
    nodePathMap: [{ node: "DEFAULT_PATH_FOR_NON_LISTED_NODES", paths: ["/var/lib/jangada-volumes"] }],
  });
});

test("its pod could stand in a restricted namespace, asks for what it needs, and goes before others", () => {
  expect(unrestricted([provisioner])).toEqual([]);
  for (const problems of [withoutResources, looseImages, withoutPriority]) expect(problems(documents)).toEqual([]);
});

test("its rights are those that are written down", () => {
  expect(bindingsOf(documents)).toMatchInlineSnapshot(`
   [
     "ClusterRoleBinding of ClusterRole local-path-provisioner to ServiceAccount local-path-storage/local-path-provisioner",
     "RoleBinding of Role local-path-provisioner to ServiceAccount local-path-storage/local-path-provisioner",
   ]
  `);
  expect(sensitive(rulesOf(documents))).toMatchInlineSnapshot(`
   [
     "ClusterRole local-path-provisioner: get,list,watch /nodes",
     "ClusterRole local-path-provisioner: get,list,watch /pods",
     "ClusterRole local-path-provisioner: get,list,watch /pods/log",
     "Role local-path-provisioner: create,delete,get,list,patch,update,watch /pods",
   ]
  `);
});
