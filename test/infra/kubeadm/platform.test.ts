/** A whole environment of bare hosts, synthesized: what its platform consists of, and in which order. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App } from "cdktf";
import { KubeadmTarget } from "../../../infra/kubeadm/target";
import { addEnvironment } from "../../../infra/modules/stacks";
import { Manifests } from "../../../src/constructs/kit/cluster/manifests";
import { loadText } from "../../../src/environment/load-file";
import { customResourceProblems, isCustom } from "../../helpers/crd";
import { edited } from "../../helpers/edited";
import { hostKeyOf } from "../../helpers/host-keys";

const FILE = `name: dev
target: kubeadm
profile: standard
owner: fishers
kubeadm:
  site: fortaleza
  user: ops
  keyFile: key
  endpoint: { kind: keepalived, address: 10.0.2.10 }
  hosts:
    - { name: cp1, address: 10.0.2.11, role: control-plane, zone: a, hostKey: ${hostKeyOf(1)} }
    - { name: w1, address: 10.0.2.21, role: worker, zone: a, hostKey: ${hostKeyOf(2)} }
    - { name: w2, address: 10.0.2.22, role: worker, zone: b, hostKey: ${hostKeyOf(3)} }
    - { name: w3, address: 10.0.2.23, role: worker, zone: c, hostKey: ${hostKeyOf(4)} }
network: { cidr: 10.0.0.0/16 }
metricsServer: {}
cluster: { kubeadm: { loadBalancers: { pools: [{ name: lan, addresses: [10.0.2.192/27] }] } } }
secrets: { namespaces: [{ name: shop, secrets: [stripe] }] }
ingress: { host: dev.example.org, kubeadm: { address: 10.0.2.200 } }
rabbitmq: [{ name: events, services: [{ name: shop }], vhosts: [{ name: events }] }]
redis:
  - { name: cart, use: cache }
  - { name: jobs, use: queue, services: [{ name: worker, preset: celery }] }
objectServers: {}
objectStorage:
  - { name: documents, services: [{ name: shop }] }
  - { name: backups }
databases: [{ name: orders, services: [shop], inCluster: { store: backups, pooler: {} } }]
observability: { logs: { store: backups } }
velero: { store: backups }
`;
const load = (text: string) => loadText(text, "environment.yaml", { simulated: true });
const told = (text: string): readonly string[] =>
  load(text).problems.map(({ code, place }) => `${code} ${place?.path ?? ""}`);

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

describe("its stacks", () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-"));
  let manifests: readonly Manifests[];
  let stacks: Readonly<Record<string, Blocks>>;

  beforeAll(() => {
    const { environment, problems } = load(FILE);
    expect(problems).toEqual([]);
    if (!environment) throw new Error("The file was refused.");
    const context = { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" };
    const app = new App({ outdir, context });
    const built = addEnvironment(app, environment, new KubeadmTarget());
    manifests = built
      .flatMap((stack) => stack.node.findAll())
      .filter((construct): construct is Manifests => construct instanceof Manifests);
    app.synth();
    stacks = Object.fromEntries(
      built.map(({ node }) => [
        node.id,
        (
          JSON.parse(fs.readFileSync(path.join(outdir, "stacks", node.id, "cdk.tf.json"), "utf8")) as {
            readonly resource?: Blocks;
          }
        ).resource ?? {},
      ]),
    ) as unknown as Readonly<Record<string, Blocks>>;
  });
  afterAll(() => fs.rmSync(outdir, { recursive: true }));

  const platform = (): Blocks => stacks["dev-platform"] ?? {};
  const inCluster = (): readonly (readonly [address: string, resource: Readonly<Record<string, unknown>>])[] =>
    Object.entries(platform())
      .filter(([type]) => /^(helm|kubernetes)_/.test(type))
      .flatMap(([type, of]) => Object.entries(of).map(([name, resource]) => [`${type}.${name}`, resource] as const));

  const releaseText = (chart: string): string =>
    JSON.stringify(
      Object.values(platform()["helm_release"] ?? {}).filter((release) => String(release["chart"]).includes(chart)),
    );

  test("every custom resource is what its definition asks for", () => {
    const objects = manifests.flatMap((each) => each.objects).filter(isCustom);

    expect(objects.flatMap((object) => customResourceProblems(object))).toEqual([]);
    expect(new Set(objects.map(({ kind }) => kind)).size).toBeGreaterThan(12);
  });

  test("whatever is put into the cluster comes after its network, addresses and volumes", () => {
    const last = [
      "helm_release.cluster_networking_metallb_pools",
      "kubernetes_storage_class_v1.cluster_storage-class_class",
    ];
    const before = inCluster().filter(
      ([address, { depends_on: dependencies = [] }]) =>
        !/\.cluster_(networking|storage-class)/.test(address) &&
        !last.every((end) => (dependencies as readonly string[]).includes(end)),
    );

    expect(before.map(([address]) => address)).toEqual([]);
    expect(inCluster().length).toBeGreaterThan(50);
  });

  test("the key of sealed secrets stands in the tier that outlives the cluster", () => {
    expect(Object.keys(stacks["dev-data"]?.["tls_private_key"] ?? {})).toEqual(["secrets_key_key"]);
    expect(platform()["kubernetes_secret_v1"]).toHaveProperty("secrets_Default_sealed_key".replace("_Default", ""));
  });

  test("pods that ask the API server may do so where control planes listen", () => {
    const policy = platform()["kubernetes_network_policy_v1"]?.["secrets_guard"];

    expect(JSON.stringify(policy?.["spec"])).toContain('{"port":"6443","protocol":"TCP"}');
  });

  test("backups and logs go to the store of the cluster by a key, and by no identity of a cloud's", () => {
    const objects = manifests.flatMap((each) => each.objects);
    const [barman] = objects.filter(({ kind }) => kind === "ObjectStore");

    expect(barman).toMatchObject({
      spec: {
        configuration: { endpointURL: "https://s3.object-storage.svc", s3Credentials: expect.anything() as object },
      },
    });
    expect(releaseText("velero")).toContain('\\"s3Url\\": \\"https://s3.object-storage.svc\\"');
    expect(releaseText("loki")).toContain("https://s3.object-storage.svc");
  });

  test("snapshots of volumes are Longhorn's, and stay within the cluster", () => {
    const classes = manifests.flatMap((each) => each.objects).filter(({ kind }) => kind === "VolumeSnapshotClass");

    expect(classes).toEqual([expect.objectContaining({ driver: "driver.longhorn.io", parameters: { type: "snap" } })]);
  });

  test("nobody looks for metrics that the control plane shows to its own host alone", () => {
    const values = releaseText("kube-prometheus-stack");

    for (const part of ["kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"])
      expect(values).toMatch(new RegExp(`"${part}\\\\": {\\\\n *\\\\"enabled\\\\": false`));
  });

  test("the ingress has its address, and metrics-server takes kubelets as they are", () => {
    const text = JSON.stringify(platform()["helm_release"]);

    expect(text).toContain('\\"metallb.io/loadBalancerIPs\\": \\"10.0.2.200\\"');
    expect(text).toContain("--kubelet-insecure-tls");
  });
});

describe("bad input", () => {
  test.each([
    ["nobody gives addresses", /cluster: \{ kubeadm.*/, "cluster: {}", "INGRESS_NO_ADDRESS ingress"],
    ["an address of no pool", "10.0.2.200", "10.0.2.100", "INGRESS_ADDRESS_OUTSIDE ingress.kubeadm.address"],
    ["a pool that is not there", "address: 10.0.2.200", "pool: wan", "INGRESS_POOL_UNKNOWN ingress.kubeadm.pool"],
    [
      "a zone that nobody writes into",
      "host: dev.example.org,",
      "host: dev.example.org, dnsZone: { name: example.org },",
      "INGRESS_DNS_UNKNOWN ingress.dnsZone",
    ],
    [
      "a zone without a name",
      "address: 10.0.2.200",
      "dns: { provider: rfc2136, solver: { rfc2136: { nameserver: 10.0.2.53 } } }",
      "INGRESS_ZONE_UNNAMED ingress.kubeadm.dns",
    ],
    [
      "a managed broker",
      "name: events, services",
      "name: events, runs: managed, services",
      "TARGET_CANNOT rabbitmq[0].runs",
    ],
    ["a managed store", "name: backups }", "name: backups, runs: managed }", "TARGET_CANNOT objectStorage[1].runs"],
    ["a managed server", "name: orders,", "name: orders, runs: managed,", "TARGET_CANNOT databases[0].runs"],
    [
      "a server with more standbys than hosts",
      "name: orders, services",
      "name: orders, readReplicas: 3, services",
      "DATABASE_HOSTS databases[0].readReplicas",
    ],
    ["a standby without its host", /    - \{ name: w3.*\n/, "", "DATABASE_HOSTS databases[0].highAvailability"],
    [
      "backups in a store that is not there",
      "velero: { store: backups",
      "velero: { store: b",
      "OBJECT_STORAGE_UNKNOWN velero.store",
    ],
    [
      "snapshots that nobody takes",
      "cluster: { kubeadm: {",
      "cluster: { kubeadm: { storage: { kind: local-path },",
      "BACKUP_NO_SNAPSHOTS velero.schedules[0].volumes",
    ],
    ["a managed cache", "name: cart,", "name: cart, runs: managed,", "TARGET_CANNOT redis[0].runs"],
    [
      "internal, with certificates that a stranger proves",
      "kubeadm: { address",
      "exposure: internal, kubeadm: { address",
      "INGRESS_ACME_UNREACHABLE ingress.exposure",
    ],
  ] as const)("%s", (_, from, to, expected) => {
    expect(told(edited(FILE, from, to))).toEqual([expected]);
  });

  test("an authority of one's own proves nothing to strangers", () => {
    const text = edited(FILE, "kubeadm: { address", "exposure: internal, kubeadm: { authority: own, address");

    expect(told(text)).toEqual([]);
  });
});
