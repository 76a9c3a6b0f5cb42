/** Checks of the section `rabbitmq` that no schema of one entry can make. */
import type { SectionProblem } from "../../model/component";
import { checkRanges } from "../kit/address-checks";
import { checkInCluster } from "./cluster/check";
import { type RabbitmqSection, topologyOf } from "./section";
import { checkTopology } from "./topology/check";
import { atEntry } from "../kit/at-entry";

export function checkRabbitmq(brokers: RabbitmqSection): readonly SectionProblem[] {
  return brokers.flatMap((broker, index) => [
    ...checkUniqueName(brokers, index),
    ...atEntry(index, [
      ...checkBroker(broker),
      ...(broker.runs === "in-cluster" ? checkInCluster(broker) : []),
      ...checkTopology(topologyOf(broker), broker.name),
    ]),
  ]);
}

interface CheckedBroker {
  /** Of props also by name. */
  readonly allow?: readonly string[] | Readonly<Record<string, string>> | undefined;
}

/** What of a broker no field alone says: for an entry of the file, and for a construct's props. */
export function checkBroker({ allow }: CheckedBroker): readonly SectionProblem[] {
  return checkRanges(allow ?? [], ["allow"], {
    worldCode: "RABBITMQ_OPEN",
    wideCode: "RABBITMQ_WIDE",
    what: "the broker",
    remedy: "Name the ranges that have business with the broker, or leave `allow` out: the environment's own network.",
  });
}

function checkUniqueName(brokers: RabbitmqSection, index: number): readonly SectionProblem[] {
  const name = brokers[index]?.name ?? "";
  if (brokers.findIndex((other) => other.name === name) === index) return [];
  return [
    {
      path: [index, "name"],
      code: "RABBITMQ_TWICE",
      message: `There are two brokers called '${name}'.`,
      remedy: "Give one of them another name, or put what stands on it onto the other.",
    },
  ];
}
