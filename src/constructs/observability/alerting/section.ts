/** `observability.alerting` and `observability.thresholds`. */
import { z } from "zod";
import { labelName, matcher } from "./matchers";
import { escalationSection, watchdogSection } from "./escalation-section";
import { receiverSection, smtpSection } from "./receivers-section";
import { rootRouteSection } from "./routes-section";
import { silenceSection } from "./silences-section";

export const inhibitionSection = z
  .strictObject({
    source: z.array(matcher).min(1).describe("What the alert matches because of which others are not told."),
    target: z.array(matcher).min(1).describe("What those others match."),
    equal: z.array(labelName).default([]).describe("Labels that must be the same in both. Default: none."),
  })
  .describe("While one alert fires, others that follow from it are not told.");

export type InhibitionSection = z.output<typeof inhibitionSection>;

export const alertingSection = z
  .strictObject({
    smtp: smtpSection.optional(),
    receivers: z.array(receiverSection).default([]).describe("Who can be told. Default: nobody."),
    route: rootRouteSection.optional().describe("Which alerts go to whom. Default: all of them to the only receiver."),
    inhibit: z
      .array(inhibitionSection)
      .default([])
      .describe(
        "Alerts that keep others quiet, beside those of the project: a node that is gone keeps its pods' quiet.",
      ),
    silences: z.array(silenceSection).default([]).describe("Times at which routes are silent, by name."),
    escalation: z
      .array(escalationSection)
      .default([])
      .describe("Who else is told when an alert goes on, the first level first. Default: nobody."),
    watchdog: watchdogSection.optional(),
  })
  .describe("Who is told of alerts, when, and how.");

export type AlertingSection = z.output<typeof alertingSection>;

/** A section without anything in it. */
export const NO_ALERTING: AlertingSection = alertingSection.parse({});

export const thresholdsSection = z
  .record(z.string(), z.number())
  .default({})
  .describe("Figures that alerts compare with, by name (docs/alerting.md lists them). Default: each alert's own.");

export type ThresholdsSection = z.output<typeof thresholdsSection>;
