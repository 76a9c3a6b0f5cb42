/** The configurations of kubeadm and of what it starts. `npm run test:kubeadm` has them judged by the real kubeadm. */
import { parseAllDocuments, parse } from "yaml";
import {
  clusterFile,
  discoveryFile,
  initFile,
  joinFile,
  serverFiles,
} from "../../../../src/constructs/k8s-cluster/kubeadm/config";
import { checkConfigurations } from "../../../../src/constructs/k8s-cluster/kubeadm/config/check";
import { clusterConfiguration } from "../../../../src/constructs/k8s-cluster/kubeadm/config/cluster-configuration";
import {
  kubeletConfiguration,
  kubeProxyConfiguration,
} from "../../../../src/constructs/k8s-cluster/kubeadm/config/kubelet";
import type { ClusterConfiguration, Configuration } from "../../../../src/constructs/k8s-cluster/kubeadm/config/kinds";
import { kubernetesReleases } from "../../../../src/targets/kubeadm/kubernetes-releases";
import { supportedMinors } from "../../../../src/catalog/kubernetes";
import { clusterNames, secrets, settingsOf } from "./settings";

const documentsOf = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as Configuration);
const nodeOf = (name: string, settings = settingsOf("keepalived")) =>
  settings.nodes.find((node) => node.name === name)!;

test("every minor of the catalog is installed on hosts, by a patch release of its own", () => {
  expect(Object.keys(kubernetesReleases)).toEqual([...supportedMinors]);
  for (const [minor, { patch }] of Object.entries(kubernetesReleases)) expect(patch.startsWith(`${minor}.`)).toBe(true);
});

test("hosts that are to go are no nodes, and the order of the others is that of their names", () => {
  expect(settingsOf("keepalived").nodes.map(({ name }) => name)).toEqual(["cp1", "cp2", "cp3", "w1", "w2"]);
});

test("a control plane takes no other pods, unless it is alone, or the file says otherwise", () => {
  expect(nodeOf("cp1").taints).toEqual([{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }]);
  expect(nodeOf("cp1", settingsOf("single")).taints).toEqual([]);
  expect(nodeOf("w1").taints).toEqual([]);
  expect(nodeOf("w2").taints).toEqual([{ key: "gpu", value: "yes", effect: "NoSchedule" }]);
});

test.each([
  ["single", "192.0.2.11:6443"],
  ["single by name", "api.example.org:6443"],
  ["keepalived", "192.0.2.10:6443"],
  ["external", "lb.example.org:8443"],
] as const)("the endpoint of '%s' is %s, which the certificate names", (name, endpoint) => {
  const { controlPlaneEndpoint, apiServer } = clusterConfiguration(settingsOf(name));

  expect(controlPlaneEndpoint).toBe(endpoint);
  expect(apiServer.certSANs).toContain(endpoint.replace(/:\d+$/, ""));
  expect(new Set(apiServer.certSANs).size).toBe(apiServer.certSANs.length);
});

test("init has the cluster and what runs on nodes beside it, join has itself alone", () => {
  const settings = settingsOf("keepalived");

  expect(documentsOf(initFile(nodeOf("cp1"), settings, secrets)).map(({ kind }) => kind)).toEqual([
    "InitConfiguration",
    "ClusterConfiguration",
    "KubeletConfiguration",
    "KubeProxyConfiguration",
  ]);
  expect(documentsOf(joinFile(nodeOf("cp2"), settings))).toMatchObject([
    { kind: "JoinConfiguration", controlPlane: { localAPIEndpoint: { advertiseAddress: "192.0.2.12" } } },
  ]);
  expect(documentsOf(joinFile(nodeOf("w1"), settings))[0]).not.toHaveProperty("controlPlane");
});

test("the token stands where it has to, and nowhere else", () => {
  const settings = settingsOf("keepalived");
  const others = [clusterFile(settings), ...settings.nodes.map((node) => joinFile(node, settings))];

  expect(initFile(nodeOf("cp1"), settings, secrets)).toContain(secrets.token);
  expect(parse(discoveryFile(settings, secrets))).toMatchObject({
    users: [{ user: { token: secrets.token } }],
    clusters: [
      { cluster: { server: "https://192.0.2.10:6443", "certificate-authority-data": secrets.certificateAuthority } },
    ],
  });
  for (const text of others) {
    expect(text).not.toContain(secrets.token);
    expect(text).not.toContain(secrets.encryptionKeys[0]!.secret);
  }
});

test("no control plane's certificates travel through the cluster", () => {
  const settings = settingsOf("keepalived");

  expect(documentsOf(initFile(nodeOf("cp1"), settings, secrets))[0]).toMatchObject({ skipPhases: ["upload-certs"] });
  expect(joinFile(nodeOf("cp2"), settings)).not.toContain("certificateKey");
});

