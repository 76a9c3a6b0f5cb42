/** Times of a schedule as cron writes them: five fields, in UTC. What robfig/cron's ParseStandard, which Velero uses, takes of them. */
import { z } from "zod";

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: MONTHS },
  { least: 0, most: 6, names: DAYS },
];

const MINUTES_A_DAY = 24 * 60;
/** Every calendar repeats after so many years, but for what no schedule here can tell. */
const YEARS = 8;

/** When a schedule runs. */
export interface Cron {
  /** Minutes of a day, in order. */
  readonly minutes: readonly number[];
  /** Whether it runs on that day. */
  readonly onDay: (date: Date) => boolean;
}

/** Undefined if it is not written as cron does, or names a minute that there is none of. */
export function parseCron(text: string): Cron | undefined {
  const parts = text.split(" ");
  if (parts.length !== FIELDS.length) return undefined;
  const sets = parts.map((part, index) => valuesOf(part.toLowerCase(), FIELDS[index] as Field));
  const [minute, hour, day, month, weekday] = sets;
  if (!minute || !hour || !day || !month || !weekday) return undefined;
  // Where day and weekday are both narrowed, either is enough (man 5 crontab).
  const anyDay = parts[2]?.startsWith("*") === true || parts[4]?.startsWith("*") === true;
  return {
    minutes: [...hour].sort(ascending).flatMap((h) => [...minute].sort(ascending).map((m) => h * 60 + m)),
    onDay: (date) => {
      const [isDay, isWeekday] = [day.has(date.getUTCDate()), weekday.has(date.getUTCDay())];
      return month.has(date.getUTCMonth() + 1) && (anyDay ? isDay && isWeekday : isDay || isWeekday);
    },
  };
}

/** The longest time between two runs, in minutes; undefined if it never runs (on 30 February). */
export function longestPause({ minutes, onDay }: Cron): number | undefined {
  const [first = 0, last = 0] = [minutes[0], minutes[minutes.length - 1]];
  let longest = Math.max(0, ...minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? 0)));
  let before: number | undefined;
  for (let day = 0; day < YEARS * 366; day += 1) {
    if (!onDay(new Date(Date.UTC(2024, 0, 1 + day)))) continue;
    if (before !== undefined) longest = Math.max(longest, (day - before) * MINUTES_A_DAY + first - last);
    before = day;
  }
  return before === undefined ? undefined : longest;
}

export const cronSchema = z.string().superRefine((text, context) => {
  const cron = parseCron(text);
  if (cron === undefined) {
    context.addIssue({
      code: "custom",
      message: "must be five fields of cron, in UTC: minute, hour, day, month, weekday, such as 0 2 * * *",
    });
  } else if (longestPause(cron) === undefined) {
    context.addIssue({ code: "custom", message: "never runs: there is no such day" });
  }
});

const ascending = (one: number, other: number): number => one - other;

function valuesOf(part: string, field: Field): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const item of part.split(",")) {
    const [, range = "", step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(item) ?? [];
    const bounds = boundsOf(range, field, step !== undefined);
    const by = step === undefined ? 1 : Number(step);
    if (!bounds || by === 0) return undefined;
    for (let value = bounds[0]; value <= bounds[1]; value += by) values.add(value);
  }
  return values;
}

function boundsOf(range: string, field: Field, stepped: boolean): readonly [number, number] | undefined {
  if (range === "*") return [field.least, field.most];
  const ends = range.split("-").map((end) => valueOf(end, field));
  const [from, to = stepped ? field.most : from] = ends;
  if (ends.length > 2 || from === undefined || to === undefined || ends.includes(undefined) || from > to)
    return undefined;
  return [from, to];
}

function valueOf(text: string, { least, most, names = [] }: Field): number | undefined {
  const named = names.indexOf(text);
  const value = named >= 0 ? named + least : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
