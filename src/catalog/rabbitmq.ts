/** What is known of RabbitMQ on every target: the series that an environment can choose, and the names of the abstract sizes. */

export interface RabbitmqSeries {
  /** Last day of the community's support (rabbitmq.com/release-information, endoflife.date, 2026-08-22); undefined while it lasts. */
  readonly supportedUntil?: string;
}

/** Series by number. Patches are the provider's affair. */
export const rabbitmqSeries = {
  "3.13": { supportedUntil: "2024-09-30" },
  "4.2": {},
} as const satisfies Record<string, RabbitmqSeries>;

export type RabbitmqVersion = keyof typeof rabbitmqSeries;

export const RABBITMQ_VERSIONS = Object.keys(rabbitmqSeries) as readonly RabbitmqVersion[];

/** The one that an environment gets that names none. A broker of 3.13 cannot become one of 4.2, so nobody should begin with it. */
export const DEFAULT_RABBITMQ_VERSION: RabbitmqVersion = "4.2";

export const BROKER_SIZES = ["small", "medium", "large"] as const;
export type BrokerSize = (typeof BROKER_SIZES)[number];
