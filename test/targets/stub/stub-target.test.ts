/** Neutral code builds a whole environment on a target that is no cloud, and nothing of a cloud is in what it makes. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App } from "cdktf";
import { addEnvironment } from "../../../infra/modules/stacks";
import { charts } from "../../../src/catalog/charts";
import { CURL_IMAGE } from "../../../src/catalog/curl";
import { HAPROXY_IMAGE } from "../../../src/catalog/haproxy";
import { POSTGRES_CLIENT_IMAGE } from "../../../src/catalog/postgres";
import { RABBITMQ_IMAGES } from "../../../src/catalog/rabbitmq-images";
import { loadText } from "../../../src/environment/load-file";
import { PROFILES } from "../../../src/model/component";
import { targets } from "../../../src/targets";
import { edited } from "../../helpers/edited";
import { ROOT } from "../../helpers/project";
import { stubFacts } from "./facts";
import { StubTarget, STUBS } from "./stub-target";

const text = (profile: string): string => `
name: ${profile}
target: stub
profile: ${profile}
owner: harbour-master
stub: { region: lisbon }
cluster:
  pools:
    - { name: system, size: medium, nodes: { min: 1, max: 3 } }
    - { name: spare, size: large, spot: true, nodes: { min: 0, max: 4 } }
databases:
  - { name: orders, services: [orders, billing], allow: [10.1.0.0/16] }
rabbitmq:
  - name: events
    runs: in-cluster
    vhosts: [{ name: events, queues: [{ name: paid }] }]
redis:
  - { name: cart, use: cache }
  - { name: relay, use: queue, runs: in-cluster, services: [{ name: shop }] }
  - { name: jobs, use: queue, services: [{ name: worker, preset: celery }, { name: web }] }
secrets: { namespaces: [{ name: shop, databases: [orders/orders] }] }
ingress: { host: shop.example.org, dnsZone: { name: example.org } }
objectStorage: [{ name: documents, services: [{ name: shop, access: read }] }]
velero: {}
observability: {}
`;

/** Words and forms that only a cloud uses. */
const OF_A_CLOUD: Readonly<Record<string, RegExp>> = {
  "AWS's name": /\baws|amazon|\barn:/i,
  "AWS's services": /\beks\b|\bec2\b|\brds\b|\biam\b|\bkms\b|\bs3\b|route ?53|karpenter|cloudwatch|secrets ?manager/i,
  "AWS's volumes": /\bgp[23]\b|\bebs\b/i,
  "the agent of Pod Identity": /169\.254\.170\.23/,
  "a zone of AWS": /\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn)-[a-z]+-\d[a-f]?\b/,
  "an instance type": /\b[a-z]\d[a-z]*\.(?:\d*x?large|medium|small|micro)\b/,
  "an account's number": /\b\d{12}\b/,
  "Azure's name": /azure|\baks\b|microsoft|entra/i,
  "Azure's services": /key ?vault|\bvnet\b|workload\.identity/i,
  "Google's name": /\bgcp\b|\bgke\b|google/i,
};

/** Where charts and images come from is the catalog's, whoever runs the registry. */
const SOURCES = [
  ...Object.values(charts).map(({ repository }) => repository),
  ...[POSTGRES_CLIENT_IMAGE, CURL_IMAGE, HAPROXY_IMAGE, ...Object.values(RABBITMQ_IMAGES)].map(
    ({ repository }) => repository,
  ),
];

