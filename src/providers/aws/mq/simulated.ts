/** Brokers of Amazon MQ. */
import { objectOf } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { firstOf, isTrue, numberOf, objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { ownLogGroup } from "../cloudwatch/simulated";
import { managedKeyArn } from "../kms/simulated";
import { changeObject, objectsInRealm, RETAINED, retainedObjects } from "../shared/lookups";
import { firstUnusedId, uuid } from "../shared/naming";
import { withDefaults, patternedResource } from "../shared/patterned-resource";
import { locationOf } from "../shared/location";
import { refuseBroker } from "./broker-checks";
import { isRabbit } from "./engine";

/** New for every life of a name, as far as logs of an earlier one are kept. */
function brokerId(context: BehaviourContext, name: string): string {
  for (let count = 0; ; count++) {
    const id = `b-${uuid(context.digest("mq", context.realm, name, String(count)))}`;
    const isUsed = context.world.get("aws_mq_broker", id, context.realm) ?? logGroupsOf(context, id)[0];
    if (!isUsed) return id;
  }
}

const broker = patternedResource(
  {
    id: (context, planned) => brokerId(context, textOf(planned.broker_name) ?? ""),
    arn: "mq:broker:{broker_name}:{id}",
    values: (context, state) => {
      const { region } = locationOf(context, state);
      const host = `${String(state.id)}.mq.${region}.on.aws`;
      const rabbit = isRabbit(state);
      return {
        authentication_strategy: "simple",
        data_replication_mode: "NONE",
        pending_data_replication_mode: "",
        storage_type: rabbit ? "ebs" : "efs",
        subnet_ids: [],
        instances: [
          objectOf([
            ["console_url", rabbit ? `https://${host}` : `https://${host}:8162`],
            ["endpoints", rabbit ? [`amqps://${host}:5671`] : [`ssl://${host}:61617`, `amqp+ssl://${host}:5671`]],
            ["ip_address", ""],
          ]),
        ],
        configuration: objectsOf(state.configuration).map((block) => withDefaults(block, { id: "", revision: 1 })),
        encryption_options: objectsOf(state.encryption_options).map((block) =>
          withDefaults(block, { kms_key_id: managedKeyArn(context, state, "mq") }),
        ),
      };
    },
  },
  {
    refuse: refuseBroker,
    created: addLogGroups,
    updated: addLogGroups,
    // They outlive it.
    deleted: (context, { id }) => {
      for (const group of logGroupsOf(context, id)) changeObject(context, group, { [RETAINED]: true });
    },
  },
);

/** What RabbitMQ writes from the beginning, each into a log group of its own that Amazon MQ makes (terraform-provider-aws#27124). */
const LOGS = ["connection", "general"];

function addLogGroups(context: BehaviourContext, { id, attributes }: WorldObject): void {
  if (!isRabbit(attributes) || !isTrue(firstOf(attributes.logs)?.general)) return;
  for (const log of LOGS) ownLogGroup(context, `/aws/amazonmq/broker/${id}/${log}`);
}

/** Those that outlived it, too. */
function logGroupsOf(context: BehaviourContext, broker: string): readonly WorldObject[] {
  return [objectsInRealm, retainedObjects]
    .flatMap((objects) => objects(context, "aws_cloudwatch_log_group"))
    .filter(({ id }) => id.startsWith(`/aws/amazonmq/broker/${broker}/`));
}

export const brokerTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_mq_broker: broker,
  aws_mq_configuration: patternedResource({
    id: (context, planned) =>
      firstUnusedId(
        context,
        (count) =>
          `c-${uuid(context.digest("mq-configuration", context.realm, textOf(planned.name) ?? "", String(count)))}`,
      ),
    arn: "mq:configuration:{id}",
    values: (_context, _state, prior) => ({
      authentication_strategy: "simple",
      latest_revision: (numberOf(prior?.latest_revision) ?? 0) + 1,
    }),
  }),
};
