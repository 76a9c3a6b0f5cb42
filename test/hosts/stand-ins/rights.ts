/** Who may do what: the Node authorizer and NodeRestriction, what kubeadm grants to nodes and to tokens, and everything to administrators. */
import type { ApiRequest } from "./objects";

const HEALTH = /^\/(livez|readyz|healthz)(\?|\/|$)/;
const CONFIGURATIONS =
  /^\/api\/v1\/namespaces\/kube-system\/configmaps\/(kubeadm-config|kubelet-config|kube-proxy)(\?|$)/;
/** By the Role `jangada:nodes`, which is there where its object is. */
const OURS = /^\/api\/v1\/namespaces\/kube-system\/configmaps\/jangada-configuration(\?|$)/;
const ROLE = "/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/rolebindings/jangada:nodes";

export interface Known {
  readonly has: (path: string) => boolean;
  /** On which node a pod is. */
  readonly nodeOf: (namespace: string, pod: string) => string | undefined;
}

/** 0 where it is allowed; 401 or 403. */
export function refused({ method, path, identity, body }: ApiRequest, known: Known): 0 | 401 | 403 {
  const { user, groups } = identity;
  if (HEALTH.test(path) && method === "GET") return 0;
  // Anonymous requests are for health alone (authentication-config).
  if (user === "") return 401;
  if (groups.includes("system:masters") || groups.includes("kubeadm:cluster-admins")) return 0;
  if (path === "/version" && method === "GET") return 0;
  if (groups.includes("system:bootstrappers:kubeadm:default-node-token")) {
    const allowed =
      (method === "GET" && (CONFIGURATIONS.test(path) || /^\/api\/v1\/nodes\/[^/?]+(\?|$)/.test(path))) ||
      (method === "POST" && path === "/apis/certificates.k8s.io/v1/certificatesigningrequests");
    return allowed ? 0 : 403;
  }
  const node = /^system:node:(.+)$/.exec(user)?.[1];
  if (node !== undefined && groups.includes("system:nodes")) return nodeMay(node, method, path, body, known) ? 0 : 403;
  return 403;
}

function nodeMay(node: string, method: string, path: string, body: unknown, known: Known): boolean {
  if (method === "GET") {
    if (CONFIGURATIONS.test(path)) return true;
    if (OURS.test(path)) return known.has(ROLE);
    if (path === `/api/v1/nodes/${node}` || path.startsWith(`/api/v1/nodes/${node}?`)) return true;
    if (/^\/api\/v1\/(namespaces\/[^/]+\/)?pods\?/.test(path)) {
      return decodeURIComponent(path).includes(`fieldSelector=spec.nodeName=${node}`);
    }
  }
  if (method === "POST" && path === "/api/v1/nodes") return true;
  // NodeRestriction: not its taints, nor labels of Kubernetes' own.
  if (method === "PATCH" && path === `/api/v1/nodes/${node}`) return !JSON.stringify(body).includes('"taints"');
  const pod = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)(\/eviction)?$/.exec(path);
  if (pod && (method === "GET" || (method === "POST" && pod[3]))) {
    return known.nodeOf(pod[1] ?? "", pod[2] ?? "") === node;
  }
  return false;
}
