/** `alerting.receivers` and `alerting.smtp`: who is told, and how. */
import { z } from "zod";
import { secretReference } from "./secret-reference";
import { webhookUrl } from "./webhook-url";
import { KEBAB_CASE } from "../../../model/kebab-case";

const sendResolved = z.boolean().default(true).describe("Whether the end of an alert is told, too.");

const address = z.email({ message: "must be an e-mail address, such as ops@example.org" });

export const emailNotice = z
  .strictObject({
    to: z.union([address, z.array(address).min(1)]).describe("Address that is written to, or several of them."),
    sendResolved,
  })
  .describe("An e-mail, by the server of 'smtp'.");

/** Names of channels (api.slack.com: 80 characters, no upper case, no spaces or dots), of people, and ids. */
const CHANNEL = /^(?:#[\p{Ll}\p{Lo}\p{N}_-]{1,80}|@[a-z0-9][a-z0-9._-]{0,79}|[CDGU][A-Z0-9]{8,20})$/u;

export const slackNotice = z
  .strictObject({
    channel: z
      .string()
      .regex(CHANNEL, {
        message: "must be a channel such as #alerts, a person such as @ada, or an id such as C024BE91L",
      })
      .describe("Channel, person or id."),
    webhook: secretReference.describe("The incoming webhook's URL: it is a secret, as whoever has it may write."),
    sendResolved,
  })
  .describe("A message in Slack.");

/** PagerDuty's own (developer.pagerduty.com, events API v2). */
export const PAGERDUTY_SEVERITIES = ["critical", "error", "warning", "info"] as const;

export const pagerdutyNotice = z
  .strictObject({
    routingKey: secretReference.describe("The integration key of a service (events API v2)."),
    severity: z
      .enum(PAGERDUTY_SEVERITIES)
      .optional()
      .describe("Severity of the incident. Default: the alert's own; error where PagerDuty has no such."),
    region: z.enum(["us", "eu"]).default("us").describe("Where the PagerDuty account is."),
    sendResolved,
  })
  .describe("An incident of PagerDuty.");

export const webhookNotice = z
  .strictObject({
    url: z
      .union([webhookUrl, secretReference])
      .describe(
        "URL that is called: https, or http of a Service of the cluster (http://<service>.<namespace>.svc:<port>); by reference where it holds a token.",
      ),
    bearerToken: secretReference.optional().describe("Token that is sent as 'Authorization: Bearer'. Default: none."),
    maxAlerts: z.int().min(0).max(10_000).default(0).describe("Alerts in one call at most; 0 is all of them."),
    sendResolved,
  })
  .describe("A call of a URL, with the alerts as JSON.");

export const receiverSection = z
  .strictObject({
    name: z
      .string()
      .max(60)
      .regex(KEBAB_CASE, { message: "must be lower-case words of a-z and 0-9, joined by single hyphens" })
      .describe("Name, unique in the list."),
    email: z.array(emailNotice).default([]).describe("E-mails."),
    slack: z.array(slackNotice).default([]).describe("Messages in Slack."),
    pagerduty: z.array(pagerdutyNotice).default([]).describe("Incidents of PagerDuty."),
    webhook: z.array(webhookNotice).default([]).describe("Calls of URLs."),
  })
  .describe("Somebody who is told of alerts, in one way or several.");

export type ReceiverSection = z.output<typeof receiverSection>;
export type WebhookNotice = z.output<typeof webhookNotice>;

/** The ways of telling that a receiver may have. */
export const NOTICES = ["email", "slack", "pagerduty", "webhook"] as const satisfies readonly (keyof ReceiverSection)[];

/** Host and port, as Alertmanager's `smtp_smarthost`. */
const SMARTHOST =
  /^(?=.{4,259}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?:([1-9]\d{0,4})$/i;

export const smtpSection = z
  .strictObject({
    server: z
      .string()
      .regex(SMARTHOST, { message: "must be a host and a port, such as smtp.example.org:587" })
      .refine((text) => Number(text.split(":")[1]) <= 65_535, { error: "must have a port up to 65535" })
      .describe("Mail server with its port. TLS is required: by STARTTLS, on port 465 from the first byte."),
    from: address.describe("Address that the e-mails come from."),
    username: z.string().min(1).optional().describe("User at the server. Default: nobody logs in."),
    password: secretReference.optional().describe("The user's password."),
    hello: z.string().min(1).max(253).default("alertmanager").describe("What Alertmanager calls itself to the server."),
  })
  .describe("The mail server.");

export type SmtpSection = z.output<typeof smtpSection>;

/** The port of a mail server. */
export const smtpPort = ({ server }: SmtpSection): number => Number(server.split(":")[1]);