function build(profile: string): ReadonlyMap<string, string> {
  const { environment, problems } = loadText(text(profile), "environment.yaml", {
    folder: profile,
    targets: [stubFacts],
  });
  expect(problems).toEqual([]);
  if (!environment) throw new Error("The file was refused.");
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-stub-"));
  const app = new App({
    outdir,
    context: { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" },
  });
  const stacks = addEnvironment(app, environment, new StubTarget());
  expect(stacks.flatMap((stack) => stack.node.findAll().flatMap((construct) => construct.node.validate()))).toEqual([]);
  app.synth();
  const files = stacks.map((stack): [string, string] => [
    stack.node.id,
    fs.readFileSync(path.join(outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8"),
  ]);
  fs.rmSync(outdir, { recursive: true });
  return new Map(files);
}

/** Scripts that know every kind of server: which roles are a managed service's own, and are let be. */
const SCRIPTS = fs.readdirSync(path.join(ROOT, "assets", "sql"));

const UNSERVED = {
  code: "STATE_BACKEND_UNSERVED",
  message: "The target 'stub' keeps no states in 's3'.",
  remedy: "It keeps them in: local.",
};

/** Which of the words are in a text, each with what is around it. */
function wordsIn(json: string): readonly string[] {
  const bare = JSON.stringify(JSON.parse(json), (key, value: unknown) => (SCRIPTS.includes(key) ? "<script>" : value));
  // The project may lie in a folder of any name.
  const root = ROOT.slice(1);
  const own = SOURCES.reduce((rest, source) => rest.replaceAll(source, "<source>"), bare.replaceAll(root, "<root>"));
  return Object.entries(OF_A_CLOUD).flatMap(([what, form]) =>
    [...own.matchAll(new RegExp(form, `${form.flags}g`))].map(
      ({ index }) => `${what}: …${own.slice(Math.max(0, index - 60), index + 60)}…`,
    ),
  );
}

/** The names of all contracts, from the sources. */
function contracts(): readonly string[] {
  const folder = path.join(ROOT, "src", "constructs");
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.flatMap((file) =>
    [...fs.readFileSync(path.join(folder, file), "utf8").matchAll(/defineContract\(\s*"([^"]+)"/g)].map(
      ([, name = ""]) => name,
    ),
  );
}

test("the stub serves every contract", () => {
  expect(Object.keys(STUBS).sort()).toEqual([...contracts()].sort());
});

test.each(PROFILES)("given the profile %s, every tier is built, and nothing of a cloud is in it", (profile) => {
  const stacks = build(profile);

  expect([...stacks.keys()]).toEqual(["network", "cluster", "data", "platform"].map((tier) => `${profile}-${tier}`));
  const found = [...stacks].flatMap(([stack, json]) => wordsIn(json).map((word) => `${stack}: ${word}`));
  expect(found).toEqual([]);
});

test("a place for states that the target does not serve is refused", () => {
  const file = `${text("minimal")}\nstate: { backend: s3, bucket: example-states }\n`;
  const options = { folder: "minimal", targets: [stubFacts, ...targets] };
  const { environment, problems } = loadText(file, "environment.yaml", options);
  expect(problems).toEqual([]);
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-stub-"));
  const build = (): unknown => environment && addEnvironment(new App({ outdir }), environment, new StubTarget());

  expect(build).toThrow(expect.objectContaining({ problems: [expect.objectContaining(UNSERVED)] }) as Error);
  fs.rmSync(outdir, { recursive: true });
});

test("a way to the API server that another target brings is refused", () => {
  const file = edited(text("minimal"), "cluster:\n", "cluster:\n  api: { access: ssm-tunnel }\n");
  const { problems } = loadText(file, "environment.yaml", { folder: "minimal", targets: [stubFacts, ...targets] });

  expect(problems).toEqual([
    expect.objectContaining({
      code: "CLUSTER_API_ACCESS_UNSERVED",
      message: "The target 'stub' has no way to the API server that is called 'ssm-tunnel'.",
      place: expect.objectContaining({ path: "cluster.api.access" }) as unknown,
      remedy: "Write one of: runner-in-vpc, vpn.",
    }),
  ]);
});

test("what is made in the cluster waits for its API server", () => {
  const platform = JSON.parse(build("minimal").get("minimal-platform") ?? "{}") as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, { readonly depends_on?: readonly string[] }>>>>;
  };
  const inside = Object.entries(platform.resource).filter(([type]) => /^(kubernetes|helm)_/.test(type));

  expect(inside).not.toEqual([]);
  for (const made of inside.flatMap(([, byName]) => Object.values(byName))) {
    expect(made.depends_on).toContain("terraform_data.api-server");
  }
});

test("what a target says is taken up", () => {
  const platform = build("full").get("full-platform") ?? "";

  // The addresses of credentials, the labels of pods, the class of volumes, the store, the DNS of the ingress.
  for (const own of [
    "192.0.2.23/32",
    "harbour.example.org/crew",
    "hold.example.org",
    "strongroom.example.org",
    "rfc2136",
  ]) {
    expect(platform).toContain(own);
  }
});
