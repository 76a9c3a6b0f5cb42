/** Every section on bare hosts, from nothing to nothing, by the real Terraform: what `hosts.test.ts` leaves out, which is about the hosts. */
import { expectAllOk, RehearsedProject } from "../../helpers/project";

/** Milliseconds: ten times what the longest takes on two quiet cores. */
const LONG_LIMIT = 900_000;

const HOSTS = [
  ["cp1", "11", "control-plane"],
  ["w1", "21", "worker"],
  ["w2", "22", "worker"],
  ["w3", "23", "worker"],
] as const;

const FILE = [
  "name: home",
  "target: kubeadm",
  "profile: standard",
  "owner: platform-team",
  "protected: false",
  "kubeadm:",
  "  site: 2nd-floor",
  "  user: ops",
  // Nobody needs it here.
  "  keyFile: ./nowhere",
  "  endpoint: { kind: external, host: 10.20.0.10 }",
  "  hosts:",
  ...HOSTS.map(
    ([name, address, role]) =>
      `    - { name: ${name}, address: 10.20.0.${address}, role: ${role}, zone: room-${address}, hostKey: unverified }`,
  ),
  "network: { cidr: 10.20.0.0/16 }",
  "cluster: { kubeadm: { loadBalancers: { pools: [{ name: lan, addresses: [10.20.0.192/27] }] } } }",
  "metricsServer: {}",
  "secrets: { namespaces: [{ name: shop, secrets: [stripe] }] }",
  "ingress: { host: home.example.org, exposure: internal, kubeadm: { authority: own } }",
  "objectServers: {}",
  "objectStorage: [{ name: documents, services: [{ name: shop }] }, { name: backups }]",
  "databases: [{ name: orders, services: [shop], inCluster: { store: backups, pooler: {} } }]",
  "rabbitmq: [{ name: events, services: [{ name: shop }], vhosts: [{ name: events }] }]",
  "redis: [{ name: cart, use: cache }, { name: jobs, use: queue }]",
  "observability: { logs: { store: backups } }",
  "velero: { store: backups }",
  "",
].join("\n");

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.open({ home: FILE });
  expectAllOk(await project.deploy("home"));
}, LONG_LIMIT);
afterAll(() => project.close());

test(
  "a whole platform is made, and nothing is left to do",
  async () => {
    const again = await project.plan("home");

    expectAllOk(again);
    expect(again.flatMap(({ changes }) => changes)).toEqual([]);
  },
  LONG_LIMIT,
);

test(
  "destroyed, it leaves nothing",
  async () => {
    expectAllOk(await project.destroy("home"));

    const left = project.simulation.world.list().filter(({ type }) => type !== "host");
    expect(left.map(({ type, id }) => `${type} ${id}`)).toEqual([]);
  },
  LONG_LIMIT,
);
