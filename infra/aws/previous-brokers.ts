/** Refuses, at synth, what Amazon MQ would refuse of a broker after everything else was changed. */
import { TerraformResource } from "cdktf";
import { sourceOf } from "../../src/constructs/kit/cdktf/source";
import { JangadaError, type Problem } from "../../src/errors";
import { mqVersionClosed } from "../../src/targets/eks/mq-instances";
import type { EnvironmentStack } from "../modules/environment-stack";
import type { PreviousResource } from "../modules/previous-state";

const BROKER = "aws_mq_broker";

/** @throws JangadaError RABBITMQ_UPGRADE. */
export function checkPreviousBrokers(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
  const deployed = new Map(
    previous
      .filter(({ type }) => type === BROKER)
      .map(({ attributes }) => [attributes["broker_name"], attributes["engine_version"]]),
  );
  if (deployed.size === 0) return;
  const problems = stack.node.findAll().flatMap((construct): Problem[] => {
    if (!TerraformResource.isTerraformResource(construct) || construct.terraformResourceType !== BROKER) return [];
    const { brokerNameInput, engineVersionInput } = construct as {
      readonly brokerNameInput?: unknown;
      readonly engineVersionInput?: unknown;
    };
    const [before, wanted] = [deployed.get(brokerNameInput), engineVersionInput];
    if (typeof before !== "string" || typeof wanted !== "string" || !mqVersionClosed(before, wanted)) return [];
    const path = `${sourceOf(construct)?.path ?? "rabbitmq"}.version`;
    return [
      {
        code: "RABBITMQ_UPGRADE",
        message: `The broker '${String(brokerNameInput)}' runs RabbitMQ ${before}, and Amazon MQ cannot make it one of ${wanted}.`,
        place: { file: stack.environment.file, path, ...stack.environment.locate(path) },
        remedy: `Write ${before}. For ${wanted}, add another broker, move to it what uses this one, and take this one out then.`,
      },
    ];
  });
  if (problems.length > 0) throw new JangadaError(problems);
}
