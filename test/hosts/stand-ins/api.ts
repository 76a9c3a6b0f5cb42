/** The fake API: objects by their paths, of the kinds that the stages and kubeadm ask for. What it refuses, the real one refuses. */
import { EncryptedSecrets } from "./encrypted-secrets";
import type { Etcd } from "./etcd";
import { merged, type ApiAnswer, type ApiRequest, type KubeObject } from "./objects";
import { refused } from "./rights";

/** What the world outside of etcd knows of a node. */
export interface Hosts {
  readonly isReady: (node: string) => boolean;
  readonly machineId: (node: string) => string;
  readonly version: (node: string) => string;
  /** Of the API server that answers. */
  readonly serverVersion: string;
}

const failure = (status: number, reason: string, message: string): ApiAnswer => ({
  status,
  body: { kind: "Status", apiVersion: "v1", status: "Failure", reason, message, code: status },
});

export class Api {
  public readonly objects = new Map<string, KubeObject>();
  public readonly secrets = new EncryptedSecrets();
  private revision = 1;

  public request(request: ApiRequest, etcd: Etcd, hosts: Hosts): ApiAnswer {
    const url = new URL(request.path, "https://cluster");
    if (request.method === "GET" && url.pathname === "/livez") return { status: 200, body: "ok" };
    const no = refused(request, {
      has: (path) => this.objects.has(path),
      nodeOf: (namespace, pod) => nodeOf(this.objects.get(`/api/v1/namespaces/${namespace}/pods/${pod}`)),
    });
    if (no === 401) return failure(401, "Unauthorized", "Unauthorized");
    if (no === 403) {
      return failure(403, "Forbidden", `User "${request.identity.user}" cannot ${request.method} ${request.path}`);
    }
    if (!etcd.hasQuorum) return failure(500, "InternalError", "etcdserver: request timed out");
    if (/^\/(readyz|healthz)$/.test(url.pathname)) return { status: 200, body: "ok" };
    if (url.pathname === "/version") return { status: 200, body: { gitVersion: hosts.serverVersion } };
    const unread = this.secrets.unread(url.pathname, this.objects, request.keys);
    if (unread !== undefined) return failure(500, "InternalError", unread);
    const answer = this.object(request, url, etcd, hosts);
    this.secrets.written(request, url.pathname, answer);
    return answer;
  }

  private object({ method, body }: ApiRequest, url: URL, etcd: Etcd, hosts: Hosts): ApiAnswer {
    const path = url.pathname;
    if (path.endsWith("/eviction") && method === "POST") return this.evict(path.replace(/\/eviction$/, ""), hosts);
    const isCollection = isCollectionPath(path);
    if (method === "GET" && isCollection) return { status: 200, body: this.list(url, etcd, hosts) };
    if (method === "POST" && isCollection) return this.create(path, body as KubeObject);
    const found = this.objects.get(path);
    const name = path.split("/").at(-1) ?? "";
    if (!found) return failure(404, "NotFound", `${path.split("/").at(-2)} "${name}" not found`);
    if (method === "GET") return { status: 200, body: seen(found, hosts) };
    if (method === "DELETE") {
      this.objects.delete(path);
      if (/^\/api\/v1\/nodes\//.test(path)) this.forgetPodsOf(name);
      return { status: 200, body: { kind: "Status", status: "Success" } };
    }
    if (method === "PATCH") return { status: 200, body: this.put(path, merged(found, body) as KubeObject) };
    if (method === "PUT") {
      const asked = (body as KubeObject).metadata.resourceVersion;
      if (asked !== undefined && asked !== found.metadata.resourceVersion) {
        return failure(
          409,
          "Conflict",
          `the object "${name}" has been modified; please apply your changes to the latest version`,
        );
      }
      return { status: 200, body: this.put(path, body as KubeObject) };
    }
    return failure(405, "MethodNotAllowed", method);
  }

  private create(path: string, object: KubeObject): ApiAnswer {
    const at = `${path}/${object.metadata.name}`;
    if (this.objects.has(at)) {
      return failure(409, "AlreadyExists", `${path.split("/").at(-1)} "${object.metadata.name}" already exists`);
    }
    return { status: 201, body: this.put(at, object) };
  }

