/** README's list of what of secrets is in which state, held against what the stacks of every target come to. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { loadText } from "../../src/environment/load-file";
import { JangadaError } from "../../src/errors";
import { synth } from "../../src/operations/synth";
import type { TargetName } from "../../src/model/target-name";
import { factsOf } from "../../src/targets";
import { OWN, ownEnvironment, ROOT } from "../helpers/environments";
import { homeText } from "../helpers/home";
import { writeProject } from "../helpers/project";
import type { Resources } from "../helpers/own-stacks";
import { secretsInStates, type StackJson } from "../helpers/secrets-in-states";

/** Milliseconds: an app with eight environments, on a busy machine. */
const LIMIT = 200_000;

const HOSTS = homeText({
  sections: [
    "cluster: { kubeadm: { loadBalancers: { pools: [{ name: lan, addresses: [10.0.0.192/27] }] } } }",
    "metricsServer: {}",
    "secrets: { namespaces: [{ name: shop, secrets: [stripe] }] }",
    "ingress: { host: home.example.org, exposure: internal, kubeadm: { authority: own } }",
    "objectServers: {}",
    "objectStorage: [{ name: documents, services: [{ name: shop }] }, { name: backups }]",
    "databases: [{ name: orders, services: [shop], inCluster: { store: backups, pooler: {} } }]",
    "rabbitmq: [{ name: events, services: [{ name: shop }] }]",
    "redis: [{ name: cart, use: cache }, { name: jobs, use: queue }]",
    "observability: { logs: { store: backups } }",
    "velero: { store: backups, schedules: [{ name: daily, cron: '0 2 * * *', volumes: files }] }",
    "",
  ].join("\n"),
});

type File = Readonly<Record<string, unknown>> &
  Readonly<Record<"databases" | "redis" | "rabbitmq" | "objectStorage", readonly object[]>>;

/** The file of dev, elsewhere and with its servers where they are not by default. */
function variant(name: string, target: string, change: (file: File) => object = () => ({})): string {
  const file = parse(ownEnvironment("dev")) as File;
  return stringify({ ...file, name, target, ...change(file) });
}

/** Of object stores only where they are built there. */
const inCluster =
  (target: TargetName) =>
  ({ databases, redis, rabbitmq, objectStorage }: File): object => {
    const there = (entries: readonly object[]) => entries.map((entry) => ({ ...entry, runs: "in-cluster" }));
    const hasServers = factsOf(target)?.components?.includes("objectServers") ?? true;
    return {
      ...{ databases: there(databases), redis: there(redis), rabbitmq: there(rabbitmq) },
      ...(hasServers ? { objectStorage: there(objectStorage), objectServers: {} } : {}),
    };
  };

const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(OWN.map((name) => [name, ownEnvironment(name)])),
  moved: variant("moved", "aks"),
  keyed: variant("keyed", "aks", () => ({
    redis: [{ name: "jobs", use: "queue", runs: "managed", azure: { clusteringPolicy: "NoCluster" } }],
  })),
  ours: variant("ours", "eks", inCluster("eks")),
  theirs: variant("theirs", "aks", inCluster("aks")),
  home: HOSTS,
};

const README = fs.readFileSync(path.join(ROOT, "README.md"), "utf8");
/** As the list calls targets. */
const NAMES: Readonly<Record<string, string>> = { EKS: "eks", AKS: "aks", "bare hosts": "kubeadm" };

const tierOf = (stack: string): string => stack.slice(stack.lastIndexOf("-") + 1);
const targetOf = (environment: string): string =>
  (parse(FILES[environment] ?? "") as { readonly target: string }).target;

let stacks: readonly StackJson[];
let found: ReadonlySet<string>;
beforeAll(async () => {
  const wrong = Object.entries(FILES).flatMap(
    ([folder, text]) => loadText(text, `${folder}.yaml`, { folder, simulated: true }).problems,
  );
  if (wrong.length > 0) throw new JangadaError(wrong);
  const project = writeProject(FILES);
  const made = await synth({ project });
  stacks = made.stacks.map(({ name, folder }) => ({
    name,
    json: JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as StackJson["json"],
  }));
  fs.rmSync(project, { recursive: true, force: true });
  found = new Set(
    Object.keys(FILES).flatMap((environment) =>
      secretsInStates(stacks.filter(({ name }) => name.slice(0, name.lastIndexOf("-")) === environment)).map(
        ({ stack, holder }) => `${targetOf(environment)} ${tierOf(stack)} ${holder}`,
      ),
    ),
  );
}, LIMIT);

