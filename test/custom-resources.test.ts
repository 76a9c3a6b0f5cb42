/** Every custom resource of whole environments, with every section, is what the definition of its kind asks for. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App } from "cdktf";
import { AwsTarget } from "../infra/aws/target";
import { addEnvironment } from "../infra/modules/stacks";
import { charts, type ChartPin } from "../src/catalog/charts";
import { components } from "../src/components";
import { Manifests } from "../src/constructs/kit/cluster/manifests";
import { loadText } from "../src/environment/load-file";
import { BARE_HOSTS_CHARTS } from "./charts/bare-hosts";
import { customResourceProblems, isCustom } from "./helpers/crd";

const text = (profile: string, runs: string): string => `
name: ${profile}
target: eks
profile: ${profile}
owner: platform-team
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }
network: {}
metricsServer: {}
cluster:
  pools:
    - { name: system, size: medium, nodes: { min: 1, max: 3 } }
    - { name: spare, size: large, spot: true, nodes: { min: 0, max: 4 }, labels: { team: shop }, taints: [{ key: a, value: b, effect: NoSchedule }] }
databases:
  - { name: orders, services: [orders, billing] }
  - { name: users }
secrets: { namespaces: [{ name: shop, databases: [orders/orders] }] }
ingress:
  host: dev.example.org
  dnsZone: { name: example.org }
  allow: [203.0.113.0/24]
  rateLimit: { average: 200, burst: 400 }
  acme: { email: platform@example.org }
rabbitmq:
  - name: events
    runs: ${runs}
    services: [{ name: shop }]
    vhosts:
      - name: events
        queues: [{ name: paid, durable: true }]
        exchanges: [{ name: orders, type: topic }]
        bindings: [{ source: orders, destination: paid, routingKey: "order.#" }]
        policies: [{ name: short, pattern: "^tmp", definition: { message-ttl: 60000 } }]
redis:
  - { name: cart, use: cache }
  - { name: jobs, use: queue, services: [{ name: worker, preset: celery }, { name: web }] }
objectStorage:
  - { name: documents, services: [{ name: shop, access: read }] }
  - { name: drafts, runs: in-cluster, services: [{ name: shop }] }
objectServers: {}
observability:
  logs: {}
  access: { allow: [203.0.113.0/24] }
  datadog: { site: datadoghq.eu, apiKey: { secret: datadog, property: key }, apm: true }
  alerting:
    receivers: [{ name: team, slack: [{ channel: "#alerts", webhook: { secret: slack, property: url } }] }]
    route: { receiver: team }
velero: { restoreTest: { namespace: shop, schedule: daily } }
`;

interface Built {
  readonly manifests: readonly Manifests[];
  /** Helm releases, by their addresses. */
  readonly releases: Readonly<
    Record<string, { readonly chart: string; readonly name: string; readonly depends_on?: readonly string[] }>
  >;
}

function build(profile: string, runs: string): Built {
  const { environment, problems } = loadText(text(profile, runs), "environment.yaml", { folder: profile });
  expect(problems).toEqual([]);
  if (!environment) throw new Error("The file was refused.");
  expect(components.map(({ name }) => name).filter((name) => environment.sections[name] === undefined)).toEqual([]);
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-"));
  const app = new App({
    outdir,
    context: { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" },
  });
  const stacks = addEnvironment(app, environment, new AwsTarget());
  const manifests = stacks
    .flatMap((stack) => stack.node.findAll())
    .filter((construct): construct is Manifests => construct instanceof Manifests);
  app.synth();
  const releases = Object.assign(
    {},
    ...stacks.map(
      ({ node }) =>
        (
          JSON.parse(fs.readFileSync(path.join(outdir, "stacks", node.id, "cdk.tf.json"), "utf8")) as {
            readonly resource: { readonly helm_release?: object };
          }
        ).resource.helm_release ?? {},
    ),
  ) as Built["releases"];
  return { manifests, releases };
}

describe.each([
  ["minimal", "managed"],
  ["standard", "in-cluster"],
  ["full", "in-cluster"],
])("in %s, with a broker that runs %s,", (profile, runs) => {
  let built: Built;
  beforeAll(() => (built = build(profile, runs)));

  test("every custom resource is what its definition asks for", () => {
    const objects = built.manifests.flatMap((each) =>
      each.objects.map((object) => ({ release: each.node.path, object })),
    );
    const custom = objects.filter(({ object }) => isCustom(object));
    const problems = custom.flatMap(({ release, object }) =>
      customResourceProblems(object).map((problem) => `${release}: ${object.kind} ${object.metadata.name}: ${problem}`),
    );

    expect(problems).toEqual([]);
    // As many as there are kinds of: a walk that finds nothing would find nothing wrong.
    expect(new Set(custom.map(({ object }) => object.kind)).size).toBeGreaterThan(15);
  });

  test("the definitions of a chart that leaves out its own are released before it", () => {
    const recorded = Object.entries(built.releases).filter(
      ([, { chart }]) => chart in charts && (charts as Readonly<Record<string, ChartPin>>)[chart]?.crds === "recorded",
    );
    expect(recorded.map(([, { chart }]) => chart).sort()).toEqual(
      Object.entries(charts as Readonly<Record<string, ChartPin>>)
        .filter(([, { crds }]) => crds === "recorded")
        .map(([chart]) => chart)
        .filter((chart) => !(BARE_HOSTS_CHARTS as readonly string[]).includes(chart))
        .sort(),
    );
    for (const [, { chart, depends_on: before = [] }] of recorded) {
      const names = before.map((address) => built.releases[address.replace("helm_release.", "")]?.name);
      expect(names).toContain(`${chart}-crds`);
    }
  });
});
