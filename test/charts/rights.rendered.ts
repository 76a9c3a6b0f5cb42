/** Who may do what in the cluster: held to `rights.ts`, for every environment. */
import { mergeValues } from "../../src/constructs/kit/cluster/merge-values";
import type { ChartName } from "../../src/catalog/charts";
import { renderAgain } from "./again";
import { terraformObjects } from "./terraform-objects";
import type { RenderedEnvironment } from "./gather";
import type { KubernetesDocument } from "./helm";
import { aggregated, bindingsOf, rulesOf, sensitive } from "./rbac";
import { environments, ofKind, releasesOfChart } from "./rendered";
import { type Rights, RIGHTS_OFF } from "./rights";
import { RIGHTS } from "./rights-of-releases";

function rightsOf(documents: readonly KubernetesDocument[]): Required<Rights> {
  return {
    bindings: bindingsOf(documents),
    aggregated: aggregated(documents),
    sensitive: [...sensitive(rulesOf(documents))],
  };
}

/** By release; what Terraform itself makes is `terraform`. */
function rightsIn({ releases, resources }: RenderedEnvironment): Readonly<Record<string, Required<Rights>>> {
  return {
    ...Object.fromEntries(releases.map(({ name, documents }) => [name, rightsOf(documents)])),
    terraform: rightsOf(terraformObjects(resources)),
  };
}

const FIELDS = ["bindings", "aggregated", "sensitive"] as const;

/** `release: field: line` of all environments together. */
const found = [
  ...new Set(
    environments().flatMap((environment) =>
      Object.entries(rightsIn(environment)).flatMap(([release, rights]) =>
        FIELDS.flatMap((field) => rights[field].map((line) => `${release}: ${field}: ${line}`)),
      ),
    ),
  ),
].sort();

test("rights are those that are written down, and no others", () => {
  const written = Object.entries(RIGHTS).flatMap(([release, rights]) =>
    FIELDS.flatMap((field) => (rights[field] ?? []).map((line) => `${release}: ${field}: ${line}`)),
  );
  expect(found).toEqual(written.sort());
});

test("all rights has Velero alone, which must be able to put back anything", () => {
  expect(found.filter((line) => /cluster-admin| \* \*\/\*/.test(line))).toEqual([
    "velero: bindings: ClusterRoleBinding of ClusterRole cluster-admin to ServiceAccount velero/velero",
    "velero: sensitive: Role velero-server: * */*",
  ]);
});

test("Secrets of all namespaces are read by these roles alone", () => {
  const readers = found.flatMap((line) => {
    const [, role] =
      /sensitive: ClusterRole (\S+): [^ ]*\b(?:get|list|watch|\*)\b[^ ]* \/(?:secrets|\*)$/.exec(line) ?? [];
    return role === undefined ? [] : [role];
  });
  expect([...new Set(readers)]).toEqual([
    // The authorities that webhooks are given.
    "cert-manager-cainjector",
    // Certificates and account keys stand where the Ingress stands that asks for them.
    "cert-manager-controller-certificates",
    "cert-manager-controller-challenges",
    "cert-manager-controller-clusterissuers",
    "cert-manager-controller-issuers",
    "cert-manager-controller-orders",
    // It finds its webhook's certificate; the chart offers nothing narrower.
    "external-secrets-cert-controller",
    // It is there to write them.
    "external-secrets-controller",
    // Certificates of the hosts that it serves.
    "traefik-traefik",
  ]);
});

test("no role makes tokens of service accounts, or acts as somebody else", () => {
  expect(found.filter((line) => /serviceaccounts\/token|impersonate|escalate|\bbind\b/.test(line))).toEqual([]);
});

test("what a namespace's own people get by `view`, `edit` or `admin` reaches no other namespace", () => {
  const gathered = environments().flatMap(({ releases }) =>
    releases.flatMap(({ documents }) =>
      ofKind(documents, "ClusterRole").filter((role) => aggregated([role]).length > 0),
    ),
  );
  // Pods' figures are read where the pods are; the other kinds are the cluster's, which a binding in a namespace does not reach.
  const ofCluster = new Set(
    releasesOfChart("karpenter-crd").flatMap(({ documents }) =>
      documents
        .map(({ spec }) => spec as { readonly scope: string; readonly names: { readonly plural: string } })
        .filter(({ scope }) => scope === "Cluster")
        .map(({ names }) => names.plural),
    ),
  );
  const rules = [...new Set(gathered.flatMap((role) => rulesOf([role])))].filter((rule) => {
    const [, resource = ""] = /\/([a-z0-9]+)(?:\/[a-z]+)?(?: \[|$)/.exec(rule) ?? [];
    return !ofCluster.has(resource);
  });
  expect(rules).toEqual([
    "ClusterRole system:metrics-server-aggregated-reader: get,list,watch metrics.k8s.io/pods",
    "ClusterRole system:metrics-server-aggregated-reader: get,list,watch metrics.k8s.io/nodes",
  ]);
});

describe("what charts would give, and do not", () => {
  const cases = Object.entries(RIGHTS_OFF).flatMap(([chart, values]) =>
    Object.entries(values).map(([path, on]) => [chart as ChartName, path, on] as const),
  );

  test.each(cases)("%s: %s is more rights", (chart, path, on) => {
    const [{ release, documents }] = releasesOfChart(chart) as [ReturnType<typeof releasesOfChart>[number]];
    const change = path.split(".").reduceRight<unknown>((value, key) => ({ [key]: value }), on) as object;
    const lines = (all: readonly KubernetesDocument[]): readonly string[] => [
      ...rulesOf(all),
      ...bindingsOf(all),
      ...aggregated(all),
    ];
    const before = new Set(lines(documents));
    const more = lines(renderAgain(release, mergeValues(release.values, change))).filter((line) => !before.has(line));
    expect(more).not.toEqual([]);
  });
});
