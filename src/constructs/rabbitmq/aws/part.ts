/** What Amazon MQ adds to the section `rabbitmq`: limits of what the file says, and of its own block. */
import type { SectionProblem, TargetPart } from "../../../model/component";
import { mqInstanceProblem, mqInstancesFor } from "../../../targets/eks/mq-instances";
import { existingKeys } from "../../kit/existing-key";
import { windowMinutes } from "../../kit/windows";
import { atEntry } from "../../kit/at-entry";
import type { BrokerSection, RabbitmqSection } from "../section";
import { mqInstanceOf, MQ_NAME_LENGTH, MQ_WINDOW_MINUTES } from "./mq-facts";

export const mqPart: TargetPart<RabbitmqSection> = {
  check: (brokers, { facts }) =>
    brokers.flatMap((broker, index) =>
      broker.runs === "managed"
        ? atEntry(index, checkMqBroker(broker, { name: `${facts.name}-${broker.name}`, region: facts.region }))
        : [],
    ),
  existing: (brokers) =>
    existingKeys(...brokers.filter(({ runs }) => runs === "managed").map(({ aws }) => aws.encryptionKey)),
};

/** Of a broker, where it stands: its physical name, and the region. */
export interface MqPlace {
  readonly name: string;
  readonly region: string;
}

type CheckedBroker = Pick<BrokerSection, "version" | "size" | "highAvailability" | "maintenanceWindow" | "aws">;

/** What Amazon MQ refuses of a broker: of an entry of the file, and of a construct's props. */
export function checkMqBroker(broker: CheckedBroker, place: MqPlace): readonly SectionProblem[] {
  return [...checkName(place), ...checkInstance(broker, place), ...checkWindow(broker)];
}

function checkName({ name }: MqPlace): readonly SectionProblem[] {
  const excess = name.length - MQ_NAME_LENGTH;
  if (excess <= 0) return [];
  return [
    {
      path: ["name"],
      code: "RABBITMQ_NAME_TOO_LONG",
      message: `The broker would be called '${name}': ${name.length} characters, of which Amazon MQ allows ${MQ_NAME_LENGTH}.`,
      remedy: `Take ${excess} off the name.`,
    },
  ];
}

/** Engine and instance type: whatever is no pair, AWS refuses after minutes. */
function checkInstance(
  { version, size, highAvailability: cluster, aws: { instanceType } }: CheckedBroker,
  { region }: MqPlace,
): readonly SectionProblem[] {
  const use = { version, cluster, region };
  const known = mqInstancesFor(use).join(", ");
  if (instanceType === undefined) {
    if (mqInstanceOf(size, use) !== undefined) return [];
    return [
      {
        path: ["version"],
        code: "RABBITMQ_INSTANCE",
        message: `Amazon MQ runs RabbitMQ ${version} on no instance type of ${region}.`,
        remedy: "Choose another version, or `runs: in-cluster`.",
      },
    ];
  }
  // A token has not the form of a type: Terraform alone knows it.
  const problem = instanceType.startsWith("mq.") ? mqInstanceProblem(instanceType, use) : undefined;
  if (problem === undefined) return [];
  return [
    {
      path: ["aws", "instanceType"],
      code: "RABBITMQ_INSTANCE",
      message: `'${instanceType}' ${problem}.`,
      remedy: known ? `One of: ${known}.` : "Choose another version.",
    },
  ];
}

function checkWindow({ maintenanceWindow }: CheckedBroker): readonly SectionProblem[] {
  if (maintenanceWindow === undefined || windowMinutes(maintenanceWindow) >= MQ_WINDOW_MINUTES) return [];
  return [
    {
      path: ["maintenanceWindow"],
      code: "RABBITMQ_WINDOW",
      message: `The window ${maintenanceWindow} has ${windowMinutes(maintenanceWindow)} minutes; Amazon MQ takes ${MQ_WINDOW_MINUTES}.`,
    },
  ];
}