/** `<target> <tier> <holder>` of each row of the list. */
function listed(): readonly string[] {
  const [, table = ""] = /\| state \| on \| what holds it \|[^\n]*\n[^\n]*\n((?:\|[^\n]*\n)+)/.exec(README) ?? [];
  return table.split("\n").flatMap((row) => {
    const [, state = "", on = "", holders = ""] = row.split("|").map((cell) => cell.trim());
    const tier = /^`<env>-([a-z]+)`$/.exec(state)?.[1];
    const target = NAMES[on];
    if (tier === undefined || target === undefined) return [];
    return [...holders.matchAll(/`([^`]+)`/g)].map((match) => `${target} ${tier} ${match[1]}`);
  });
}

test("README lists by name every holder of a secret in every state, and no other", () => {
  expect([...listed()].sort()).toEqual([...found].sort());
});

test("what the list calls closed to keys is closed to keys", () => {
  const of = (type: string, tier: string) =>
    stacks
      .filter(({ name }) => tierOf(name) === tier)
      .flatMap(({ json }) => Object.values(((json["resource"] ?? {}) as Resources)[type] ?? {}));
  const accounts = of("azurerm_storage_account", "data");
  const workspaces = ["data", "cluster"].flatMap((tier) => of("azurerm_log_analytics_workspace", tier));
  const clusters = of("azurerm_kubernetes_cluster", "cluster");

  expect(Math.min(accounts.length, workspaces.length, clusters.length)).toBeGreaterThan(0);
  expect(accounts.filter(({ shared_access_key_enabled: keys }) => keys !== false)).toEqual([]);
  expect(workspaces.filter(({ local_authentication_enabled: keys }) => keys !== false)).toEqual([]);
  expect(clusters.filter(({ local_account_disabled: closed }) => closed !== true)).toEqual([]);
});

describe("what is followed from one stack into the next", () => {
  const upstream = {
    resource: { tls_private_key: { ca: { algorithm: "RSA" } } },
    output: {
      authority: { sensitive: true, value: { key: "${tls_private_key.ca.private_key_pem}", name: "home" } },
    },
  };
  const holders = (downstream: object) =>
    secretsInStates([
      { name: "x-data", json: upstream },
      { name: "x-platform", json: { data: { terraform_remote_state: { "data-outputs": {} } }, ...downstream } },
    ]).flatMap(({ stack, holder }) => (stack === "x-platform" ? [holder] : []));
  const KEY = "${data.terraform_remote_state.data-outputs.outputs.authority.key}";

  it.each([
    [
      "what is not secret of an output",
      { input: "${data.terraform_remote_state.data-outputs.outputs.authority.name}" },
      false,
    ],
    ["a secret of an output", { input: KEY }, true],
    ["one within a call, in a list", { input: [`\${sha256(${KEY.slice(2, -1)})}`] }, true],
    ["one by way of a local value", { input: "${local.key}" }, true],
    ["one that is uploaded alone", { provisioner: [{ file: { content: KEY } }] }, false],
  ])("%s", (_, attributes, isHeld) => {
    const found_ = holders({ locals: { key: KEY }, resource: { terraform_data: { one: attributes } } });
    expect(found_).toEqual(["authority", ...(isHeld ? ["terraform_data"] : [])]);
  });

  it("of attributes that only Terraform's memory sees, nothing is held", () => {
    const secret = { secret_string_wo: KEY, secret_string_wo_version: 1, secret_id: "x" };
    expect(holders({ resource: { aws_secretsmanager_secret_version: { one: secret } } })).toEqual(["authority"]);
    const plain = { secret_string: KEY, secret_id: "x" };
    expect(holders({ resource: { aws_secretsmanager_secret_version: { one: plain } } })).toContain(
      "aws_secretsmanager_secret_version",
    );
  });
});
