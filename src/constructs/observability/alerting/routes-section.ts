/** `alerting.route`: which alerts go to whom, how they are put together, and how often they are told again. */
import { z } from "zod";
import { duration } from "../duration";
import { labelName, matcher } from "./matchers";

/** Alertmanager forgets what it told after 120 hours (`--data.retention`), and would tell it again. */
const LONGEST_REPEAT = "5d";

const groupBy = z
  .union([z.array(labelName).min(1), z.tuple([z.literal("...")])])
  .describe('Labels by which alerts are put together into one notification; ["..."]: each alert alone.');
const groupWait = duration("0s", "1h").describe(
  "How long the first notification of a group waits for more of its alerts.",
);
const groupInterval = duration("1s", "1d").describe("How long a group waits before new alerts of it are told.");
const repeatInterval = duration("1m", LONGEST_REPEAT).describe("After how long an alert that goes on is told again.");

const names = z.array(z.string()).default([]);

/** What a file may say of a route below the first. */
export interface RouteInput {
  readonly matchers: readonly string[];
  readonly receiver?: string | undefined;
  readonly groupBy?: readonly string[] | undefined;
  readonly groupWait?: string | undefined;
  readonly groupInterval?: string | undefined;
  readonly repeatInterval?: string | undefined;
  readonly continue?: boolean | undefined;
  readonly silences?: readonly string[] | undefined;
  readonly onlyDuring?: readonly string[] | undefined;
  readonly escalates?: boolean | undefined;
  readonly routes?: readonly RouteInput[] | undefined;
}

export interface RouteSection extends RouteInput {
  /** Whether later routes are asked, too. */
  readonly continue: boolean;
  /** Names of the scheduled silences during which it tells nobody. */
  readonly silences: readonly string[];
  /** Names of the scheduled silences during whose times alone it tells somebody; none: always. */
  readonly onlyDuring: readonly string[];
  /** Whether `escalation` holds for the alerts that end here. */
  readonly escalates: boolean;
  /** Routes within it; the first that fits counts. */
  readonly routes: readonly RouteSection[];
}

export const routeSection: z.ZodType<RouteSection, RouteInput> = z
  .strictObject({
    matchers: z
      .array(matcher)
      .describe(
        'What an alert must match, all of it: severity="critical", namespace=~"shop|billing". Empty: every alert.',
      ),
    receiver: z.string().optional().describe("Who is told. Default: the receiver of the route that it stands in."),
    groupBy: groupBy.optional().describe("As of the first route. Default: as the route that it stands in."),
    groupWait: groupWait.optional().describe("As of the first route. Default: as the route that it stands in."),
    groupInterval: groupInterval.optional().describe("As of the first route. Default: as the route that it stands in."),
    repeatInterval: repeatInterval
      .optional()
      .describe("As of the first route. Default: as the route that it stands in."),
    continue: z
      .boolean()
      .default(false)
      .describe("Whether alerts that match it are also tried on the routes after it."),
    silences: names.describe("Scheduled silences during which it tells nobody. Routes within it have their own."),
    onlyDuring: names.describe("Scheduled silences' times during which alone it tells somebody. Default: always."),
    escalates: z.boolean().default(true).describe("Whether 'escalation' holds for the alerts that end here."),
    get routes() {
      return z.array(routeSection).default([]).describe("Routes within it; the first that matches is taken.");
    },
  })
  .describe("A route. Alerts that match none of the routes within it go to its own receiver.");

export const rootRouteSection = z
  .strictObject({
    receiver: z.string().describe("Who is told of what matches no route."),
    groupBy: groupBy.default(["alertname", "namespace"]),
    groupWait: groupWait.default("30s"),
    groupInterval: groupInterval.default("5m"),
    repeatInterval: repeatInterval.default("4h"),
    routes: z.array(routeSection).default([]).describe("Routes; the first that matches is taken."),
  })
  .describe("The first route: every alert comes to it.");

export type RootRouteSection = z.output<typeof rootRouteSection>;
