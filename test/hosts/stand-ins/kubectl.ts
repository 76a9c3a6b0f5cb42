/** kubectl: what the stages ask of it, over TLS to the API server that its kubeconfig names. Options that it does not have are refused. */
import * as fs from "node:fs";
import { parseAllDocuments } from "yaml";
import { setTimeout as delay } from "node:timers/promises";
import { ask } from "./ask";
import { columns, template } from "./jsonpath";
import { call, readKubeconfig, type Call, type Kubeconfig } from "./kubeconfig";
import { at, type ApiAnswer, type KubeObject } from "./objects";
import { Options } from "./options";
import { CLUSTER_SOCKET } from "./places";

/** Where each kind is, and whether it is of a namespace. */
const RESOURCES: Readonly<
  Record<string, { readonly at: string; readonly name: string; readonly namespaced: boolean }>
> = {
  node: { at: "/api/v1", name: "nodes", namespaced: false },
  pod: { at: "/api/v1", name: "pods", namespaced: true },
  configmap: { at: "/api/v1", name: "configmaps", namespaced: true },
  secret: { at: "/api/v1", name: "secrets", namespaced: true },
  lease: { at: "/apis/coordination.k8s.io/v1", name: "leases", namespaced: true },
  daemonset: { at: "/apis/apps/v1", name: "daemonsets", namespaced: true },
  volumeattachment: { at: "/apis/storage.k8s.io/v1", name: "volumeattachments", namespaced: false },
  role: { at: "/apis/rbac.authorization.k8s.io/v1", name: "roles", namespaced: true },
  rolebinding: { at: "/apis/rbac.authorization.k8s.io/v1", name: "rolebindings", namespaced: true },
};
const VALUES = [
  "--kubeconfig",
  "--server",
  "--request-timeout",
  "-n",
  "-l",
  "-o",
  "-f",
  "-c",
  "-p",
  "--raw",
  "--field-selector",
  "--field-manager",
  "--timeout",
  "--type",
  "--grace-period",
  "--skip-wait-for-delete-timeout",
];
const SWITCHES = [
  "-A",
  "--ignore-not-found",
  "--no-headers",
  "--server-side",
  "--force-conflicts",
  "--overwrite",
  "--wait",
  "--ignore-daemonsets",
  "--delete-emptydir-data",
  "--force",
];

class Kubectl {
  private readonly config: Kubeconfig;

  constructor(private readonly options: Options) {
    const config = readKubeconfig(options.value("--kubeconfig") ?? "");
    this.config = { ...config, server: options.value("--server") ?? config.server };
  }

  public async run(): Promise<void> {
    const [verb = "", ...rest] = this.options.words;
    if (verb === "get") return this.get(rest);
    if (verb === "create") return this.create();
    if (verb === "replace" || verb === "apply") return this.write(verb);
    if (verb === "delete") return this.remove(rest);
    if (verb === "exec") return this.exec(rest);
    if (verb === "cordon" || verb === "uncordon") {
      return this.patch("node", rest[0] ?? "", { spec: { unschedulable: verb === "cordon" ? true : null } });
    }
    if (verb === "label" || verb === "annotate") return this.mark(verb === "label" ? "labels" : "annotations", rest);
    if (verb === "taint") return this.taint(rest);
    if (verb === "patch") return this.patch(rest[0] ?? "", rest[1] ?? "", JSON.parse(this.options.value("-p") ?? "{}"));
    if (verb === "drain") return this.drain(rest[0] ?? "");
    throw new Error(`error: unknown command "${verb}" for "kubectl"`);
  }

  private async call(asked: Call): Promise<ApiAnswer> {
    const limit = Number((this.options.value("--request-timeout") ?? "30s").replace("s", "")) * 1000;
    try {
      return await call(this.config, { timeout: limit, ...asked });
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      if (code === "ECONNREFUSED")
        throw new Error(
          `The connection to the server ${this.config.server} was refused - did you specify the right host or port?`,
        );
      throw new Error(`Unable to connect to the server: ${message}`);
    }
  }

  private async must(asked: Call): Promise<unknown> {
    const { status, body } = await this.call(asked);
    if (status >= 300) {
      const reason = at(body, ["reason"]);
      throw new Error(`Error from server (${String(reason)}): ${String(at(body, ["message"]))}`);
    }
    return body;
  }

