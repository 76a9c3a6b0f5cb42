/** A whole environment of bare hosts, synthesized: what its platform consists of, and in which order. */
import { customResourceProblems, isCustom } from "../../helpers/crd";
import { edited } from "../../helpers/edited";
import { type Blocks, build, type Built, FILE, load } from "./whole-platform";

const told = (text: string): readonly string[] =>
  load(text).problems.map(({ code, place }) => `${code} ${place?.path ?? ""}`);

/** Volumes are made by a class of the file's owner. */
const withOwnClass = (velero: string): string =>
  edited(
    edited(FILE, "cluster: { kubeadm: {", "cluster: { kubeadm: { storage: { kind: none },"),
    "velero: { store: backups }",
    `velero: { store: backups, ${velero} }`,
  );

describe("its stacks", () => {
  let manifests: Built["manifests"];
  let stacks: Built["stacks"];

  beforeAll(() => {
    ({ manifests, stacks } = build(FILE));
  });

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

  test("snapshots of volumes that somebody else brings are that one's, and what carries them out comes along", () => {
    const other = build(
      withOwnClass("kubeadm: { snapshotDriver: csi.example.com, snapshotParameters: { tier: slow } }"),
    );
    const classes = other.manifests
      .flatMap((each) => each.objects)
      .filter(({ kind }) => kind === "VolumeSnapshotClass");
    const charts = Object.values(other.stacks["dev-platform"]?.["helm_release"] ?? {}).map(({ chart }) => chart);

    expect(classes).toEqual([expect.objectContaining({ driver: "csi.example.com", parameters: { tier: "slow" } })]);
    expect(charts.filter((chart) => /snapshot-controller$|longhorn/.test(String(chart)))).toEqual([
      "snapshot-controller",
    ]);
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

  test.each([
    [
      "a driver beside Longhorn's",
      edited(FILE, "velero: { ", "velero: { kubeadm: { snapshotDriver: csi.example.com }, "),
      ["BACKUP_SNAPSHOT_DRIVER velero.kubeadm.snapshotDriver"],
    ],
    [
      "what a driver is told that nobody names",
      withOwnClass(
        "schedules: [{ name: a, cron: 0 1 * * *, volumes: files }], kubeadm: { snapshotParameters: { a: b } }",
      ),
      ["BACKUP_SNAPSHOT_DRIVER velero.kubeadm.snapshotParameters"],
    ],
    [
      "what is no driver's name",
      withOwnClass("kubeadm: { snapshotDriver: not/a-name }"),
      ["ENV_VALUE velero.kubeadm.snapshotDriver"],
    ],
    [
      "snapshots by nobody whom the file names",
      withOwnClass("protected: false"),
      ["BACKUP_NO_SNAPSHOTS velero.schedules[0].volumes"],
    ],
  ])("%s", (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test("of backups in the cluster that they are of, the remedy is one that there is", () => {
    const { environment } = load(FILE);
    const remedies = environment?.warnings.flatMap(({ code, remedy }) =>
      code === "OBJECT_STORAGE_CIRCLE" ? [remedy] : [],
    );

    expect(new Set(remedies)).toEqual(new Set([expect.stringContaining("another site")]));
  });

  test("what a store needs that nobody wrote is told of those that it is added for", () => {
    const bare = edited(FILE, /metricsServer[^]*/, "observability: { logs: {} }\nvelero: {}\n");

    expect(load(bare).problems).toMatchObject([
      {
        code: "COMPONENT_MISSING",
        place: { path: "observability" },
        message: expect.stringMatching(
          /^What the target adds for 'observability', 'velero' needs the section 'ingress'/,
        ) as string,
      },
    ]);
  });

  test("an authority of one's own proves nothing to strangers", () => {
    const text = edited(FILE, "kubeadm: { address", "exposure: internal, kubeadm: { authority: own, address");

    expect(told(text)).toEqual([]);
  });
});
