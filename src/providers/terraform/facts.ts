/**
 * What is known of Terraform's own type `terraform_data`, by which hosts are changed: a plan shows that one is made anew, and not what that does to
 * a cluster. They are told apart by the ends of their names, which are stages, and by `input`, which says what a member is.
 */
import type { ResourceChange } from "../../model/plan";
import type { ServiceFacts } from "../../model/resource-facts";
import { type Judge, NOT_HELD, type RiskContext } from "../../model/risk";
import { valuesAt } from "../../model/plan-values";

const TYPE = "terraform_data";
const TYPES = [TYPE];
const GOING = ["delete", "replace"] as const;

const roleOf = (values: ResourceChange["before"]): string | undefined => {
  const [role] = valuesAt(values, "input.role");
  return typeof role === "string" ? role : undefined;
};

/** Of a member that is there before the change. */
const isMember =
  (role: string): Judge =>
  ({ before }) =>
    roleOf(before) === role ? { holds: true } : NOT_HELD;

const isStage =
  (stage: RegExp): Judge =>
  ({ name }) =>
    stage.test(name) ? { holds: true } : NOT_HELD;

/** How many control planes there are, and how many of them go or are made anew by this plan. */
function controlPlanesIn({ changes, standing = [] }: RiskContext): { readonly all: number; readonly going: number } {
  const own = changes.filter(({ type, before }) => type === TYPE && roleOf(before) === "control-plane");
  const going = own.filter(({ action }) => action === "delete" || action === "replace").length;
  const stays = standing.filter(({ type, values }) => type === TYPE && roleOf(values) === "control-plane").length;
  return { all: own.length + stays, going };
}

const losesMajority: Judge = (change, context) => {
  const { all, going } = controlPlanesIn(context);
  const holds = roleOf(change.before) === "control-plane" && going > Math.ceil(all / 2) - 1;
  return holds ? { holds, before: String(going), after: String(all) } : NOT_HELD;
};

const keepsMajority: Judge = (change, context) =>
  roleOf(change.before) === "control-plane" && !losesMajority(change, context).holds ? { holds: true } : NOT_HELD;

/** What is fixed when a cluster is made. */
const FIXED = ["input.endpoint", "input.pod_cidr", "input.service_cidr"] as const;

const changesWhatIsFixed: Judge = ({ name, before, after }) => {
  if (!INIT.test(name)) return NOT_HELD;
  for (const path of FIXED) {
    const [[was], [will]] = [valuesAt(before, path), valuesAt(after, path)];
    if (was !== undefined && was !== will) return { holds: true, before: String(was), after: String(will) };
  }
  return NOT_HELD;
};

/** The host of `terraform_data.cluster_firewall["w1"]`. */
const hostOf = (address: string): string | undefined => /\["([^"]+)"\]$/.exec(address)?.[1];

/** A host that goes takes all its stages along; one that stays keeps what was uploaded, whatever the file leaves out. */
const hostStays: Judge = ({ address }, { changes, standing = [] }) => {
  const host = hostOf(address);
  const isUpload = (other: { readonly address: string; readonly type: string }): boolean =>
    other.type === TYPE && hostOf(other.address) === host && /_files\["/.test(other.address);
  const stays = [...standing, ...changes.filter(({ action }) => action !== "delete")].some(isUpload);
  return stays ? { holds: true } : NOT_HELD;
};

const INIT = /(^|_)init$/;
const SOURCE = "https://etcd.io/docs/v3.6/faq/#what-is-failure-tolerance";
const PREPARATION = /(^|_)(files|prerequisites|essentials|hardening|network|firewall|containerd|join-window|health)$/;

/** The token by which nodes join, drawn anew with every set of nodes: who has joined needs it no more, and it ends by itself. */
const isJoinToken: Judge = ({ type, name, before }) =>
  type === "random_password" && /(^|_)token-(id|secret)$/.test(name) && valuesAt(before, "keepers.nodes").length > 0
    ? { holds: true }
    : NOT_HELD;

export const terraformFacts: ServiceFacts = {
  judgedTogether: [TYPE],
  exceptions: ["data-loss/deleted", "data-loss/replaced"].map((rule) => ({ rule, unless: { judge: isJoinToken } })),
  rules: [
    {
      id: "data-loss/cluster-begun-anew",
      risk: "data-loss",
      types: TYPES,
      actions: GOING,
      when: [{ judge: isStage(INIT) }],
      reason: "The cluster ends, or another one begins in its place: whatever was in it is gone, etcd's data included.",
    },
    {
      id: "data-loss/etcd-majority",
      risk: "data-loss",
      types: TYPES,
      actions: GOING,
      when: [{ judge: losesMajority }],
      reason:
        "{before} of {after} control planes go: etcd loses its majority, and the cluster can neither be changed nor read any more.",
      source: SOURCE,
    },
    {
      id: "exposure/host-unverified",
      risk: "exposure",
      types: TYPES,
      actions: ["create", "update", "replace"],
      when: [{ path: "input.verified", becomes: [false] }],
      reason:
        "Whoever answers at the host's address is taken for it, without its key: somebody in between gets the cluster's secrets.",
    },
    {
      id: "exposure/host-firewall-opens",
      risk: "exposure",
      types: TYPES,
      actions: ["create", "update", "replace"],
      when: [{ path: "input.reached_from", is: "opening" }],
      reason: "SSH and the API server are reached from more addresses: {before} → {after}.",
    },
    {
      id: "exposure/host-left-alone",
      risk: "exposure",
      types: TYPES,
      actions: ["delete"],
      when: [{ judge: isStage(/(^|_)(hardening|firewall)$/) }, { judge: hostStays }],
      reason:
        "The host stays, and nothing keeps its firewall or its hardening as the file has it any more: what is there now stays until somebody changes it.",
    },
    {
      id: "downtime/control-plane-leaves",
      risk: "downtime",
      types: TYPES,
      actions: GOING,
      when: [{ judge: keepsMajority }],
      reason: "A control plane is taken out of the cluster and of etcd: until another one has joined, fewer may fail.",
      source: SOURCE,
    },
    {
      id: "downtime/worker-leaves",
      risk: "downtime",
      types: TYPES,
      actions: GOING,
      when: [{ judge: isMember("worker") }],
      reason: "A node is drained and reset: its pods start elsewhere, and what lay on its own disks is gone.",
    },
    {
      id: "downtime/node-converged",
      risk: "downtime",
      types: TYPES,
      actions: ["replace"],
      when: [{ judge: isStage(/(^|_)converge_/) }],
      reason: "The node is drained and brought to another version or configuration: its pods start elsewhere.",
    },
    {
      id: "downtime/cluster-is-fixed",
      risk: "downtime",
      types: TYPES,
      actions: ["update"],
      when: [{ judge: changesWhatIsFixed }],
      reason:
        "It is fixed when the cluster is made: the cluster stays at {before}, and who looks for it at {after} finds none.",
    },
    {
      id: "none/stage-runs-again",
      risk: "none",
      types: TYPES,
      actions: ["replace"],
      when: [{ judge: isStage(PREPARATION) }],
      reason: "The stage is run again on the host, which changes what differs; no pod is moved.",
    },
  ],
};
