/** What an environment comes to: where each component runs, why, and what it depends on; and where each field is from. */
import { edited } from "../helpers/edited";
import { explainEnvironment, type ExplainedComponent } from "../../src/environment/explain";
import { loadText } from "../../src/environment/load";

const FILE = `name: dev
target: eks
profile: standard
owner: platform
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }
state: { backend: local }
databases:
  - name: orders
    storage: 300
    aws: { backupWindow: "02:00-03:00" }
  - { name: billing, services: [bills, taxes] }
rabbitmq: [{ name: events }]
ingress: { host: a.example.org, dnsZone: { name: example.org } }
`;

function explained(text = FILE): ReadonlyMap<string, ExplainedComponent> {
  const { environment, problems } = loadText(text, "infra/environments/dev/environment.yaml", { simulated: true });
  if (!environment) throw new Error(JSON.stringify(problems));
  return new Map(explainEnvironment(environment).components.map((component) => [component.name, component]));
}

const fieldsOf = (name: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    (explained().get(name)?.fields ?? []).map(({ path, value, origin, line }) => [path, [value, origin, line]]),
  );

test("a section of the file is there because of its line, one that is left out because of the profile", () => {
  const components = explained();
  expect(components.get("databases")).toMatchObject({ present: true, why: { origin: "file", line: 7 } });
  expect(components.get("cluster")).toMatchObject({ present: true, why: { origin: "profile", profile: "standard" } });
  expect(components.get("velero")).toMatchObject({
    present: false,
    why: { origin: "absent" },
    stacks: [],
    fields: [],
  });
});

test("what the target adds is there because of it, and is no line's", () => {
  const components = explained(`name: dev
target: kubeadm
profile: minimal
owner: platform
kubeadm:
  site: home
  keyFile: key
  endpoint: { kind: single }
  hosts: [{ name: cp1, address: 10.0.2.11, role: control-plane, hostKey: unverified }]
velero: {}
ingress: { host: a.example.org, kubeadm: { authority: own } }
cluster: { kubeadm: { loadBalancers: { pools: [{ name: lan, addresses: [10.0.2.192/27] }] } } }
`);
  const fieldOf = (name: string, path: string) => components.get(name)?.fields.find((field) => field.path === path);

  expect(components.get("objectServers")?.why).toEqual({ origin: "target", target: "kubeadm" });
  expect(components.get("objectStorage")).toMatchObject({ why: { origin: "target" }, things: [{ name: "platform" }] });
  expect(fieldOf("velero", "velero.store")).toMatchObject({ value: "platform", origin: "target" });
  expect(fieldOf("velero", "velero.schedules.daily.cron")).toMatchObject({ origin: "profile" });
  expect(fieldOf("velero", "velero.schedules.daily.volumes")).toMatchObject({ value: "files", origin: "target" });
});

test("a list that is left out makes nothing", () => {
  const components = explained(edited(FILE, /databases:[^]*/, ""));
  expect(components.get("databases")).toMatchObject({ present: false, why: { origin: "absent" }, needs: [] });
  expect(components.get("secrets")).toMatchObject({ neededBy: [] });
});

test("where it runs: the tiers, their stacks, and each thing of a list at its line", () => {
  const components = explained();
  expect(components.get("network")).toMatchObject({ runs: ["managed"], stacks: ["dev-network"] });
  expect(components.get("metricsServer")).toMatchObject({ runs: ["in-cluster"], stacks: ["dev-platform"] });
  expect(components.get("databases")?.things).toEqual([
    { name: "orders", path: "databases.orders", line: 8, runs: "managed", stacks: ["dev-data", "dev-platform"] },
    { name: "billing", path: "databases.billing", line: 11, runs: "managed", stacks: ["dev-data", "dev-platform"] },
  ]);
});

const VELERO = `velero: {}\n`;

test.each([
  ["observability", "observability: {}\n", [], ["dev-platform"]],
  ["observability", "observability: { logs: {} }\n", ["bucket"], ["dev-data", "dev-platform"]],
  ["velero", VELERO, ["bucket"], ["dev-data", "dev-platform"]],
  ["secrets", VELERO, ["store", "key"], ["dev-data", "dev-platform"]],
  ["ingress", VELERO, ["load balancer", "DNS zone"], ["dev-platform"]],
  ["metricsServer", VELERO, [], ["dev-platform"]],
])("%s runs in the cluster, and says what of it stands with the cloud", (name, text, managedParts, stacks) => {
  expect(explained(FILE + text).get(name)).toMatchObject({ runs: ["in-cluster"], managedParts, stacks });
});

test("what the cloud runs as a whole has no parts", () => {
  for (const name of ["network", "cluster", "databases", "rabbitmq"]) {
    expect(explained().get(name)).toMatchObject({ runs: ["managed"], managedParts: [] });
  }
});

test("what it needs, and who needs it", () => {
  const components = explained();
  expect(components.get("databases")?.needs).toMatchObject([
    { what: "network", component: "network", to: "put servers into it", optional: false },
    {
      what: "secrets",
      component: "secrets",
      to: "deliver the administrator's password and make the services'",
      optional: false,
    },
    // Asked for, and not there.
    { what: "observability", optional: true },
  ]);
  expect(components.get("secrets")?.neededBy).toEqual(expect.arrayContaining(["databases", "rabbitmq"]));
  // Where there are servers in the cluster: its class of volumes, and cert-manager.
  expect(components.get("databases")?.after).toEqual(
    expect.arrayContaining(["network", "secrets", "cluster", "ingress"]),
  );
});

test("each field is from the file, the profile, the target or the schema, with its line where it is written", () => {
  expect(fieldsOf("databases")).toMatchObject({
    "databases.orders.storage": [300, "file", 9],
    "databases.orders.aws.backupWindow": ["02:00-03:00", "file", 10],
    "databases.billing.services": [["bills", "taxes"], "file", 11],
    "databases.billing.storage": [100, "profile", undefined],
    "databases.billing.backupDays": [14, "default", undefined],
  });
  expect(fieldsOf("network")).toMatchObject({
    "network.aws.zones": [["eu-west-1a", "eu-west-1b", "eu-west-1c"], "target", undefined],
    "network.nat": ["per-zone", "profile", undefined],
  });
});
