/** What the state of the last apply tells to be impossible: refused at synth where the state can be read, and by the stages on the hosts where not. */
import { kubeadmBlockOf } from "../../src/targets/kubeadm/block";
import type { Host } from "../../src/targets/kubeadm/host-section";
import { clusterSettings } from "../../src/constructs/k8s-cluster/kubeadm/config";
import { identityOf } from "../../src/constructs/k8s-cluster/kubeadm/hosts/identity";
import type { ClusterSection } from "../../src/constructs/k8s-cluster/section";
import { checkMinorUpgrade } from "../../src/constructs/k8s-cluster/upgrade";
import { JangadaError, type Problem } from "../../src/errors";
import type { SectionProblem } from "../../src/model/component";
import type { EnvironmentStack } from "../modules/environment-stack";
import type { PreviousResource } from "../modules/previous-state";

type Texts = Readonly<Record<string, string | undefined>>;

const MEMBERS = /^terraform_data\.cluster_(control-plane|worker)$/;

/** @throws JangadaError KUBEADM_FIXED, HOST_ROLE_CHANGED, CONTROL_PLANES_LOST, KUBERNETES_DOWNGRADE, KUBERNETES_UPGRADE_SKIPS */
export function checkPreviousHosts(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
  if (stack.tier !== "cluster") return;
  const { facts, sections } = stack.environment;
  const section = sections["cluster"] as ClusterSection | undefined;
  const block = kubeadmBlockOf(facts);
  const settings =
    block && section && clusterSettings({ name: facts.name, site: facts.region, block, cluster: section });
  if (!block || !section || !settings) return;
  const members = previous.filter(({ address }) => MEMBERS.test(address));
  const found = [
    ...checkFixed(previous, {
      endpoint: `${settings.endpoint.host}:${settings.endpoint.port}`,
      pod_cidr: settings.podCidr,
      service_cidr: settings.serviceCidr,
    }),
    ...checkRoles(members, block.hosts),
    ...checkMajority(members, block.hosts),
    ...checkVersion(previous, section),
  ];
  if (found.length === 0) return;
  throw new JangadaError(
    found.map(({ path, code, message, remedy }): Problem => {
      const at = path.join(".");
      const place = { file: stack.environment.file, path: at, ...stack.environment.locate(at) };
      return { code, message, place, ...(remedy === undefined ? {} : { remedy }) };
    }),
  );
}

const FIXED: Readonly<Record<string, readonly [path: string, what: string]>> = {
  endpoint: ["kubeadm.endpoint", "endpoint of the API server"],
  pod_cidr: ["kubeadm.podCidr", "range of pods"],
  service_cidr: ["cluster.serviceCidr", "range of Services"],
};

function checkFixed(previous: readonly PreviousResource[], wanted: Texts): readonly SectionProblem[] {
  const before = textsOf(
    previous.find(({ address }) => address === "terraform_data.cluster_init")?.attributes["input"],
  );
  return Object.entries(FIXED).flatMap(([field, [path, what]]): readonly SectionProblem[] => {
    const had = before[field];
    if (had === undefined || had === wanted[field]) return [];
    return [
      {
        path: [path],
        code: "KUBEADM_FIXED",
        message: `The ${what} of the cluster is ${had}, for as long as it lives; the file says ${wanted[field]}.`,
        remedy: "Write what it is. For another one, make a new cluster beside this one.",
      },
    ];
  });
}

function checkRoles(members: readonly PreviousResource[], hosts: readonly Host[]): readonly SectionProblem[] {
  return members.flatMap(({ attributes }): readonly SectionProblem[] => {
    const { node, role } = textsOf(attributes["input"]);
    const host = hosts.find(({ name, state }) => name === node && state === "present");
    if (!host || role === undefined || host.role === role) return [];
    return [
      {
        path: [`kubeadm.hosts.${host.name}.role`],
        code: "HOST_ROLE_CHANGED",
        message: `'${host.name}' is a ${role}, and a node does not become a ${host.role}: it would leave and join at the same time.`,
        remedy: "Write `state: absent` first and deploy, then its new role and `state: present`.",
      },
    ];
  });
}

/** They leave side by side, so that of those that are there a majority has to stay. */
function checkMajority(members: readonly PreviousResource[], hosts: readonly Host[]): readonly SectionProblem[] {
  const before = members
    .map(({ attributes }) => textsOf(attributes["input"]))
    .filter(({ role }) => role === "control-plane");
  const leaving = before.filter(
    ({ node, identity }) =>
      !hosts.some((host) => host.state === "present" && host.name === node && identityOf(host) === identity),
  );
  const mayLeave = Math.max(0, Math.floor((before.length - 1) / 2));
  if (leaving.length <= mayLeave) return [];
  const names = leaving.map(({ node }) => node).join(", ");
  return [
    {
      path: ["kubeadm.hosts"],
      code: "CONTROL_PLANES_LOST",
      message: `${names} of ${before.length} control planes would leave at once, and etcd would have no majority any more.`,
      remedy:
        before.length === 1
          ? "Add two control planes first and deploy; or take a copy of etcd, and make a new cluster."
          : `Replace ${mayLeave === 1 ? "one" : `at most ${mayLeave}`} at a time, and deploy in between.`,
    },
  ];
}

function checkVersion(previous: readonly PreviousResource[], section: ClusterSection): readonly SectionProblem[] {
  const versions = previous
    .filter(({ address }) => address.startsWith("terraform_data.cluster_converge_"))
    .flatMap(({ attributes }) => textsOf(attributes["triggers_replace"])["version"] ?? []);
  const problems = versions.flatMap((version) => {
    const problem = checkMinorUpgrade(version.replace(/\.\d+$/, ""), section.version, "kubeadm");
    return problem ? [{ ...problem, path: ["cluster", ...problem.path] }] : [];
  });
  return problems.slice(0, 1);
}

/** What Terraform keeps of a value of any type in a state: the value, beside its type. */
function textsOf(kept: unknown): Texts {
  const value = (kept as { readonly value?: unknown } | null | undefined)?.value;
  return typeof value === "object" && value !== null ? (value as Texts) : {};
}
