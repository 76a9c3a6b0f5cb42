/** What the list of all rights comes to. That it is what charts really give is for `npm run test:charts` to say. */
import { RIGHTS } from "./rights-of-releases";

const lines = Object.entries(RIGHTS).flatMap(([release, { bindings = [], aggregated = [], sensitive = [] }]) =>
  [...bindings, ...aggregated, ...sensitive].map((line) => `${release}: ${line}`),
);

test("all rights has Velero alone, which must be able to put back anything", () => {
  expect(lines.filter((line) => /cluster-admin| \* \*\/\*/.test(line))).toEqual([
    "velero: ClusterRoleBinding of ClusterRole cluster-admin to ServiceAccount velero/velero",
    "velero: Role velero-server: * */*",
  ]);
});

test("Secrets of all namespaces are read by these roles alone", () => {
  const readers = lines.flatMap((line) => {
    const [, role] = /: ClusterRole (\S+): [^ ]*\b(?:get|list|watch)\b[^ ]* \/secrets$/.exec(line) ?? [];
    return role === undefined ? [] : [role];
  });
  expect([...new Set(readers)].sort()).toEqual([
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
  expect(lines.filter((line) => /serviceaccounts\/token|impersonate|escalate|\bbind\b/.test(line))).toEqual([]);
});

test("into `view`, `edit` and `admin` is gathered what shows pods' figures, and what is the cluster's alone", () => {
  const gathering = Object.entries(RIGHTS).flatMap(([release, { aggregated = [] }]) =>
    aggregated.length > 0 ? [release] : [],
  );
  // Karpenter's kinds have no namespace: a binding in one does not reach them (`karpenter.rendered.ts`).
  expect(gathering.sort()).toEqual(["karpenter", "metrics-server"]);
});

test("every binding is of a service account of the platform's own", () => {
  const subjects = lines.flatMap((line) => / to (.*)$/.exec(line)?.[1] ?? []);
  expect(subjects.length).toBeGreaterThan(20);
  for (const subject of subjects) expect(subject).toMatch(/^ServiceAccount [a-z-]+\/[a-z-]+$/);
});
