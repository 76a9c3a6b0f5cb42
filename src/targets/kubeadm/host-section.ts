/** An entry of `kubeadm.hosts`, and the bastion before them. */
import { z } from "zod";
import { labelKey, labelValue, taint } from "../../model/kubernetes-labels";
import { distributionNames } from "./distributions";
import { hostName, ipv4Address, port, reachableAddress, userName } from "./forms";
import { hostKey } from "./host-key";

export const ROLES = ["control-plane", "worker"] as const;

const keyFile = z
  .string()
  .min(1)
  .max(4096)
  .describe(
    "Path of the private key that logs in: absolute, from ~/ on, or relative to the project's root. Without a passphrase; nobody else may read it.",
  );

export const hostSection = z
  .strictObject({
    name: hostName.describe("Name of the host and of its node. Whoever is called otherwise is another node."),
    address: reachableAddress.describe("Where SSH reaches it: an IPv4 address or a DNS name."),
    nodeAddress: ipv4Address
      .optional()
      .describe("IPv4 address by which the other nodes reach it, one of its own interfaces'. Default: `address`."),
    port: port.default(22).describe("Port of its SSH server. Default: 22."),
    user: userName
      .optional()
      .describe("Who logs in: root, or one that sudo lets become root without a password. Default: `kubeadm.user`."),
    keyFile: keyFile.optional().describe("Path of the private key of this host alone. Default: `kubeadm.keyFile`."),
    hostKey,
    role: z.enum(ROLES).describe("control-plane: API server, etcd and what steers the cluster. worker: runs pods."),
    zone: labelValue
      .min(1)
      .optional()
      .describe(
        "What fails together with it: a room, a rack, a machine that hosts it. Pods are spread over zones. Default: none.",
      ),
    distribution: z
      .enum(distributionNames)
      .optional()
      .describe("What it must run. Default: any of those that the stages know."),
    pool: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Pool of `cluster.pools` whose labels and taints it has, too. Default: of a worker the only pool; where there are several, it is needed.",
      ),
    labels: z.record(labelKey, labelValue).default({}).describe("Kubernetes labels of its node."),
    taints: z
      .array(taint)
      .max(50)
      .optional()
      .describe(
        "Kubernetes taints of its node. Default: a control plane takes no other pods, unless there are no workers; a worker takes any.",
      ),
    state: z
      .enum(["present", "absent"])
      .default("present")
      .describe(
        "absent: it is drained, taken out of the cluster and reset, and its entry can be removed thereafter. Default: present.",
      ),
  })
  .describe("A host that SSH reaches.");

export type Host = z.output<typeof hostSection>;

export const bastionSection = z
  .strictObject({
    address: reachableAddress.describe("Where SSH reaches it: an IPv4 address or a DNS name."),
    port: port.default(22).describe("Port of its SSH server. Default: 22."),
    user: userName.optional().describe("Who logs in. Default: `kubeadm.user`."),
    keyFile: keyFile.optional().describe("Path of the private key that logs in there. Default: `kubeadm.keyFile`."),
    hostKey,
  })
  .describe("A host through which all others are reached; it is no node, and nothing is changed on it.");

export { keyFile };
