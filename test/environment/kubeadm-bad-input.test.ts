/** Everything that is wrong with an environment file of bare hosts, at once. */
import { edited } from "../helpers/edited";
import { hostKeyOf } from "../helpers/host-keys";
import { CP1, CP2, CP3, FILE, host, load, told, W1, W2 } from "./kubeadm-file";

test.each([
  ["an even number of control planes", CP3, "", "CONTROL_PLANES_EVEN kubeadm.hosts"],
  ["no control plane", CP1 + CP2 + CP3, "", "CONTROL_PLANE_MISSING kubeadm.hosts"],
  [
    "one that is to go, of three",
    CP3,
    host("cp3", "192.0.2.13", "control-plane", 3, ", state: absent"),
    "CONTROL_PLANES_EVEN kubeadm.hosts",
  ],
  ["a name twice", W2, host("w1", "192.0.2.22", "worker", 5), "HOST_NAME_TWICE kubeadm.hosts[4].name"],
  [
    "a name twice, of one that is to go",
    W2,
    host("w1", "192.0.2.22", "worker", 5, ", state: absent"),
    "HOST_NAME_TWICE kubeadm.hosts[4].name",
  ],
  ["an address twice", W2, host("w2", "192.0.2.21", "worker", 5), "HOST_ADDRESS_TWICE kubeadm.hosts[4].address"],
  [
    "an address twice, by name",
    W1 + W2,
    host("w1", "w.example.org", "worker", 4, ", nodeAddress: 192.0.2.21") +
      host("w2", "W.example.org.", "worker", 5, ", nodeAddress: 192.0.2.22"),
    "HOST_ADDRESS_TWICE kubeadm.hosts[4].address",
  ],
  [
    "a node's address twice",
    W2,
    host("w2", "198.51.100.2", "worker", 5, ", nodeAddress: 192.0.2.21"),
    "HOST_ADDRESS_TWICE kubeadm.hosts[4].nodeAddress",
  ],
  [
    "one address with two ports and no address of each",
    W2,
    host("w2", "192.0.2.21", "worker", 5, ", port: 2222"),
    "HOST_ADDRESS_TWICE kubeadm.hosts[4].address",
  ],
  ["a host key twice", W2, host("w2", "192.0.2.22", "worker", 4), "HOST_KEY_TWICE kubeadm.hosts[4].hostKey"],
  [
    "no host key",
    W2,
    "    - { name: w2, address: 192.0.2.22, role: worker }\n",
    "ENV_MISSING kubeadm.hosts[4].hostKey",
  ],
  ["a fingerprint in place of a key", hostKeyOf(5), "SHA256:abc", "ENV_VALUE kubeadm.hosts[4].hostKey"],
  ["a line of known_hosts", hostKeyOf(5), `192.0.2.22 ${hostKeyOf(5)}`, "ENV_VALUE kubeadm.hosts[4].hostKey"],
  ["a key that is cut off", hostKeyOf(5), hostKeyOf(5).slice(0, -8), "ENV_VALUE kubeadm.hosts[4].hostKey"],
  ["an address that is none", "192.0.2.22", "192.0.2.256", "ENV_VALUE kubeadm.hosts[4].address"],
  [
    "a name without the node's address",
    "192.0.2.22",
    "w2.example.org",
    "HOST_NODE_ADDRESS_MISSING kubeadm.hosts[4].address",
  ],
  ["an address of one's own machine", "192.0.2.22", "127.0.0.1", "HOST_ADDRESS_UNUSABLE kubeadm.hosts[4].address"],
  ["a host name that is none", "name: w2", "name: W_2", "ENV_VALUE kubeadm.hosts[4].name"],
  ["a role that is none", "role: worker, hostKey: ", "role: master, hostKey: ", "ENV_VALUE kubeadm.hosts[3].role"],
  [
    "an unknown distribution",
    "name: w2",
    "name: w2, distribution: centos-7",
    "ENV_VALUE kubeadm.hosts[4].distribution",
  ],
  [
    "a label of Kubernetes' own",
    "name: w2",
    "name: w2, labels: { topology.kubernetes.io/zone: a }",
    /HOST_LABEL_TAKEN kubeadm\.hosts\[4\]\.labels/,
  ],
  [
    "a taint that Kubernetes itself sets and takes away",
    "name: w2",
    "name: w2, taints: [{ key: node.kubernetes.io/unreachable, effect: NoExecute }]",
    "HOST_TAINT_TAKEN kubeadm.hosts[4].taints[0].key",
  ],
  [
    "a taint twice",
    "name: w2",
    "name: w2, taints: [{ key: a, effect: NoSchedule }, { key: a, value: b, effect: NoSchedule }]",
    "HOST_TAINT_TWICE kubeadm.hosts[4].taints[1]",
  ],
  [
    "pods and Services that overlap",
    "  user: ops",
    "  podCidr: 172.20.0.0/14\n  user: ops",
    "KUBEADM_RANGES_OVERLAP kubeadm.podCidr",
  ],
  ["Services that overlap pods", "172.20.0.0/16", "10.244.128.0/20", "KUBEADM_RANGES_OVERLAP cluster.serviceCidr"],
  [
    "a key of Secrets twice",
    "  user: ops\n",
    '  user: ops\n  encryptionKeys: ["2", "1", "2"]\n',
    "ENCRYPTION_KEY_TWICE kubeadm.encryptionKeys[2]",
  ],
  ["no key of Secrets", "  user: ops\n", "  user: ops\n  encryptionKeys: []\n", "ENV_VALUE kubeadm.encryptionKeys"],
  [
    "a key of Secrets whose name is none",
    "  user: ops\n",
    "  user: ops\n  encryptionKeys: [2026-11]\n",
    "ENV_VALUE kubeadm.encryptionKeys[0]",
  ],
  [
    "hosts within the range of pods",
    "  user: ops",
    "  podCidr: 192.0.0.0/16\n  user: ops",
    "KUBEADM_RANGES_OVERLAP kubeadm.hosts[0].address",
  ],
  [
    "hosts within the range of Services",
    "172.20.0.0/16",
    "192.0.0.0/16",
    "KUBEADM_RANGES_OVERLAP kubeadm.hosts[4].address",
  ],
  [
    "administrators within the range of pods",
    "  user: ops",
    "  adminCidrs: [10.244.8.0/24]\n  user: ops",
    "KUBEADM_RANGES_OVERLAP kubeadm.adminCidrs[0]",
  ],
  [
    "the whole world as administrators",
    "  user: ops",
    "  adminCidrs: [0.0.0.0/0]\n  user: ops",
    "KUBEADM_OPEN_TO_ALL kubeadm.adminCidrs[0]",
  ],
  [
    "the virtual address within the range of Services",
    "192.0.2.10",
    "172.20.0.10",
    "KUBEADM_RANGES_OVERLAP kubeadm.endpoint.address",
  ],
  [
    "pods without room for all nodes",
    "  user: ops",
    "  podCidr: 10.9.0.0/22\n  user: ops",
    "KUBEADM_PODS_TOO_FEW kubeadm.podCidr",
  ],
  [
    "bits behind the prefix",
    "  user: ops",
    "  podCidr: 10.9.0.1/16\n  user: ops",
    "KUBEADM_RANGE_NOT_NORMAL kubeadm.podCidr",
  ],
  [
    "a range of Services that is too small",
    "172.20.0.0/16",
    "172.20.0.0/28",
    "KUBEADM_SERVICES_SIZE cluster.serviceCidr",
  ],
  ["a virtual address that is a node's", "192.0.2.10", "192.0.2.11", "ENDPOINT_IS_A_NODE kubeadm.endpoint.address"],
  [
    "a load balancer that is a node",
    /endpoint:.*/,
    "endpoint: { kind: external, host: 192.0.2.12 }",
    "ENDPOINT_IS_A_NODE kubeadm.endpoint.host",
  ],
  [
    "a load balancer by a node's name",
    /endpoint:.*/,
    "endpoint: { kind: external, host: cp2 }",
    "ENDPOINT_IS_A_NODE kubeadm.endpoint.host",
  ],
  [
    "a single endpoint before three",
    /endpoint:.*/,
    "endpoint: { kind: single }",
    "ENDPOINT_OF_ONE kubeadm.endpoint.kind",
  ],
  [
    "a single endpoint by address",
    /endpoint:.*/,
    "endpoint: { kind: single, host: 192.0.2.11 }",
    "ENDPOINT_NOT_A_NAME kubeadm.endpoint.host",
  ],
  ["an endpoint of no kind", /endpoint:.*/, "endpoint: { kind: dns }", "ENV_VALUE kubeadm.endpoint.kind"],
  ["no endpoint", /^ {2}endpoint.*\n/m, "", "ENV_MISSING kubeadm.endpoint"],
  [
    "a bastion that is a node",
    "  user: ops",
    `  bastion: { address: 192.0.2.22, hostKey: ${hostKeyOf(9)} }\n  user: ops`,
    "HOST_IS_BASTION kubeadm.hosts[4].address",
  ],
  [
    "a bastion that nobody knows, before hosts that are known",
    "  user: ops",
    "  bastion: { address: 198.51.100.1, hostKey: unverified }\n  user: ops",
    "BASTION_UNVERIFIED kubeadm.bastion.hostKey",
  ],
  [
    "a bastion without a host key",
    "  user: ops",
    "  bastion: { address: 198.51.100.1 }\n  user: ops",
    "ENV_MISSING kubeadm.bastion.hostKey",
  ],
  ["a key file that is missing", "keyFile: key", "keyFile: nowhere", "KEY_FILE_MISSING kubeadm.keyFile"],
  ["a key file that is a folder", "keyFile: key", "keyFile: folder", "KEY_FILE_MISSING kubeadm.keyFile"],
  ["a key file that all may read", "keyFile: key", "keyFile: open", "KEY_FILE_OPEN kubeadm.keyFile"],
  ["a key file that a group may read", "keyFile: key", "keyFile: group", "KEY_FILE_OPEN kubeadm.keyFile"],
  ["a public key", "keyFile: key", "keyFile: key.pub", "KEY_FILE_FORM kubeadm.keyFile"],
  ["a key with a passphrase", "keyFile: key", "keyFile: locked", "KEY_FILE_PASSPHRASE kubeadm.keyFile"],
  [
    "a key with a passphrase, of OpenSSH",
    "keyFile: key",
    "keyFile: locked-openssh",
    "KEY_FILE_PASSPHRASE kubeadm.keyFile",
  ],
  [
    "a host's own key file that is missing",
    "name: w2",
    "name: w2, keyFile: nowhere",
    "KEY_FILE_MISSING kubeadm.hosts[4].keyFile",
  ],
  [
    "a stage that is none",
    "  user: ops",
    "  stages: { docker: false }\n  user: ops",
    "ENV_UNKNOWN_KEY kubeadm.stages.docker",
  ],
  [
    "a wait for connections that is too long",
    "  user: ops",
    "  connectTimeout: 31\n  user: ops",
    "ENV_VALUE kubeadm.connectTimeout",
  ],
])("%s is told at its place", (_, from, to, expected) => {
  const problems = told(edited(FILE, from, to));

  expect(problems).toContainEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
});

test("everything that is wrong is told at once, with its line", () => {
  const text = edited(
    edited(
      edited(FILE, CP3, host("cp2", "192.0.2.11", "control-plane", 3, ", state: absent, distribution: centos-7")),
      "keyFile: key",
      "keyFile: open",
    ),
    "192.0.2.10",
    "192.0.2.12",
  );
  const { problems } = load(edited(text, "172.20.0.0/16", "10.244.0.0/16"));

  expect(problems.map(({ code, place }) => `${place?.line} ${code}`)).toEqual([
    "8 KEY_FILE_OPEN",
    "9 ENDPOINT_IS_A_NODE",
    "11 CONTROL_PLANES_EVEN",
    "13 HOST_NAME_TWICE",
    "13 HOST_ADDRESS_TWICE",
    "13 ENV_VALUE",
    "16 KUBEADM_RANGES_OVERLAP",
  ]);
});
