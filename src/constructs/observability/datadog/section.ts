/** `observability.datadog` in the environment file. */
import { z } from "zod";
import { chartValues } from "../../kit/chart-values";
import { secretReference } from "../alerting/secret-reference";

/** Where Datadog keeps an account (docs.datadoghq.com/getting_started/site). */
export const DATADOG_SITES = [
  "datadoghq.com",
  "us3.datadoghq.com",
  "us5.datadoghq.com",
  "datadoghq.eu",
  "ap1.datadoghq.com",
  "ap2.datadoghq.com",
  "ddog-gov.com",
] as const;

/** As the agent takes it (docs.datadoghq.com/containers/guide/cluster_agent, "cluster name"): else it names none. */
const CLUSTER_NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?(\.[a-z]([a-z0-9-]*[a-z0-9])?)*$/;

export const datadogSection = z
  .strictObject({
    site: z.enum(DATADOG_SITES).describe("Where the account is; a key of one site is no key of another."),
    apiKey: secretReference.describe(
      "The API key. The secret stands in the store under <environment>/namespaces/datadog/<secret>.",
    ),
    clusterName: z
      .string()
      .max(80)
      .regex(CLUSTER_NAME, { message: "must be lower-case letters, digits and hyphens, in parts joined by dots" })
      .optional()
      .describe("What the cluster is called in Datadog. Default: the environment's name."),
    logs: z
      .boolean()
      .default(true)
      .describe("Whether what containers write is sent to Datadog, too. Default: true; it is paid for by its amount."),
    apm: z
      .boolean()
      .default(false)
      .describe("Whether agents take traces, by a socket on each node (/var/run/datadog/apm.socket). Default: false."),
    values: chartValues("datadog-operator"),
  })
  .describe(
    "Datadog's agents, beside what observability has itself or, with `prometheus: none`, in its place. Default: there are none.",
  );

export type DatadogSection = z.output<typeof datadogSection>;