  private path(given: string, name = "", namespace = this.options.value("-n")): string {
    const kind = given.replace(/(?<!s)s$/, "");
    const resource = RESOURCES[kind];
    if (!resource) throw new Error(`error: the server doesn't have a resource type "${given}"`);
    const within = resource.namespaced && !this.options.has("-A") ? `/namespaces/${namespace ?? "default"}` : "";
    return `${resource.at}${within}/${resource.name}${name === "" ? "" : `/${name}`}`;
  }

  private async get([first = "", second]: readonly string[]): Promise<void> {
    const raw = this.options.value("--raw");
    if (raw !== undefined) {
      const body = await this.must({ method: "GET", path: raw });
      process.stdout.write(typeof body === "string" ? body : JSON.stringify(body));
      return;
    }
    const [kind = "", name = second] = first.split("/");
    const query = new URLSearchParams();
    const labels = this.options.value("-l");
    const fields = this.options.value("--field-selector");
    if (labels !== undefined) query.set("labelSelector", labels);
    if (fields !== undefined) query.set("fieldSelector", fields);
    const asked = query.size > 0 ? `?${query.toString()}` : "";
    const { status, body } = await this.call({ method: "GET", path: this.path(kind, name) + asked });
    if (status === 404 && this.options.has("--ignore-not-found")) return;
    if (status >= 300)
      throw new Error(`Error from server (${String(at(body, ["reason"]))}): ${String(at(body, ["message"]))}`);
    this.print(kind.replace(/(?<!s)s$/, ""), body as KubeObject);
  }

  private print(kind: string, body: KubeObject): void {
    const form = this.options.value("-o") ?? "name";
    const list = body.kind === "List" ? (body["items"] as readonly KubeObject[]) : [body];
    const nameOf = ({ metadata }: KubeObject): string =>
      `${kind}${kind === "daemonset" ? ".apps" : ""}/${metadata.name}\n`;
    if (form === "name") process.stdout.write(list.map(nameOf).join(""));
    else if (form === "json") process.stdout.write(`${JSON.stringify(body)}\n`);
    else if (form.startsWith("jsonpath=")) process.stdout.write(template(form.slice("jsonpath=".length), body));
    else if (form.startsWith("custom-columns=") && this.options.has("--no-headers")) {
      process.stdout.write(columns(form.slice("custom-columns=".length), list));
    } else throw new Error(`error: unable to match a printer suitable for the output format "${form}"`);
  }

  private read(): readonly KubeObject[] {
    const file = this.options.value("-f") ?? "";
    const text = fs.readFileSync(file === "-" ? 0 : file, "utf8");
    return parseAllDocuments(text)
      .map((document) => document.toJS() as KubeObject)
      .flatMap((object) => (object.kind === "List" ? (object["items"] as readonly KubeObject[]) : [object]));
  }

  private async create(): Promise<void> {
    const raw = this.options.value("--raw");
    for (const object of this.read()) {
      const path = raw ?? this.path((object.kind ?? "").toLowerCase(), "", object.metadata.namespace);
      await this.must({ method: "POST", path, body: object });
      process.stdout.write(`${object.metadata.name} created\n`);
    }
  }

  private async write(verb: string): Promise<void> {
    for (const given of this.read()) {
      const object = withData(given);
      const path = this.path((object.kind ?? "").toLowerCase(), object.metadata.name, object.metadata.namespace);
      const put = await this.call({ method: "PUT", path, body: object });
      if (put.status === 404 && verb === "apply") {
        await this.must({ method: "POST", path: path.slice(0, path.lastIndexOf("/")), body: object });
      } else if (put.status >= 300) {
        throw new Error(
          `Error from server (${String(at(put.body, ["reason"]))}): ${String(at(put.body, ["message"]))}`,
        );
      }
    }
  }

  private async remove([kind = "", name = ""]: readonly string[]): Promise<void> {
    const { status, body } = await this.call({ method: "DELETE", path: this.path(kind, name) });
    if (status === 404 && this.options.has("--ignore-not-found")) return;
    if (status >= 300)
      throw new Error(`Error from server (${String(at(body, ["reason"]))}): ${String(at(body, ["message"]))}`);
  }

