/** `alerting.silences`: times at which routes are silent, as Alertmanager's time intervals. */
import { z } from "zod";
import { KEBAB_CASE } from "../../../model/kebab-case";

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const MAX_YEAR = 9_999;

/** One of them, or two with a colon between: from the first to the second, both included. */
function range(
  wrong: string,
  numberOf: (text: string) => number | undefined,
  inOrder = (a: number, b: number) => a <= b,
) {
  return z
    .union([z.string(), z.int()])
    .transform(String)
    .superRefine((text, context) => {
      const ends = text.split(":").map(numberOf);
      const [from, to = from] = ends;
      if (ends.length > 2 || ends.includes(undefined) || from === undefined || to === undefined) {
        context.addIssue({ code: "custom", message: `must be ${wrong}` });
      } else if (!inOrder(from, to)) {
        context.addIssue({ code: "custom", message: "must begin before it ends: write two ranges instead" });
      }
    });
}

const named = (list: readonly string[], first: number) => (text: string) => {
  const at = list.indexOf(text.toLowerCase());
  return at < 0 ? undefined : at + first;
};

const numbered = (least: number, most: number) => (text: string) => {
  const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return number !== 0 && number >= least && number <= most ? number : undefined;
};

const month = (text: string): number | undefined => named(MONTHS, 1)(text) ?? numbered(1, 12)(text);

/** Days from the month's end are negative: those of one range must be on one side, else no order is certain. */
const daysInOrder = (from: number, to: number): boolean => (from > 0 && to < 0) || (from < 0 === to < 0 && from <= to);

const CLOCK = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
const clock = z.string().regex(CLOCK, { message: "must be a time such as 22:00, in quotes; the day's end is 24:00" });

const hours = z
  .strictObject({
    from: clock.describe("Beginning, such as 22:00."),
    to: clock.describe("End, such as 24:00; not included."),
  })
  .refine(({ from, to }) => from < to, {
    path: ["to"],
    error: "must be after 'from': hours over midnight are two entries, one to 24:00 and one from 00:00",
  });

const moment = z
  .strictObject({
    times: z.array(hours).min(1).optional().describe("Hours of the day. Default: all day."),
    weekdays: z
      .array(range("a weekday such as saturday, or a range such as monday:friday", named(WEEKDAYS, 0)))
      .min(1)
      .optional()
      .describe("Days of the week; it begins with sunday. Default: every day."),
    daysOfMonth: z
      .array(
        range(
          "a day from 1 to 31, one from the month's end such as -1, or a range such as 1:7",
          numbered(-31, 31),
          daysInOrder,
        ),
      )
      .min(1)
      .optional()
      .describe("Days of the month; -1 is its last. Default: every day."),
    months: z
      .array(range("a month such as december, or a range such as january:march", month))
      .min(1)
      .optional()
      .describe("Months, by name or number. Default: every month."),
    years: z
      .array(range("a year such as 2027, or a range such as 2027:2029", numbered(1_970, MAX_YEAR)))
      .min(1)
      .optional()
      .describe("Years. Default: every year."),
  })
  .refine((given) => Object.values(given).some((one) => one !== undefined), {
    error: "must name times, weekdays, days, months or years: it would be silent for ever",
  });

export const silenceSection = z
  .strictObject({
    name: z
      .string()
      .max(60)
      .regex(KEBAB_CASE, { message: "must be lower-case words of a-z and 0-9, joined by hyphens" })
      .describe("Name, unique in the list: routes name it."),
    location: z
      .string()
      .superRefine((zone, context) => {
        const remedy = zoneProblem(zone);
        if (remedy !== undefined) context.addIssue({ code: "custom", message: remedy });
      })
      .default("UTC")
      .describe("Time zone whose clock is meant, such as Europe/Berlin; summer time is its own."),
    when: z.array(moment).min(1).describe("Silent while any of these holds; of one, all that it names must hold."),
  })
  .describe("A time at which the routes that name it are silent.");

export type SilenceSection = z.output<typeof silenceSection>;

/** Alertmanager reads zones by Go, which tells upper from lower case; Node.js does not. */
function zoneProblem(zone: string): string | undefined {
  if (zone === "UTC") return undefined;
  const alike = Intl.supportedValuesOf("timeZone").find((known) => known.toLowerCase() === zone.toLowerCase());
  if (alike === zone) return undefined;
  if (alike !== undefined) return `must be written '${alike}'`;
  try {
    // Zones that were renamed go on under their former names, which are not listed.
    new Intl.DateTimeFormat("en", { timeZone: zone });
    if (/^[A-Z]/.test(zone)) return undefined;
  } catch {
    // Told below.
  }
  return "must be a time zone of the IANA database, such as Europe/Berlin, or UTC";
}