  public put(path: string, object: KubeObject): KubeObject {
    this.revision += 1;
    const made = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.revision) } };
    this.objects.set(path, made);
    return made;
  }

  private list(url: URL, etcd: Etcd, hosts: Hosts): unknown {
    const parts = url.pathname.split("/");
    const resource = parts.at(-1) ?? "";
    const fields = selectors(url.searchParams.get("fieldSelector"));
    const labels = selectors(url.searchParams.get("labelSelector"));
    const all = [...this.objects.entries()]
      .filter(([path]) => path.startsWith(`${url.pathname}/`) || isOfResource(path, resource, url.pathname))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, object]) => object);
    const everything = resource === "pods" ? [...all, ...staticPods(etcd)] : all;
    const items = everything
      .map((object) => seen(object, hosts))
      .filter((object) => fields.every(([key, value]) => fieldOf(object, key) === value))
      .filter(({ metadata }) =>
        labels.every(([key, value]) =>
          value === undefined ? metadata.labels?.[key] !== undefined : metadata.labels?.[key] === value,
        ),
      );
    return { kind: "List", apiVersion: "v1", items };
  }

  /** What a controller does thereafter: another pod, on another node that takes one. */
  private evict(path: string, hosts: Hosts): ApiAnswer {
    const pod = this.objects.get(path);
    if (!pod) return failure(404, "NotFound", "pod not found");
    if (pod.metadata.annotations?.["stand-in/stays"] === "yes") {
      return failure(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.");
    }
    this.objects.delete(path);
    const owner = pod.metadata.ownerReferences?.[0];
    if (owner?.kind === "ReplicaSet") {
      const elsewhere = [...this.objects.entries()].find(
        ([at, node]) =>
          /^\/api\/v1\/nodes\/[^/]+$/.test(at) &&
          hosts.isReady(node.metadata.name) &&
          (node["spec"] as { unschedulable?: boolean } | undefined)?.unschedulable !== true,
      );
      const name = `${owner.name}-${this.revision}`;
      this.put(path.replace(/[^/]+$/, name), {
        ...pod,
        metadata: { ...pod.metadata, name },
        spec: { nodeName: elsewhere?.[1].metadata.name },
      });
    }
    return { status: 201, body: { kind: "Status", status: "Success" } };
  }

  private forgetPodsOf(node: string): void {
    for (const [path, object] of this.objects) if (nodeOf(object) === node) this.objects.delete(path);
  }
}

const nodeOf = (object: KubeObject | undefined): string | undefined =>
  (object?.["spec"] as { nodeName?: string } | undefined)?.nodeName;

/** `/api/v1/nodes`, `/api/v1/namespaces/x/pods`: collections have their resource last. */
function isCollectionPath(path: string): boolean {
  const parts = path.split("/").slice(path.startsWith("/apis/") ? 4 : 3);
  const within = parts[0] === "namespaces" && parts.length > 2 ? parts.slice(2) : parts;
  return within.length === 1;
}

/** Of every namespace. */
function isOfResource(path: string, resource: string, collection: string): boolean {
  if (collection.includes("/namespaces/")) return false;
  const prefix = collection.slice(0, collection.lastIndexOf("/"));
  return path.startsWith(`${prefix}/namespaces/`) && path.split("/").at(-2) === resource;
}

function selectors(text: string | null): readonly (readonly [string, string | undefined])[] {
  if (!text) return [];
  return text.split(",").map((part) => {
    const [key = "", value] = part.split(/==?/);
    return [key, value] as const;
  });
}

function fieldOf(object: KubeObject, key: string): unknown {
  return key.split(".").reduce<unknown>((here, part) => (here as Record<string, unknown> | undefined)?.[part], object);
}

/** With what others say of it. */
function seen(object: KubeObject, hosts: Hosts): KubeObject {
  if (object.kind !== "Node") return object;
  const { name } = object.metadata;
  return {
    ...object,
    status: {
      conditions: [{ type: "Ready", status: hosts.isReady(name) ? "True" : "Unknown" }],
      nodeInfo: { kubeletVersion: hosts.version(name), machineID: hosts.machineId(name) },
    },
  };
}

function staticPods({ members }: Etcd): readonly KubeObject[] {
  return members
    .filter(({ started }) => started)
    .map(({ name, running }) => ({
      kind: "Pod",
      metadata: {
        name: `etcd-${name}`,
        namespace: "kube-system",
        labels: { component: "etcd", tier: "control-plane" },
        ownerReferences: [{ kind: "Node", name }],
      },
      spec: { nodeName: name },
      status: { phase: running ? "Running" : "Failed" },
    }));
}
