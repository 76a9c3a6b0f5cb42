/** What a change of what stands on brokers, and of brokers in the cluster, puts at risk: told by the objects in the releases. */
import type { ServiceFacts } from "../../../model/resource-facts";
import type { Condition, RiskRule } from "../../../model/risk";
import { isFields } from "../../../model/release-objects";
import { changing, differing, gibibytes, losing } from "./changed-objects";

const RELEASE = "helm_release";

const rule = (
  id: string,
  risk: RiskRule["risk"],
  judge: Extract<Condition, { judge: unknown }>["judge"],
  reason: string,
  more: Partial<RiskRule> = {},
): RiskRule => ({
  id,
  risk,
  types: [RELEASE],
  actions: ["update", "replace"],
  when: [{ judge }],
  reason,
  ...more,
});

/** What goes with a release, too. */
const GOING = { actions: ["update", "delete", "replace"] } as const satisfies Partial<RiskRule>;

const QUEUE_FIXED = ["type", "durable", "autoDelete", "arguments"];
const EXCHANGE_FIXED = ["type", "durable", "autoDelete"];

const replicas = (spec: Readonly<Record<string, unknown>>): number => Number(spec["replicas"] ?? 1);

/** Releases of credentials: what goes with an older revision's, nobody uses any more. */
const ofCredentials: Condition = {
  judge: ({ before }) => ({
    holds: before?.["namespace"] === "rabbitmq" && /^(secret|generate)-/.test(String(before["name"])),
  }),
};

export const topologyFacts: ServiceFacts = {
  rules: [
    rule(
      "data-loss/queues-left",
      "data-loss",
      losing("Queue", "Vhost"),
      "Nothing keeps them any more: {before}. The operator leaves them on the broker, with their messages, until somebody deletes them there or the broker goes; what is in them then is lost.",
      GOING,
    ),
    rule(
      "data-loss/broker-in-cluster",
      "data-loss",
      losing("RabbitmqCluster"),
      "It is deleted, and its volumes with it, with every message: {before}.",
      GOING,
    ),
    rule(
      "downtime/routing-gone",
      "downtime",
      losing("Exchange", "Binding", "Policy"),
      "They are deleted on the broker: {before}. Who publishes to such an exchange is refused, messages that came by such a binding are routed nowhere, and what a policy set holds no more.",
      GOING,
    ),
    rule(
      "downtime/broker-users-gone",
      "downtime",
      losing("User", "Permission", "TopicPermission"),
      "They are deleted on the broker: {before}. Whoever still uses them is refused.",
      GOING,
    ),
    rule(
      "downtime/queue-fixed",
      "downtime",
      changing("Queue", (before, after) => differing(before, after, QUEUE_FIXED).join(", ") || undefined),
      "The deployment will fail: this is fixed when a queue is made: {after}. What a policy can set, set by one; else make another queue under another name, let its consumers empty this one, and then take it out.",
    ),
    rule(
      "downtime/exchange-fixed",
      "downtime",
      changing("Exchange", (before, after) => differing(before, after, EXCHANGE_FIXED).join(", ") || undefined),
      "The deployment will fail: this is fixed when an exchange is made: {after}. Make another one under another name, bind to it, and then take this one out.",
    ),
    rule(
      "downtime/exchange-arguments",
      "downtime",
      changing("Exchange", (before, after) => differing(before, after, ["arguments"]).join(", ") || undefined),
      "Arguments of an exchange are fixed when it is made, and the broker keeps the old ones: {after}. Set an alternate exchange by a policy, or make another exchange.",
    ),
    rule(
      "exposure/broker-rights",
      "exposure",
      changing("Permission", openedBy),
      "A user reaches everything of a virtual host where it reached a part: {after}.",
    ),
    rule(
      "downtime/broker-storage-shrinks",
      "downtime",
      changing("RabbitmqCluster", (before, after) =>
        gibibytes(after) < gibibytes(before) ? `${gibibytes(before)} to ${gibibytes(after)} GiB` : undefined,
      ),
      "The broker will not change: volumes grow, and never shrink ({after}). The operator refuses it, and every later change of this broker with it.",
    ),
    rule(
      "downtime/broker-nodes-fewer",
      "downtime",
      changing("RabbitmqCluster", (before, after) =>
        replicas(after) < replicas(before) ? `${replicas(before)} to ${replicas(after)} nodes` : undefined,
      ),
      "The broker will not change: nodes are added, and never taken away ({after}). The operator refuses it, and every later change of this broker with it. Make another broker, and move to it.",
    ),
    rule(
      "downtime/broker-restarts",
      "downtime",
      changing("RabbitmqCluster", (before, after) => {
        const what = differing(before, after, ["image", "resources", "rabbitmq", "tls", "override"]);
        return what.length > 0 ? `${what.join(", ")}, ${replicas(before)} node(s)` : undefined;
      }),
      "Each node restarts, one after another ({after}): its connections are closed, and clients connect again. A single node is away for a minute or two meanwhile.",
    ),
    rule(
      "cost/broker-grows",
      "cost",
      changing("RabbitmqCluster", (before, after) => {
        const more = replicas(after) > replicas(before) || gibibytes(after) > gibibytes(before);
        return more ? `${replicas(after)} nodes with ${gibibytes(after)} GiB each` : undefined;
      }),
      "More nodes or larger volumes: {after}.",
      { direction: "up" },
    ),
  ],
  exceptions: [{ rule: "downtime/release-gone", unless: ofCredentials }],
  fieldLabels: {
    [RELEASE]: {
      "values.*.objects.*.spec.persistence.storage": { field: "inCluster.storage" },
      "values.*.objects.*.spec.image": { field: "version" },
    },
  },
};

/** The permissions that let everything in, and did not. */
function openedBy(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string | undefined {
  const [was, is] = [before["permissions"], after["permissions"]];
  if (!isFields(was as never) || !isFields(is as never)) return undefined;
  const opened = ["configure", "write", "read"].filter((permission) => {
    const [old, now] = [was, is].map((permissions) => (permissions as Readonly<Record<string, unknown>>)[permission]);
    return isEverything(now) && !isEverything(old);
  });
  return opened.length > 0 ? opened.join(", ") : undefined;
}

const isEverything = (pattern: unknown): boolean =>
  typeof pattern === "string" && /^\^?(?:\.\*|\.\*\?|)\$?$/.test(pattern) && /\./.test(pattern);
