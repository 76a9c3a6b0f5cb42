/** What containers may do to their node, and which programs they run. */
import { GONE, key, NO, SET, YES, type UnsafeValue } from "./unsafe-value-model";

/** Containers and pods: the Pod Security Standards, kubernetes.io/docs/concepts/security/pod-security-standards. */
export const UNSAFE_PODS: readonly UnsafeValue[] = [
  {
    id: "privileged",
    at: [key("privileged")],
    when: [YES],
    rule: "exposure/privileged",
    reason: "A container is privileged: it can take over its node.",
  },
  {
    id: "host-network",
    at: [key("hostNetwork")],
    when: [YES],
    rule: "exposure/host-network",
    reason: "Pods share the network of their node, its metadata and its credentials.",
  },
  {
    id: "host-namespaces",
    at: [key("hostPID", "hostIPC", "hostNetwork.enabled", "hostProcess")],
    when: [YES],
    reason: "Pods share processes or the network of their node.",
  },
  { id: "host-path", at: [key("hostPath")], when: [SET], reason: "Pods reach files of their node." },
  {
    id: "host-port",
    at: [key("hostPort")],
    when: [{ atLeast: 1 }],
    reason: "A port of every node leads to the pod, past the load balancer and its allow-list.",
  },
  {
    id: "root",
    at: [key("runAsNonRoot")],
    when: [NO],
    reason: "Containers may run as root.",
  },
  { id: "root-user", at: [key("runAsUser")], when: [{ is: [0] }], reason: "Containers run as root." },
  {
    id: "privilege-escalation",
    at: [key("allowPrivilegeEscalation")],
    when: [YES],
    reason: "A process may gain more rights than its container was given.",
  },
  {
    id: "writable-root",
    at: [key("readOnlyRootFilesystem")],
    when: [NO],
    reason: "Whoever gets into a container can change its programs.",
  },
  {
    // The restricted level leaves that one alone.
    id: "capabilities",
    at: [key("capabilities.add")],
    when: [{ entryOtherThan: /^(CAP_)?NET_BIND_SERVICE$/i }],
    reason: "Containers get rights over the kernel.",
  },
  {
    id: "capabilities-kept",
    at: [key("capabilities.drop")],
    when: [{ lacks: /^ALL$/i }, GONE],
    reason: "Containers keep rights over the kernel that they do not need.",
  },
  {
    id: "unconfined",
    at: [key("seccompProfile.type", "appArmorProfile.type", "procMount")],
    when: [{ text: /^(Unconfined|Unmasked)$/ }],
    reason: "The kernel's own confinement of containers is off.",
  },
  {
    id: "security-context-gone",
    at: [/(^|\.)[a-zA-Z]*[sS]ecurityContext$/, key("seccompProfile", "capabilities")],
    when: [GONE],
    reason: "What the chart restricts its containers by goes away.",
  },
  {
    id: "security-context-off",
    at: [/(^|\.)[a-zA-Z]*[sS]ecurityContext\.enabled$/],
    when: [NO],
    reason: "What the chart restricts its containers by is off.",
  },
];

export const UNSAFE_IMAGES: readonly UnsafeValue[] = [
  {
    id: "image",
    at: [
      /(^|\.)([a-zA-Z]*[iI]mage)\.(registry|repository|name|tag|digest|flavour)$/,
      /(^|\.)image(Registry|Repository|Namespace|Tag|Digest|Name)$/,
      /^global\.(repository|registry)$/,
      /^[a-zA-Z.]*[iI]mage$/,
    ],
    when: [{ text: /./ }],
    reason: "Another image runs than the one that was pinned and checked with the chart.",
  },
  {
    id: "plugins",
    at: [key("experimental.plugins")],
    when: [SET],
    reason: "Programs that nobody pinned are fetched from the internet whenever a pod starts.",
  },
];
