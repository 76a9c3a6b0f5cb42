/** What Datadog's operator and agents may do: listed, so that nothing comes to it unseen. */
import { datadogRights } from "../../../../src/constructs/observability/datadog/rights";

interface Role {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly { readonly resources?: readonly string[]; readonly verbs: readonly string[] }[];
}

const rolesOf = (alone: boolean): readonly Role[] =>
  (datadogRights(alone) as readonly unknown[] as readonly Role[]).filter(({ rules }) => rules);
/** Those beside Prometheus; in its place there are more of them. */
const roles = rolesOf(false);
const clusterWide = roles.filter(({ kind }) => kind === "ClusterRole");
const rights = ({ metadata, rules = [] }: Role): readonly string[] =>
  rules.flatMap(({ resources = [], verbs }) => resources.map((what) => `${metadata.name}: ${verbs.join(",")} ${what}`));

test("everything that holds for the whole cluster", () => {
  expect(clusterWide.flatMap(rights)).toEqual([
    "datadog-operator: get,list,watch clusterroles",
    "datadog-operator: get,list,watch clusterrolebindings",
    "datadog-operator: get,list,watch mutatingwebhookconfigurations",
    "datadog-operator: get,list,watch validatingwebhookconfigurations",
    "datadog-operator: get,list,watch apiservices",
    "datadog-operator: get,list,watch customresourcedefinitions",
    "datadog-operator: get,list,watch nodes",
    "datadog-operator: get,list,watch namespaces",
    "datadog-agent: get nodes/metrics",
    "datadog-agent: get nodes/spec",
    "datadog-agent: get nodes/stats",
    "datadog-agent: get nodes/pods",
    "datadog-agent: get nodes/healthz",
    "datadog-agent: get nodes/configz",
    "datadog-agent: get endpoints",
    "datadog-agent: get leases",
    "datadog-cluster-agent: get,list,watch services",
    "datadog-cluster-agent: get,list,watch events",
    "datadog-cluster-agent: get,list,watch endpoints",
    "datadog-cluster-agent: get,list,watch pods",
    "datadog-cluster-agent: get,list,watch nodes",
    "datadog-cluster-agent: get,list,watch namespaces",
    "datadog-cluster-agent: get,list,watch componentstatuses",
    "datadog-cluster-agent: get,list,watch endpointslices",
    "datadog-cluster-agent: list,watch horizontalpodautoscalers",
  ]);
});

test("in the place of Prometheus the cluster agent looks at objects, but at no Secret and no ConfigMap", () => {
  const beside = roles.flatMap(rights);
  expect(
    rolesOf(true)
      .flatMap(rights)
      .filter((right) => !beside.includes(right)),
  ).toEqual(
    [
      "limitranges",
      "namespaces",
      "nodes",
      "persistentvolumeclaims",
      "persistentvolumes",
      "pods",
      "replicationcontrollers",
      "resourcequotas",
      "services",
      "daemonsets",
      "deployments",
      "replicasets",
      "statefulsets",
      "horizontalpodautoscalers",
      "cronjobs",
      "jobs",
      "ingresses",
      "poddisruptionbudgets",
      "storageclasses",
      "volumeattachments",
    ]
      .map((what) => `datadog-cluster-agent: list,watch ${what}`)
      .filter((right) => !beside.includes(right)),
  );
});

test("Secrets are read and written in their own namespace alone, by the operator", () => {
  const reading = roles.filter((role) => rights(role).some((right) => right.endsWith(" secrets")));
  expect(reading.map(({ kind, metadata }) => ({ kind, ...metadata }))).toEqual([
    { kind: "Role", name: "datadog-operator", namespace: "datadog" },
  ]);
});

test("nobody may do everything, start a program in a pod, or give rights for the whole cluster", () => {
  const all = roles.flatMap(rights);
  expect(all.filter((right) => /\*|nodes\/proxy|pods\/exec|\b(?:escalate|bind|impersonate)\b/.test(right))).toEqual([]);
  const changing = clusterWide.flatMap(({ rules = [] }) => rules.flatMap(({ verbs }) => verbs));
  expect([...new Set(changing)].sort()).toEqual(["get", "list", "watch"]);
});
