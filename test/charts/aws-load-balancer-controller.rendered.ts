/** The chart aws-load-balancer-controller. */
import { everyOption } from "./every-option";
import { containerOf, podOf, replicasOf } from "./pods";
import { CONTROLLERS } from "./profile";
import { named, ofKind, releasesOfChart } from "./rendered";

const NAME = "aws-load-balancer-controller";

describe.each(releasesOfChart(NAME))("in $environment.name", ({ environment, documents }) => {
  const controller = named(documents, "Deployment", NAME);
  const { args = [] } = containerOf(controller);

  test("it has its copies, and goes before what is reached through it", () => {
    expect(replicasOf(controller)).toBe(CONTROLLERS[environment.file.profile]);
    expect(podOf(controller).priorityClassName).toBe("system-cluster-critical");
  });

  test("it knows where it is, which it cannot ask the node for", () => {
    expect(args).toEqual(
      expect.arrayContaining([
        `--cluster-name=${environment.name}`,
        "--aws-region=eu-west-1",
        expect.stringMatching(/^--aws-vpc-id=vpc-/),
        "--enable-shield=false",
        "--enable-waf=false",
        "--enable-wafv2=false",
      ]),
    );
  });

  test("what it makes has the environment's tags", () => {
    const { tags = {}, owner } = environment.file as unknown as { readonly tags?: object; readonly owner: string };
    const given = args.find((arg) => arg.startsWith("--default-tags=")) ?? "";
    for (const [key, value] of Object.entries({ ...tags, owner, environment: environment.name })) {
      expect(given).toContain(`${key}=${value as string}`);
    }
  });

  test("Services and Ingresses of others can be written while it is away", () => {
    const rules = ofKind(documents, "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration").flatMap(
      ({ webhooks }) =>
        (webhooks as readonly { readonly rules: readonly { readonly resources: readonly string[] }[] }[]).flatMap(
          (webhook) => webhook.rules.flatMap(({ resources }) => resources),
        ),
    );
    expect(rules).not.toContain("services");
    expect(rules).not.toContain("ingresses");
  });

  test("no class of Ingresses is made: Traefik's is the only one", () => {
    expect(ofKind(documents, "IngressClass", "IngressClassParams")).toEqual([]);
  });
});

test("the file's own values arrive", () => {
  expect(named(everyOption(NAME), "Deployment", NAME)["spec"]).toMatchObject({
    template: { metadata: { labels: { asked: NAME } } },
  });
});
