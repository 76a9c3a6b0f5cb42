/** What a change of caches in the cluster, and of who may log in to them, puts at risk: told by the objects in the releases. */
import { gainedAccess } from "../../../model/access-lists";
import type { ServiceFacts } from "../../../model/resource-facts";
import type { RiskRule } from "../../../model/risk";
import type { Judge } from "../../../model/risk";
import { changingNodes, changingUsers, losingNodes, losingUsers, type Nodes } from "./changed-nodes";

const RELEASE = "helm_release";
const CLAIM = "kubernetes_persistent_volume_claim_v1";

const rule = (
  id: string,
  risk: RiskRule["risk"],
  judge: Judge,
  reason: string,
  more: Partial<RiskRule> = {},
): RiskRule => ({ id, risk, types: [RELEASE], actions: ["update", "replace"], when: [{ judge }], reason, ...more });

const versionOf = ({ image }: Nodes): readonly number[] => image.replace(/^.*:/, "").split(".").map(Number);

/** Below zero where the first is older. */
function compareVersions(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

const tagOf = ({ image }: Nodes): string => image.replace(/^.*:/, "");

const copies = ({ count }: Nodes): number => count - 1;

export const clusterCacheFacts: ServiceFacts = {
  rules: [
    rule(
      "data-loss/cache-nodes-gone",
      "data-loss",
      losingNodes,
      "These nodes go, and others begin with nothing: {before}. `use` decides whether a node has a volume, which cannot be changed: what they hold is lost.",
    ),
    rule(
      "data-loss/cache-single-node",
      "data-loss",
      changingNodes((before, after) =>
        after.count === 1 && before.count > 1 ? `${before.count} nodes to 1` : undefined,
      ),
      "Only the first node stays, with nobody who would say that it writes ({after}). If another one writes now, what that took last is lost: look who writes, and have the first take over before.",
    ),
    rule(
      "data-loss/cache-older-version",
      "data-loss",
      changingNodes((before, after) =>
        compareVersions(versionOf(after), versionOf(before)) < 0 ? `${tagOf(before)} to ${tagOf(after)}` : undefined,
      ),
      "An older version does not read what a newer one has written ({after}): nodes begin with nothing, or do not start.",
    ),
    rule(
      "downtime/cache-fewer-copies",
      "downtime",
      changingNodes((before, after) =>
        after.count < before.count ? `${copies(before)} to ${copies(after)} copies` : undefined,
      ),
      "The loss of a node is sooner one too many ({after}). A node that writes hands over before it goes; its volume goes with it.",
    ),
    rule(
      "downtime/cache-nodes-exchanged",
      "downtime",
      changingNodes((before, after) => {
        if (before.generation === after.generation) return undefined;
        return after.count > 1 ? `${after.count} nodes` : "the only node";
      }),
      "Each node is started anew, one after another ({after}). The one that writes hands over first: connections are cut, and clients connect again. A single node is away for seconds meanwhile, and a cache is empty afterwards.",
    ),
    rule(
      "downtime/cache-login-gone",
      "downtime",
      losingUsers,
      "These cannot log in any more, and whoever still uses them is refused: {before}.",
    ),
    rule(
      "downtime/cache-access-shrinks",
      "downtime",
      changingUsers((before, after) => gainedAccess(after, before)),
      "What these could do is refused from now on: {after}.",
    ),
    rule("exposure/cache-access-grows", "exposure", changingUsers(gainedAccess), "The access of users grows: {after}."),
    rule(
      "cost/cache-grows",
      "cost",
      changingNodes((before, after) =>
        after.count * after.memory > before.count * before.memory
          ? `${after.count} nodes with ${after.memory} MiB each`
          : undefined,
      ),
      "More or larger nodes: {after}.",
      { direction: "up" },
    ),
    rule(
      "cost/cache-shrinks",
      "cost",
      changingNodes((before, after) =>
        after.count * after.memory < before.count * before.memory
          ? `${after.count} nodes with ${after.memory} MiB each`
          : undefined,
      ),
      "Fewer or smaller nodes: {after}. What does not fit a smaller node a cache evicts, and a queue refuses.",
      { direction: "down" },
    ),
  ],
  fileFields: [
    {
      type: CLAIM,
      attribute: "spec[0].resources[0].requests.storage",
      field: "storage",
      value: (real) => (typeof real === "string" && /^\d+Gi$/.test(real) ? Number.parseInt(real, 10) : undefined),
    },
  ],
};
