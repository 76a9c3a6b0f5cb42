/** An environment of bare hosts with every section, and what is synthesized of such a file. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App } from "cdktf";
import { KubeadmTarget } from "../../../infra/kubeadm/target";
import { addEnvironment } from "../../../infra/modules/stacks";
import { Manifests } from "../../../src/constructs/kit/cluster/manifests";
import { loadText } from "../../../src/environment/load-file";
import { hostKeyOf } from "../../helpers/host-keys";

export const FILE = `name: dev
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

export const load = (text: string) => loadText(text, "environment.yaml", { simulated: true });

export type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

export interface Built {
  readonly manifests: readonly Manifests[];
  /** Resources by stack. */
  readonly stacks: Readonly<Record<string, Blocks>>;
}

/** @throws Error if the file is refused */
export function build(text: string): Built {
  const { environment, problems } = load(text);
  if (!environment) throw new Error(problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-"));
  try {
    const context = { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" };
    const app = new App({ outdir, context });
    const built = addEnvironment(app, environment, new KubeadmTarget());
    const manifests = built
      .flatMap((stack) => stack.node.findAll())
      .filter((construct): construct is Manifests => construct instanceof Manifests);
    app.synth();
    const resourcesOf = (name: string): Blocks => {
      const file = fs.readFileSync(path.join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
      return (JSON.parse(file) as { readonly resource?: Blocks }).resource ?? {};
    };
    return { manifests, stacks: Object.fromEntries(built.map(({ node }) => [node.id, resourcesOf(node.id)])) };
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}
