/** What Amazon MQ refuses of a broker, and what the provider refuses before it asks. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import { failure, firstOf, isTrue, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { MQ_INSTANCES, mqVersionClosed } from "../../../targets/eks/mq-instances";
import { attributeOf, findDuplicate } from "../shared/lookups";
import { actualProblems, apiError, doing } from "../shared/refusal";
import { isRabbit } from "./engine";

type Refuse = (message: string) => Diagnostic;

export function refuseBroker(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const name = textOf(state.broker_name);
  const start = doing(prior, "MQ Broker", name);
  const bad: Refuse = (message) => apiError(start, "BadRequestException", message);
  return [
    ...actualProblems(
      findDuplicate(context, state, ["broker_name"]) &&
        apiError(start, "ConflictException", `Broker name [${name}] is already in use.`),
      name !== undefined &&
        !/^[0-9A-Za-z_-]{1,50}$/.test(name) &&
        failure(
          `"broker_name" must contain only alphanumeric characters, dashes and underscores, and be 1 to 50 characters long: ${name}`,
        ),
    ),
    ...subnetProblems(context, bad, state),
    ...(prior ? [] : userProblems(bad, state)),
    ...(isRabbit(state) ? rabbitProblems(bad, state, prior) : []),
  ];
}

/** Subnets by deployment mode (API reference, CreateBroker, SubnetIds); all in different zones. */
function subnetProblems(context: BehaviourContext, bad: Refuse, state: ValueObject): readonly Diagnostic[] {
  const mode = textOf(state.deployment_mode) ?? "";
  const subnets = textsOf(state.subnet_ids);
  const wanted = { SINGLE_INSTANCE: 1, ACTIVE_STANDBY_MULTI_AZ: 2 }[mode];
  const zones = subnets
    .map((id) => textOf(attributeOf(context, "aws_subnet", id, "availability_zone")))
    .filter((zone) => zone !== undefined);
  return actualProblems(
    wanted !== undefined &&
      subnets.length > 0 &&
      subnets.length !== wanted &&
      bad(`Specify exactly ${wanted} subnet${wanted === 1 ? "" : "s"} for deployment mode [${mode}].`),
    new Set(zones).size < zones.length &&
      bad(`The subnets [${subnets.join(", ")}] must be in different Availability Zones.`),
  );
}

/** API reference, User: of a broker's first users; later ones are the engine's own affair. */
function userProblems(bad: Refuse, state: ValueObject): readonly Diagnostic[] {
  return objectsOf(state.user).flatMap((user) => {
    const password = textOf(user.password) ?? "";
    return actualProblems(
      password !== "" &&
        (password.length < 12 || password.length > 250) &&
        failure(`"password" must be 12 to 250 characters long. provided string length: ${password.length}`),
      password !== "" && new Set(password).size < 4 && failure('"password" must contain at least 4 unique characters'),
      password.includes(",") && failure('"password" must not contain commas'),
      isRabbit(state) && /[:=]/.test(password) && bad("The password must not contain colons or equals signs."),
      !/^[A-Za-z0-9._~-]{2,100}$/.test(textOf(user.username) ?? "admin") &&
        bad("The username must have 2 to 100 characters: letters, digits, and -._~"),
    );
  });
}

function rabbitProblems(bad: Refuse, state: ValueObject, prior: ValueObject | null): readonly Diagnostic[] {
  const type = textOf(state.host_instance_type) ?? "";
  const version = textOf(state.engine_version) ?? "";
  const mode = textOf(state.deployment_mode) ?? "";
  const before = textOf(prior?.engine_version) ?? version;
  const versions = [...new Set(Object.values(MQ_INSTANCES).flatMap((instance) => instance.versions))].sort();
  const instance = MQ_INSTANCES[type];
  const users = objectsOf(state.user);
  const groups = [prior, state].map((of) => [...textsOf(of?.security_groups)].sort().join(" "));
  return actualProblems(
    !versions.includes(version) &&
      bad(
        `Broker engine version [${version}] is invalid for broker engine type [RABBITMQ]. Valid values: [${versions.join(", ")}]`,
      ),
    versions.includes(version) &&
      !instance?.versions.includes(version) &&
      bad(
        `Broker host instance type [${type}] is not supported for broker engine type [RABBITMQ] and version [${version}].`,
      ),
    mode === "ACTIVE_STANDBY_MULTI_AZ" &&
      bad(`Deployment mode [${mode}] is not supported for broker engine type [RABBITMQ].`),
    mode === "CLUSTER_MULTI_AZ" &&
      instance?.cluster === false &&
      bad(`Broker host instance type [${type}] is not supported for deployment mode [${mode}].`),
    firstOf(state.logs)?.audit === "true" && failure("logs.audit: Can not be configured when engine is RabbitMQ"),
    !isTrue(state.auto_minor_version_upgrade) &&
      bad("AutoMinorVersionUpgrade must be true for brokers on RabbitMQ 3.13 and above."),
    !prior && users.length > 1 && bad("RabbitMQ brokers are created with exactly one user."),
    users.some(({ username }) => username === "guest") && bad("The username [guest] is reserved."),
    prior !== null && groups[0] !== groups[1] && bad("Security groups of RabbitMQ brokers cannot be changed."),
    mqVersionClosed(before, version) &&
      bad(`A broker on RabbitMQ ${before} cannot be changed to ${version}: in-place upgrades are not supported.`),
    prior !== null &&
      textOf(prior.host_instance_type) !== type &&
      type === "mq.t3.micro" &&
      bad(`A broker cannot be changed from [${textOf(prior.host_instance_type)}] to [mq.t3.micro].`),
  );
}
