/** What bare hosts add to the section `rabbitmq`: no cloud runs brokers there, so they run in the cluster. */
import type { TargetPart } from "../../../model/component";
import { managedRefused } from "../../kit/managed-refused";
import type { RabbitmqSection } from "../section";

export const kubeadmBrokerPart: TargetPart<RabbitmqSection> = {
  defaults: (_facts, given: unknown) => (Array.isArray(given) ? given.map(() => ({ runs: "in-cluster" })) : undefined),
  check: managedRefused,
};
