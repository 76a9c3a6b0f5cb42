/** Brokers of Amazon MQ. */
import { objectOf } from "../../../rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { numberOf, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { managedKeyArn } from "../kms/simulated";
import { findDuplicate } from "../shared/lookups";
import { firstUnusedId, uuid } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { withDefaults, patternedResource } from "../shared/patterned-resource";
import { locationOf } from "../shared/location";

const broker = patternedResource(
  {
    id: (context, planned) =>
      firstUnusedId(
        context,
        (count) => `b-${uuid(context.digest("mq", context.realm, textOf(planned.broker_name) ?? "", String(count)))}`,
      ),
    arn: "mq:broker:{broker_name}:{id}",
    values: (context, state) => {
      const { region } = locationOf(context, state);
      const host = `${String(state.id)}.mq.${region}.on.aws`;
      const rabbit = textOf(state.engine_type)?.toLowerCase() === "rabbitmq";
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
    refuse: (context, state, prior) => {
      const start = doing(prior, "MQ Broker", textOf(state.broker_name));
      const subnets = textsOf(state.subnet_ids).length;
      const wanted = { SINGLE_INSTANCE: 1, ACTIVE_STANDBY_MULTI_AZ: 2 }[textOf(state.deployment_mode) ?? ""];
      return actualProblems(
        findDuplicate(context, state, ["broker_name"]) &&
          apiError(start, "ConflictException", `Broker name [${textOf(state.broker_name)}] is already in use.`),
        wanted !== undefined &&
          subnets > 0 &&
          subnets !== wanted &&
          apiError(
            start,
            "BadRequestException",
            `Specify exactly ${wanted} subnet${wanted === 1 ? "" : "s"} for deployment mode [${textOf(state.deployment_mode)}].`,
          ),
      );
    },
  },
);

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
