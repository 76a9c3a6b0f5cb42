/** The chart external-secrets: who may do what in the cluster once it is installed. */
import { mergeValues } from "../../src/constructs/kit/cluster/merge-values";
import { limitPaths } from "../../src/constructs/secrets/cluster/values";
import { renderAgain } from "./again";
import { aggregated, bindingsOf, rulesOf, sensitive } from "./rbac";
import { podOf, replicasOf } from "./pods";
import type { KubernetesDocument } from "./helm";
import { named, ofKind, releaseIn, releasesOfChart } from "./rendered";

const { release, documents } = releaseIn("dev", "external-secrets");

const argsOf = (deployment: string): readonly string[] =>
  podOf(named(documents, "Deployment", deployment)).containers.flatMap(({ args = [] }) => args);

describe("roles", () => {
  test("nobody gets anything by having view, edit or admin", () => {
    expect(aggregated(documents)).toEqual([]);
  });

  test("only the operator's own service accounts are bound to them", () => {
    expect(bindingsOf(documents)).toEqual([
      "ClusterRoleBinding of ClusterRole external-secrets-cert-controller to ServiceAccount external-secrets/external-secrets-cert-controller",
      "ClusterRoleBinding of ClusterRole external-secrets-controller to ServiceAccount external-secrets/external-secrets",
      "RoleBinding of Role external-secrets-leaderelection to ServiceAccount external-secrets/external-secrets",
    ]);
  });

  test("these rules touch Secrets, tokens or anybody's rights, and no others", () => {
    expect(sensitive(rulesOf(documents))).toEqual([
      // Finds the webhook's certificate; the chart offers nothing narrower.
      "ClusterRole external-secrets-cert-controller: get,list,watch admissionregistration.k8s.io/validatingwebhookconfigurations",
      "ClusterRole external-secrets-cert-controller: patch,update admissionregistration.k8s.io/validatingwebhookconfigurations [externalsecret-validate,secretstore-validate]",
      "ClusterRole external-secrets-cert-controller: get,list,watch /secrets",
      "ClusterRole external-secrets-cert-controller: patch,update /secrets [external-secrets-webhook]",
      // Which namespaces a store is open to; service accounts are read, no token is made for them.
      "ClusterRole external-secrets-controller: get,list,watch /serviceaccounts",
      "ClusterRole external-secrets-controller: get,list,watch /namespaces",
      // It is there to write Secrets, into every namespace that has an ExternalSecret.
      "ClusterRole external-secrets-controller: create,delete,get,list,patch,update,watch /secrets",
    ]);
  });

  test("no rule makes tokens, reviews them, or is for what is off", () => {
    const all = rulesOf(documents).join("\n");
    expect(all).not.toMatch(/serviceaccounts\/token|tokenreviews|subjectaccessreviews|auth-delegator/);
    expect(all).not.toMatch(/clusterexternalsecrets|clusterpushsecrets|clustergenerators/);
    expect(all).not.toMatch(/^ClusterRole .*(create|update|patch|delete)\S* \/(configmaps|namespaces)$/m);
  });
});

describe("the operator", () => {
  test("processes ExternalSecrets, PushSecrets and ClusterSecretStores, and nothing else", () => {
    expect(
      argsOf("external-secrets").filter((arg) => /reconciler|unsafe|class|namespace|flood|feature/.test(arg)),
    ).toEqual([
      "--enable-cluster-external-secret-reconciler=false",
      "--enable-cluster-push-secret-reconciler=false",
      "--enable-secret-store-reconciler=false",
    ]);
  });

  test("runs under service accounts of its own", () => {
    expect(ofKind(documents, "Deployment").map((one) => podOf(one).serviceAccountName)).toEqual([
      "external-secrets-cert-controller",
      "external-secrets",
      "external-secrets-webhook",
    ]);
  });

  test("has its identity from nowhere but Pod Identity", () => {
    const [account] = [named(documents, "ServiceAccount", "external-secrets")];
    expect(account?.metadata).not.toHaveProperty("annotations");
  });
});

describe("definitions", () => {
  const kinds = (group: string): readonly string[] =>
    ofKind(documents, "CustomResourceDefinition")
      .map(({ spec }) => spec as { readonly group: string; readonly names: { readonly kind: string } })
      .filter((spec) => spec.group === group)
      .map(({ names }) => names.kind)
      .sort();

  test("stores, ExternalSecrets and PushSecrets alone are there", () => {
    // SecretStore comes whatever `crds.createSecretStore` says: its making is refused by an admission policy.
    expect(kinds("external-secrets.io")).toEqual(["ClusterSecretStore", "ExternalSecret", "PushSecret", "SecretStore"]);
  });

  test("generators are there, but for those of the whole cluster", () => {
    expect(kinds("generators.external-secrets.io")).toContain("Password");
    expect(kinds("generators.external-secrets.io")).not.toContain("ClusterGenerator");
  });
});