  private async exec([pod = ""]: readonly string[]): Promise<void> {
    const name = pod.replace(/^pod\//, "");
    // The API server lets nobody exec but whom it lets.
    await this.must({ method: "GET", path: `${this.path("pod", "")}?labelSelector=component=etcd` });
    const { ended } = await ask(CLUSTER_SOCKET, { ask: "exec", pod: name, command: etcdctl(this.options.after) });
    process.stdout.write(ended?.stdout ?? "");
    process.stderr.write(ended?.stderr ?? "");
    if (ended?.code !== 0) throw new Error(`command terminated with exit code ${ended?.code}`);
  }

  private async patch(kind: string, name: string, body: unknown): Promise<void> {
    await this.must({ method: "PATCH", path: this.path(kind, name), body });
  }

  private async mark(what: string, [kind = "", name = "", ...pairs]: readonly string[]): Promise<void> {
    const values = pairs.map((pair) =>
      pair.endsWith("-")
        ? [pair.slice(0, -1), null]
        : [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)],
    );
    await this.patch(kind, name, { metadata: { [what]: Object.fromEntries(values) as unknown } });
  }

  private async taint([kind = "", name = "", ...given]: readonly string[]): Promise<void> {
    const node = await this.must({ method: "GET", path: this.path(kind, name) });
    let taints =
      (at(node, ["spec", "taints"]) as readonly { key: string; value?: string; effect: string }[] | undefined) ?? [];
    for (const text of given) {
      const [, key = "", value, effect = "", gone] = /^([^=:]+)(?:=([^:]*))?:([A-Za-z]+)(-?)$/.exec(text) ?? [];
      const others = taints.filter((taint) => taint.key !== key || taint.effect !== effect);
      taints = gone ? others : [...others, { key, ...(value ? { value } : {}), effect }];
    }
    await this.patch(kind, name, { spec: { taints } });
  }

  private async drain(node: string): Promise<void> {
    await this.patch("node", node, { spec: { unschedulable: true } });
    const end = performance.now() + Number((this.options.value("--timeout") ?? "0s").replace("s", "")) * 1000;
    for (;;) {
      const body = await this.must({ method: "GET", path: `/api/v1/pods?fieldSelector=spec.nodeName%3D${node}` });
      const pods = (at(body, ["items"]) as readonly KubeObject[]).filter(
        ({ metadata }) => !["DaemonSet", "Node"].includes(metadata.ownerReferences?.[0]?.kind ?? ""),
      );
      if (pods.length === 0) return;
      const bare = pods.filter(({ metadata }) => metadata.ownerReferences === undefined);
      if (bare.length > 0 && !this.options.has("--force")) {
        throw new Error(
          `error: cannot delete Pods that declare no controller (use --force to override): ${bare[0]?.metadata.name}`,
        );
      }
      for (const { metadata } of pods) {
        await this.call({
          method: "POST",
          path: `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}/eviction`,
          body: {},
        });
      }
      if (performance.now() > end) throw new Error("error: unable to drain node: global timeout reached");
      await delay(100);
    }
  }
}

/** As the API server does with what comes as texts. */
function withData(object: KubeObject): KubeObject {
  const texts = object["stringData"] as Readonly<Record<string, string>> | undefined;
  if (!texts) return object;
  const data = Object.entries(texts).map(([key, value]) => [key, Buffer.from(value).toString("base64")]);
  return { ...object, stringData: undefined, data: Object.fromEntries(data) as unknown };
}

/** Without what leads to it. */
export function etcdctl([program, ...args]: readonly string[]): readonly string[] {
  if (program !== "etcdctl") throw new Error(`exec: "${program}": executable file not found in $PATH`);
  return args.filter((arg) => !/^--(endpoints|cacert|cert|key|command-timeout)=/.test(arg));
}

if (require.main === module) {
  Promise.resolve()
    .then(() => new Kubectl(new Options(process.argv.slice(2), VALUES, SWITCHES)).run())
    .then(
      () => process.exit(0),
      (error: Error) => {
        process.stderr.write(`${error.message}\n`);
        process.exit(1);
      },
    );
}
