/** The block `kubeadm` of a new file, from what was answered. */
import { existsSync } from "node:fs";
import type { AnswerProblem, BlockAnswers, NewBlock, ToFillIn, WrittenAnswers } from "../../../model/new-block";
import { yamlScalar } from "../../../model/yaml-scalar";
import { keyPath } from "../key-files";
import { endpointLine } from "./endpoint-answer";
import { type NewHost, readHosts } from "./host-answers";
import { hostKeysOf, type NewHostKey } from "./host-keys";
import { EXAMPLE_ENDPOINT, EXAMPLE_HOSTS, questions } from "./questions";

export const newKubeadmBlock: NewBlock = {
  questions,
  // They keep their backups in a store of objects, which the file has to name.
  databases: false,
  write,
};

function write(answers: BlockAnswers, root: string): WrittenAnswers {
  const controlPlanes = readHosts("control-plane", answers["control-plane"] ?? []);
  const workers = readHosts("worker", answers["worker"] ?? []);
  const hosts = [...controlPlanes.hosts, ...workers.hosts];
  const { keys, problems } = hostKeysOf(hosts, answers);
  const [endpointAnswer = "", user = "", keyFile = ""] = ["endpoint", "user", "key-file"].map((name) =>
    first(answers, name),
  );
  const endpoint = endpointLine(endpointAnswer);
  const adminCidrs = answers["admin-cidr"] ?? [];
  return {
    block: [
      `user: ${yamlScalar(user)} # sudo has to let it become root without a password`,
      `keyFile: ${yamlScalar(keyFile)} # the private key that logs in; the file names it, and never holds it`,
      ...(adminCidrs.length > 0
        ? [
            "# SSH and the API server are reached from here and from the nodes; whoever deploys must be among them.",
            `adminCidrs: [${adminCidrs.map(yamlScalar).join(", ")}]`,
          ]
        : []),
      ...(typeof endpoint === "string" ? [endpoint] : []),
      "hosts:",
      ...hosts.flatMap((host, index) => hostLines(host, keys[index] as NewHostKey)),
    ],
    cluster: poolLines(answers["address-pool"] ?? []),
    toFillIn: [
      ...addressesToFillIn(answers["control-plane"] ?? [], hosts),
      ...(endpointAnswer === EXAMPLE_ENDPOINT ? [ENDPOINT_TO_FILL_IN] : []),
      ...(existsSync(keyPath(keyFile, root)) ? [] : [keyFileToFillIn(keyFile)]),
      ...keys.flatMap(({ isExample }, index) => (isExample ? [hostKeyToFillIn(index, hosts[index] as NewHost)] : [])),
    ],
    problems: [
      ...controlPlanes.problems,
      ...workers.problems,
      ...(typeof endpoint === "string" ? [] : [endpoint]),
      ...problems,
    ] satisfies readonly AnswerProblem[],
  };
}

const first = (answers: BlockAnswers, name: string): string => answers[name]?.[0] ?? "";

function hostLines({ name, address, nodeAddress, port, role }: NewHost, { key, isExample }: NewHostKey): string[] {
  return [
    `  - name: ${yamlScalar(name)}`,
    `    address: ${yamlScalar(address)}`,
    ...(nodeAddress === undefined ? [] : [`    nodeAddress: ${yamlScalar(nodeAddress)}`]),
    ...(port === 22 ? [] : [`    port: ${port}`]),
    `    role: ${role}`,
    ...(isExample ? ["    # An example: put /etc/ssh/ssh_host_ed25519_key.pub of the host in its place."] : []),
    `    hostKey: ${yamlScalar(key)}`,
  ];
}

function poolLines(ranges: readonly string[]): readonly string[] {
  if (ranges.length === 0) return [];
  return [
    "kubeadm:",
    "  loadBalancers:",
    "    pools:",
    `      - { name: lan, addresses: [${ranges.map(yamlScalar).join(", ")}] }`,
  ];
}

/** Of the examples, as somebody may have left them where he was asked. */
function addressesToFillIn(answers: readonly string[], hosts: readonly NewHost[]): readonly ToFillIn[] {
  return hosts.flatMap(({ name, address }, index) =>
    EXAMPLE_HOSTS.includes(answers[index] ?? "")
      ? [
          {
            path: `kubeadm.hosts[${index}].address`,
            message: `${address} is an example: the address by which SSH reaches '${name}'.`,
          },
        ]
      : [],
  );
}

const ENDPOINT_TO_FILL_IN: ToFillIn = {
  path: "kubeadm.endpoint.address",
  message: "It is an example: an unused address of the control planes' own network.",
};

function keyFileToFillIn(file: string): ToFillIn {
  return {
    path: "kubeadm.keyFile",
    message: `There is no '${file}' yet: ssh-keygen -t ed25519 -N '' -f ${file}, and its .pub into authorized_keys of each host.`,
  };
}

function hostKeyToFillIn(index: number, { name, address }: NewHost): ToFillIn {
  return {
    path: `kubeadm.hosts[${index}].hostKey`,
    message: `It is an example: what the console of '${name}' (${address}) shows in /etc/ssh/ssh_host_ed25519_key.pub.`,
  };
}