test("validating webhooks refuse what they cannot be asked about", () => {
  const hooks = ofKind(documents, "ValidatingWebhookConfiguration").flatMap(
    ({ webhooks }) => webhooks as readonly { readonly name: string; readonly failurePolicy: string }[],
  );
  expect(hooks.map(({ name, failurePolicy }) => `${name} ${failurePolicy}`)).toEqual([
    "validate.secretstore.external-secrets.io Fail",
    "validate.clustersecretstore.external-secrets.io Fail",
    "validate.externalsecret.external-secrets.io Fail",
  ]);
});

describe("the chart's own defaults, by which these tests are seen to look", () => {
  let open: readonly KubernetesDocument[];
  beforeAll(() => {
    open = renderAgain(release, {});
  });

  test("hand out roles, and tokens", () => {
    expect(aggregated(open)).toEqual(
      expect.arrayContaining([
        "external-secrets-edit rbac.authorization.k8s.io/aggregate-to-edit",
        "external-secrets-edit rbac.authorization.k8s.io/aggregate-to-admin",
        "external-secrets-view rbac.authorization.k8s.io/aggregate-to-view",
        "external-secrets-servicebindings servicebinding.io/controller",
      ]),
    );
    expect(sensitive(rulesOf(open))).toContain(
      "ClusterRole external-secrets-controller: create /serviceaccounts/token",
    );
  });

  test("process everything", () => {
    const [operator] = ofKind(open, "Deployment").filter(({ metadata }) => metadata.name === "external-secrets");
    expect(JSON.stringify(operator)).not.toContain("reconciler=false");
  });
});

describe("each limit, taken away alone", () => {
  /** The limits by their paths, and what the chart changes when one of them is lifted. */
  const lifted: Readonly<Record<string, readonly string[]>> = {
    "rbac.aggregateToView": ["ClusterRole external-secrets-view"],
    "rbac.aggregateToEdit": ["ClusterRole external-secrets-edit", "ClusterRole external-secrets-view"],
    "rbac.aggregateToAdmin": ["ClusterRole external-secrets-edit", "ClusterRole external-secrets-view"],
    "rbac.serviceAccountTokenCreate": ["ClusterRole external-secrets-controller"],
    "rbac.servicebindings.create": ["ClusterRole external-secrets-servicebindings"],
    processSecretStore: ["Deployment external-secrets"],
    processClusterExternalSecret: ["ClusterRole external-secrets-controller", "Deployment external-secrets"],
    processClusterPushSecret: [
      "ClusterRole external-secrets-controller",
      "ClusterRole external-secrets-edit",
      "ClusterRole external-secrets-view",
      "Deployment external-secrets",
    ],
    processClusterGenerator: [
      "ClusterRole external-secrets-controller",
      "ClusterRole external-secrets-edit",
      "ClusterRole external-secrets-view",
    ],
    "crds.createClusterExternalSecret": ["CustomResourceDefinition clusterexternalsecrets.external-secrets.io"],
    "crds.createClusterPushSecret": ["CustomResourceDefinition clusterpushsecrets.external-secrets.io"],
    "crds.createClusterGenerator": ["CustomResourceDefinition clustergenerators.generators.external-secrets.io"],
    // Nothing: which is why stores are refused at admission.
    "crds.createSecretStore": [],
    "genericTargets.enabled": ["ClusterRole external-secrets-controller", "Deployment external-secrets"],
  };

  test("every limit that the project sets is among them", () => {
    expect(Object.keys(lifted).sort()).toEqual([...limitPaths()].sort());
  });

  test.each(Object.entries(lifted))("%s", (path, changes) => {
    const before = new Map(documents.map((one) => [`${one.kind} ${one.metadata.name}`, JSON.stringify(one)]));
    const after = renderAgain(release, mergeValues(release.values, on(path.split("."))));
    const changed = after
      .filter((one) => before.get(`${one.kind} ${one.metadata.name}`) !== JSON.stringify(one))
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(changed.sort()).toEqual(changes);
  });

  const on = ([first, ...rest]: readonly string[]): object =>
    first === undefined ? {} : { [first]: rest.length > 0 ? on(rest) : true };
});

describe.each(releasesOfChart("external-secrets"))("in $environment.name", ({ environment, documents: those }) => {
  const { profile, secrets } = environment.file as { profile: string; secrets?: { replicas?: number } };
  const copies = secrets?.replicas ?? (profile === "minimal" ? 1 : 2);

  test("operator and webhook have as many copies as the file says, or the profile; of several one leads", () => {
    const operator = named(those, "Deployment", "external-secrets");
    expect(replicasOf(operator)).toBe(copies);
    expect(replicasOf(named(those, "Deployment", "external-secrets-webhook"))).toBe(copies);
    const { args = [] } = podOf(operator).containers[0] ?? {};
    expect(args.includes("--enable-leader-election=true")).toBe(copies > 1);
  });
});

test("what the file gives the chart is there", () => {
  const operator = named(releaseIn("every-option", "external-secrets").documents, "Deployment", "external-secrets");
  expect(operator["spec"]).toMatchObject({ template: { metadata: { annotations: { asked: "external-secrets" } } } });
});
