/** `alerting.escalation` and `alerting.watchdog`: what happens when nobody acts, and when nobody could be told. */
import { z } from "zod";
import { SEVERITIES } from "../../../model/observed";
import { duration } from "../duration";
import { matcher } from "./matchers";

export const escalationSection = z
  .strictObject({
    after: duration("2m", "7d").describe("How long the alert has been firing, counted from its first notification on."),
    to: z.string().describe("Receiver that is told then."),
    severities: z
      .array(z.enum(SEVERITIES))
      .min(1)
      .default(["critical"])
      .describe("Severities of the alerts that it holds for."),
    matchers: z
      .array(matcher)
      .default([])
      .describe('What these must match besides: namespace="shop". Default: nothing.'),
  })
  .describe("An alert that nobody ended goes to somebody else, too.");

export type EscalationSection = z.output<typeof escalationSection>;

export const watchdogSection = z
  .strictObject({
    to: z
      .string()
      .describe(
        "Receiver that is called as long as alerting works: a service that raises the alarm when no call comes.",
      ),
    every: duration("1m", "1d").default("5m").describe("How often it is called, up to half a minute later."),
  })
  .describe("An alert that fires always. Default: there is none.");
