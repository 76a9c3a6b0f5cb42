/** The chart cert-manager. */
import { EVERY_OPTION, everyOption, objectsOf } from "./every-option";
import { containerOf, podOf, replicasOf } from "./pods";
import { CONTROLLERS, REQUEST_PATH } from "./profile";
import { named, ofKind, releasesOfChart } from "./rendered";

describe.each(releasesOfChart("cert-manager"))("in $environment.name", ({ environment, documents }) => {
  const { profile } = environment.file;
  const parts = {
    "cert-manager": CONTROLLERS,
    "cert-manager-cainjector": CONTROLLERS,
    "cert-manager-webhook": REQUEST_PATH,
  };

  test.each(Object.entries(parts))("%s has its copies, and a priority", (name, copies) => {
    const deployment = named(documents, "Deployment", name);
    expect(replicasOf(deployment)).toBe(copies[profile]);
    expect(podOf(deployment).priorityClassName).toBe("jangada-platform");
  });

  test("each of several may be drained one at a time; of one there is no budget", () => {
    expect(ofKind(documents, "PodDisruptionBudget")).toHaveLength(profile === "minimal" ? 0 : 3);
  });

  test("leaders are elected in its own namespace", () => {
    const { args = [] } = containerOf(named(documents, "Deployment", "cert-manager"));
    expect(args).toContain("--leader-election-namespace=cert-manager");
  });

  test("an issuer of a namespace gets nothing by the controller's own identity", () => {
    const { args = [] } = containerOf(named(documents, "Deployment", "cert-manager"));
    expect(args.filter((arg) => arg.startsWith("--issuer-ambient-credentials"))).toEqual([]);
  });

  test("what it cannot check is refused", () => {
    const hooks = ofKind(documents, "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration").flatMap(
      ({ webhooks }) => webhooks as readonly { readonly failurePolicy: string }[],
    );
    expect(hooks.map(({ failurePolicy }) => failurePolicy)).toEqual(["Fail", "Fail"]);
  });

  test("its definitions stay when the release goes: with them would go every certificate", () => {
    const definitions = ofKind(documents, "CustomResourceDefinition");
    expect(definitions).toHaveLength(6);
    for (const { metadata } of definitions) {
      expect(metadata.annotations).toMatchObject({ "helm.sh/resource-policy": "keep" });
    }
  });
});

test("the issuer is the file's: whom it asks, and who is written to", () => {
  const [issuer] = ofKind(objectsOf(EVERY_OPTION, "cluster-issuer"), "ClusterIssuer");
  expect(issuer?.["spec"]).toMatchObject({
    acme: { email: "ops@example.org", server: "https://acme-staging-v02.api.letsencrypt.org/directory" },
  });
  expect(JSON.stringify(issuer)).toContain("dns01");
});

test("the file's own values arrive", () => {
  expect(named(everyOption("cert-manager"), "Deployment", "cert-manager")["spec"]).toMatchObject({
    template: { metadata: { labels: { asked: "cert-manager" } } },
  });
});