test("anonymous requests are for health alone, and no argument says otherwise", () => {
  const files = serverFiles(secrets);

  expect(parse(files["authentication.yaml"])).toMatchObject({
    anonymous: { enabled: true, conditions: [{ path: "/livez" }, { path: "/readyz" }, { path: "/healthz" }] },
  });
  expect(clusterFile(settingsOf("keepalived"))).not.toContain("anonymous-auth");
});

test("what a secret holds is in no log, and encrypted in etcd with the newest key first", () => {
  const rotated = serverFiles({ encryptionKeys: [{ name: "key2", secret: "bmV3" }, ...secrets.encryptionKeys] });
  const policy = parse(rotated["audit-policy.yaml"]) as {
    rules: { level: string; resources?: { resources?: string[] }[] }[];
  };
  const first = policy.rules.find(({ resources }) =>
    resources?.some(({ resources: names }) => names?.includes("secrets")),
  );

  expect(first?.level).toBe("Metadata");
  expect(
    policy.rules
      .slice(0, policy.rules.indexOf(first!))
      .every(({ level, resources }) => level === "None" || resources !== undefined),
  ).toBe(true);
  expect(parse(rotated["encryption.yaml"])).toMatchObject({
    resources: [
      {
        resources: ["secrets"],
        providers: [{ secretbox: { keys: [{ name: "key2" }, { name: "key1" }] } }, { identity: {} }],
      },
    ],
  });
});

test("texts that Terraform fills in stay texts", () => {
  const text = discoveryFile(settingsOf("keepalived"), {
    token: "123456.7890123456789012",
    certificateAuthority: "1e10",
  });

  expect(parse(text)).toMatchObject({
    users: [{ user: { token: "123456.7890123456789012" } }],
    clusters: [{ cluster: { "certificate-authority-data": "1e10" } }],
  });
});

describe("what kubeadm lets pass", () => {
  const cluster = clusterConfiguration(settingsOf("keepalived"));
  const told = (document: Configuration) =>
    checkConfigurations([document], "1.35").map(({ field, message }) => `${field}: ${message}`);
  const withArguments = (
    part: "apiServer" | "controllerManager" | "scheduler",
    name: string,
    value = "x",
  ): ClusterConfiguration => ({
    ...cluster,
    [part]: { ...cluster[part], extraArgs: [...cluster[part].extraArgs, { name, value }] },
  });

  test.each(clusterNames)("none of it is in what is written for '%s'", (name) => {
    for (const minor of supportedMinors) {
      const settings = settingsOf(name, minor);
      const files = settings.nodes.flatMap((node) => [initFile(node, settings, secrets), joinFile(node, settings)]);
      expect(checkConfigurations(files.flatMap(documentsOf), minor)).toEqual([]);
    }
  });

  test.each([
    [
      "ranges that overlap",
      { ...cluster, networking: { ...cluster.networking, podSubnet: "172.20.0.0/14" } },
      /networking: Pods .* overlap/,
    ],
    [
      "an endpoint within the range of Services",
      { ...cluster, controlPlaneEndpoint: "172.20.0.1:6443" },
      /controlPlaneEndpoint/,
    ],
    [
      "an argument that is misspelt",
      withArguments("apiServer", "enable-admission-plugin"),
      /kube-apiserver .* knows no argument 'enable-admission-plugin'/,
    ],
    ["an argument with its hyphens", withArguments("apiServer", "--v"), /knows no argument '--v'/],
    [
      "an argument of another component",
      withArguments("scheduler", "audit-log-path"),
      /kube-scheduler .* 'audit-log-path'/,
    ],
    [
      "an argument of the controller manager that is misspelt",
      withArguments("controllerManager", "profilling"),
      /controllerManager.*'profilling'/,
    ],
    ["an argument twice", withArguments("apiServer", "profiling", "true"), /'profiling' is given twice/],
    [
      "a file that the pod does not see",
      withArguments("apiServer", "egress-selector-config-file", "/etc/egress.yaml"),
      /does not see the file '\/etc\/egress.yaml'/,
    ],
    ["an end of anonymous health", withArguments("apiServer", "anonymous-auth", "false"), /exclude each other/],
    [
      "a mode of kube-proxy",
      { ...kubeProxyConfiguration(settingsOf("single")), mode: "userspace" },
      /mode: 'userspace' is none of/,
    ],
    ["a driver of cgroups", { ...kubeletConfiguration(), cgroupDriver: "system" }, /cgroupDriver: 'system' is none of/],
    [
      "a kubelet's argument that is misspelt",
      {
        apiVersion: "v",
        kind: "JoinConfiguration",
        nodeRegistration: { kubeletExtraArgs: [{ name: "node-lables", value: "a=b" }] },
      },
      /kubelet .* 'node-lables'/,
    ],
  ] as readonly (readonly [string, Configuration, RegExp])[])("%s is told", (_, document, expected) => {
    expect(told(document)).toContainEqual(expect.stringMatching(expected));
  });
});
