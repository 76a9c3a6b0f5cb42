/** What Amazon MQ makes of RabbitMQ in general: instance types, limits, names. Data, without cdktf. */
import type { BrokerSize } from "../../../catalog/rabbitmq";
import { mqInstanceProblem, type MqInstanceUse } from "../../../targets/eks/mq-instances";

/**
 * Instance types by abstract size, the preferred one first: Graviton, and of the generation before where a region lacks it.
 * `small` is what AWS recommends for evaluation (developer guide, best practices for broker setup).
 */
const MQ_SIZES: Readonly<Record<BrokerSize, readonly string[]>> = {
  /** 1 vCPU, 4 GiB */
  small: ["mq.m7g.medium", "mq.m5.large"],
  /** 2 vCPU, 8 GiB */
  medium: ["mq.m7g.large", "mq.m5.large"],
  /** 4 vCPU, 16 GiB */
  large: ["mq.m7g.xlarge", "mq.m5.xlarge"],
};

/** The instance type of a size; undefined where none of the region's runs that series. */
export function mqInstanceOf(size: BrokerSize, use: MqInstanceUse): string | undefined {
  return MQ_SIZES[size].find((type) => mqInstanceProblem(type, use) === undefined);
}

/** A broker's name has 50 characters (Amazon MQ API reference, CreateBroker). */
export const MQ_NAME_LENGTH = 50;

/** Minutes of a maintenance window: Amazon MQ is told when it begins, and takes two hours (API reference, WeeklyStartTime). */
export const MQ_WINDOW_MINUTES = 120;

/**
 * Name of a broker's log group (developer guide, structure of logging in CloudWatch Logs). `*` as a broker is every one of the
 * account: a key's policy cannot name the one that is not there yet.
 */
export const mqLogGroupName = (brokerId: string, log: string): string => `/aws/amazonmq/broker/${brokerId}/${log}`;
