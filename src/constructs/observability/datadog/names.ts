/** Names of what Datadog's agents are made of, where one part speaks of another. */

/** Nothing else runs in it. */
export const DATADOG_NAMESPACE = "datadog";

/** The DatadogAgent: names of what the operator makes of it begin so. */
export const DATADOG_AGENT = "datadog";

/** Service accounts that the operator gives to pods, by the agent's name (its `constants.GetServiceAccountByComponent`). */
export const DATADOG_ACCOUNTS = {
  operator: "datadog-operator",
  node: `${DATADOG_AGENT}-agent`,
  cluster: `${DATADOG_AGENT}-cluster-agent`,
} as const;

/** The Secret that the key is delivered into, and its only key. */
export const API_KEY_SECRET = { secretName: "datadog-api-key", keyName: "api-key" } as const;

/** The ConfigMap with what agents on nodes read, where they stand in the place of Prometheus. */
export const CHECKS_NAME = "datadog-checks";
