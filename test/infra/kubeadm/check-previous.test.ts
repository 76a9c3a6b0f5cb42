/** What the last apply of hosts tells to be impossible now. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { STATE_DIRECTORY_VARIABLE } from "../../../infra/modules/state";
import { identityOf } from "../../../src/constructs/k8s-cluster/kubeadm/hosts/identity";
import { JangadaError } from "../../../src/errors";
import type { Host } from "../../../src/targets/kubeadm/host-section";
import { homeCluster, HOSTS, type HomeHost } from "../../helpers/home";
import { hostKeyOf } from "../../helpers/host-keys";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-previous-"));
  process.env[STATE_DIRECTORY_VARIABLE] = folder;
});
afterEach(() => {
  delete process.env[STATE_DIRECTORY_VARIABLE];
  fs.rmSync(folder, { recursive: true });
});

interface Before {
  readonly hosts?: readonly HomeHost[];
  readonly version?: string;
  readonly endpoint?: string;
}

/** Writes the state of an apply as Terraform writes it: values of any type beside their type. */
function applied({ hosts = HOSTS, version = "1.35.4", endpoint = "10.0.0.10:6443" }: Before): void {
  const any = (value: unknown) => ({ value, type: "dynamic" });
  const one = (name: string, attributes: object) => ({
    mode: "managed",
    type: "terraform_data",
    name,
    instances: [{ attributes }],
  });
  const memberOf = ({ name, role, number }: HomeHost) => {
    const host = { name, address: `10.0.0.${number}`, hostKey: hostKeyOf(number) } as Host;
    return { attributes: { input: any({ node: name, role, identity: identityOf(host) }) } };
  };
  const resources = [
    one("cluster_init", { input: any({ endpoint, pod_cidr: "10.244.0.0/16", service_cidr: "172.20.0.0/16" }) }),
    ...["control-plane", "worker"].map((role) => ({
      ...one(`cluster_${role}`, {}),
      instances: hosts.filter((host) => host.role === role).map(memberOf),
    })),
    one("cluster_converge_cp1", { triggers_replace: any({ version }) }),
  ];
  fs.writeFileSync(path.join(folder, "home-cluster.tfstate"), JSON.stringify({ version: 4, resources }));
}

function told(options: Parameters<typeof homeCluster>[0]): readonly string[] {
  try {
    homeCluster(options);
    return [];
  } catch (error) {
    if (JangadaError.is(error)) return error.problems.map(({ code, place }) => `${code} ${place?.path ?? ""}`);
    throw error;
  }
}

const changed = (...changes: readonly (Partial<HomeHost> & { readonly name: string })[]): readonly HomeHost[] =>
  HOSTS.map((host) => ({ ...host, ...changes.find(({ name }) => name === host.name) }));
const FIVE = [
  ...HOSTS,
  { name: "cp4", role: "control-plane", number: 14 },
  { name: "cp5", role: "control-plane", number: 15 },
] as const;

test.each<[what: string, before: Before, now: Parameters<typeof homeCluster>[0], told: readonly string[]]>([
  ["the same", {}, {}, []],
  ["a worker less", {}, { hosts: HOSTS.slice(0, -1) }, []],
  ["one control plane that is another machine now", {}, { hosts: changed({ name: "cp1", number: 31 }) }, []],
  [
    "two that are other machines now",
    {},
    { hosts: changed({ name: "cp1", number: 31 }, { name: "cp2", number: 32 }) },
    ["CONTROL_PLANES_LOST kubeadm.hosts"],
  ],
  ["two of five less", { hosts: FIVE }, {}, []],
  [
    "two of three less",
    {},
    { hosts: HOSTS.filter(({ name }) => !/cp[23]/.test(name)) },
    ["CONTROL_PLANES_LOST kubeadm.hosts"],
  ],
  [
    "a worker that is to be a control plane, and one that is no longer",
    {},
    { hosts: changed({ name: "w1", role: "control-plane" }, { name: "cp3", role: "worker" }) },
    ["HOST_ROLE_CHANGED kubeadm.hosts.cp3.role", "HOST_ROLE_CHANGED kubeadm.hosts.w1.role"],
  ],
  [
    "another endpoint and other ranges",
    { endpoint: "api.example.org:6443" },
    { block: "  podCidr: 10.240.0.0/16\n", sections: "cluster: { serviceCidr: 172.30.0.0/16 }\n" },
    ["KUBEADM_FIXED kubeadm.endpoint", "KUBEADM_FIXED kubeadm.podCidr", "KUBEADM_FIXED cluster.serviceCidr"],
  ],
  ["a minor more", { version: "1.34.4" }, { sections: 'cluster: { version: "1.35" }\n' }, []],
  ["a minor less", {}, { sections: 'cluster: { version: "1.34" }\n' }, ["KUBERNETES_DOWNGRADE cluster.version"]],
  [
    "two minors more",
    { version: "1.34.4" },
    { sections: 'cluster: { version: "1.36" }\n' },
    ["KUBERNETES_UPGRADE_SKIPS cluster.version"],
  ],
])("given %s", (_, before, now, expected) => {
  applied(before);

  expect(told(now)).toEqual(expected);
});

test("of a cluster that there is not yet, nothing is refused", () => {
  expect(told({})).toEqual([]);
});
