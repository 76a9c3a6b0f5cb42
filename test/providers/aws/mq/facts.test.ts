import { facts } from "../../../../src/facts";
import { brokerFacts } from "../../../../src/providers/aws/mq/facts";
import { describeIrreversible } from "../../../helpers/irreversible-cases";
import { describeNoise } from "../../../helpers/noise-cases";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, remove, replace, rulesOf } from "../../../operations/risk/changes";

const BROKER = "aws_mq_broker";
const type = (host_instance_type: string, deployment_mode: string): object => ({ host_instance_type, deployment_mode });
const cluster = "CLUSTER_MULTI_AZ";
const single = "SINGLE_INSTANCE";

describeRules(brokerFacts, {
  "downtime/database-replaced": one(remove(BROKER), remove("aws_mq_configuration")),
  "downtime/broker-instance-cluster": one(
    change(BROKER, type("mq.m7g.large", cluster), type("mq.m7g.xlarge", cluster)),
    change(BROKER, type("mq.m7g.large", single), type("mq.m7g.xlarge", single)),
  ),
  "downtime/broker-instance": one(
    change(BROKER, type("mq.m7g.large", single), type("mq.m7g.xlarge", single)),
    change(BROKER, type("mq.m7g.large", cluster), type("mq.m7g.xlarge", cluster)),
  ),
  "downtime/broker-version": one(
    change(BROKER, { engine_version: "3.12" }, { engine_version: "3.13" }),
    create(BROKER, { engine_version: "3.13" }),
  ),
  "downtime/broker-restarts-now": one(
    change(
      BROKER,
      { logs: [{ general: true }], apply_immediately: true },
      { logs: [{ general: false }], apply_immediately: true },
    ),
    change(
      BROKER,
      { logs: [{ general: true }], apply_immediately: false },
      { logs: [{ general: false }], apply_immediately: false },
    ),
  ),
  "exposure/broker-unlogged": one(
    change(BROKER, { logs: [{ general: true }] }, { logs: [{ general: false }] }),
    change(BROKER, { logs: [{ general: false }] }, { logs: [{ general: true }] }),
  ),
});

const patched = { engine_version: "3.13.6", auto_minor_version_upgrade: true };
const rabbit = { engine_type: "RabbitMQ", broker_name: "events", user: [{ username: "platform-admin" }] };
const replicated = { pending_data_replication_mode: "", data_replication_mode: "NONE" };

describeNoise(brokerFacts, {
  "broker-patch": {
    type: BROKER,
    before: patched,
    noise: { ...patched, engine_version: "3.13.7" },
    drift: { ...patched, engine_version: "4.2" },
  },
  "broker-users": {
    type: BROKER,
    before: rabbit,
    noise: { ...rabbit, user: [] },
    drift: { ...rabbit, broker_name: "others" },
  },
  "broker-replication": {
    type: BROKER,
    before: replicated,
    noise: { ...replicated, pending_data_replication_mode: "CRDR" },
    drift: { ...replicated, data_replication_mode: "CRDR" },
  },
});

describeIrreversible(brokerFacts, /^https:\/\/docs\.aws\.amazon\.com\/amazon-mq\//, [
  [BROKER, "engine_version", "3.13", "4.2", true],
  [BROKER, "engine_version", "4.2", "3.13", true],
  [BROKER, "engine_version", "3.12", "3.13", false],
  [BROKER, "engine_version", "5.17", "5.18", false],
  [BROKER, "host_instance_type", "mq.m5.large", "mq.t3.micro", true],
  [BROKER, "host_instance_type", "mq.m7g.xlarge", "mq.m7g.large", false],
]);

test("what every broker risks is told: its messages, its address, its price", () => {
  expect(rulesOf(remove(BROKER))).toEqual(expect.arrayContaining(["data-loss/deleted", "downtime/database-replaced"]));
  expect(rulesOf(replace(BROKER))).toContain("data-loss/replaced");
  expect(rulesOf(change(BROKER, { publicly_accessible: false }, { publicly_accessible: true }))).toContain(
    "exposure/public-instance",
  );
  expect(
    rulesOf(change(BROKER, { host_instance_type: "mq.m7g.large" }, { host_instance_type: "mq.m7g.xlarge" })),
  ).toContain("cost/host_instance_type-up");
  expect(rulesOf(create(BROKER, {}))).toContain("cost/added");
});

test("log groups of brokers belong to nobody's state, and others do", () => {
  const made = facts.madeByCloud.filter(({ name }) => name === "broker-logs");
  const matches = (id: string): boolean =>
    made.some((rule) => rule.matches({ type: "aws_cloudwatch_log_group", id, attributes: {} }));

  expect(matches("/aws/amazonmq/broker/b-1/general")).toBe(true);
  expect(matches("/aws/eks/dev/cluster")).toBe(false);
});
