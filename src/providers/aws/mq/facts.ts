/** What is known of Amazon MQ and MSK. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { mqVersionClosed } from "../../../targets/eks/mq-instances";
import { isSameUpTo } from "../../shared/versions";
import { storeReplacedRule } from "../shared/rules";
import { isRabbit } from "./engine";

const GUIDE = "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide";
const BROKER = "aws_mq_broker";
const CLUSTER = "CLUSTER_MULTI_AZ";
/** When what needs a restart happens. */
const WHEN = "at once with `applyImmediately`, else in the maintenance window";

export const brokerFacts: ServiceFacts = {
  holdsData: {
    [BROKER]: "a broker's queued messages",
    aws_msk_cluster: "a broker's topics",
  },
  billed: [BROKER, "aws_msk_cluster"],
  irreversible: [
    {
      types: [BROKER],
      attribute: "engine_version",
      // A major of ActiveMQ is 5, and has no other.
      closed: (real, wanted) => mqVersionClosed(String(real), String(wanted)),
      reason:
        "A broker's engine does not go back, and one of RabbitMQ 3.13 does not become one of 4.2: that is another broker.",
      source: `${GUIDE}/rabbitmq-4.html`,
    },
    {
      types: [BROKER],
      attribute: "host_instance_type",
      closed: (real, wanted) => wanted === "mq.t3.micro" && real !== wanted,
      reason: "A broker cannot be made a mq.t3.micro once it is something else.",
      source: `${GUIDE}/upgrading-instance-type.html`,
    },
  ],
  noise: [
    {
      name: "broker-patch",
      types: [BROKER],
      attribute: /^engine_version$/,
      reason: "Amazon MQ raises the patch in the maintenance window, as auto_minor_version_upgrade asks.",
      when: ({ before, after }, { after: broker }) =>
        broker?.["auto_minor_version_upgrade"] !== false && isSameUpTo(2, before, after),
    },
    {
      name: "broker-users",
      types: [BROKER],
      attribute: /^user([.[].*)?$/,
      reason:
        "RabbitMQ's users are its own: Amazon MQ tells of none but the first, and of that one no more than it was given.",
      when: (_change, { after: broker }) => isRabbit({ engine_type: String(broker?.["engine_type"] ?? "") }),
    },
    {
      name: "broker-replication",
      types: [BROKER],
      attribute: /^pending_data_replication_mode$/,
      reason: "It says what the next restart brings.",
    },
  ],
  madeByCloud: [
    {
      name: "broker-logs",
      type: "aws_cloudwatch_log_group",
      reason: "A broker makes its log groups by itself; they are taken over with the platform, and outlive it.",
      matches: ({ id }) => id.startsWith("/aws/amazonmq/broker/"),
    },
  ],
  rules: [
    storeReplacedRule(BROKER),
    {
      id: "downtime/broker-instance-cluster",
      risk: "downtime",
      types: [BROKER],
      actions: ["update"],
      when: [
        { path: "host_instance_type", is: "changed" },
        { path: "deployment_mode", was: [CLUSTER] },
      ],
      reason: `Its nodes move from {before} to {after}, one after the other, ${WHEN}: each closes the connections that it holds.`,
      source: `${GUIDE}/upgrading-instance-type.html`,
    },
    {
      id: "downtime/broker-instance",
      risk: "downtime",
      types: [BROKER],
      actions: ["update"],
      when: [{ path: "host_instance_type", is: "changed" }],
      unless: [{ path: "deployment_mode", was: [CLUSTER] }],
      reason: `The broker moves from {before} to {after}, ${WHEN}: a single one is away for minutes.`,
      source: `${GUIDE}/upgrading-instance-type.html`,
    },
    {
      id: "downtime/broker-version",
      risk: "downtime",
      types: [BROKER],
      actions: ["update"],
      when: [{ path: "engine_version", is: "changed" }],
      reason: `The engine goes from {before} to {after}, ${WHEN}; a cluster restarts node by node, a single broker is away.`,
      source: `${GUIDE}/upgrading-brokers.html`,
    },
    {
      id: "downtime/broker-restarts-now",
      risk: "downtime",
      types: [BROKER],
      actions: ["update"],
      when: [
        { anyOf: ["configuration", "logs"], is: "different" },
        { path: "apply_immediately", will: [true] },
      ],
      reason: "The broker restarts at once: what it writes, or how it is configured, changes.",
    },
    {
      id: "exposure/broker-unlogged",
      risk: "exposure",
      types: [BROKER],
      actions: ["update"],
      when: [{ path: "logs.general", becomes: [false] }],
      reason: "What happens on the broker is no longer written.",
    },
  ],
};
