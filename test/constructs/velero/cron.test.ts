import { cronSchema, longestPause, parseCron } from "../../../src/constructs/velero/cron";

const pause = (text: string): number | undefined => {
  const cron = parseCron(text);
  return cron && longestPause(cron);
};

test.each([
  ["every minute", "* * * * *", 1],
  ["every quarter of an hour", "*/15 * * * *", 15],
  ["every hour", "0 * * * *", 60],
  ["every night", "0 2 * * *", 1440],
  ["twice a day, unevenly", "0 2,8 * * *", 18 * 60],
  ["on weekdays: over the weekend", "0 2 * * 1-5", 3 * 1440],
  ["on Sundays, by name", "0 6 * * SUN", 7 * 1440],
  ["on the first of a month", "0 0 1 * *", 31 * 1440],
  ["on the 31st: not every month has one", "0 0 31 * *", 61 * 1440],
  ["on the first or on a Monday, whichever comes", "0 0 1 * 1", 7 * 1440],
  ["on a Monday that is the first day, with a starred day", "0 0 */1 * 1", 7 * 1440],
  ["on 29 February: in leap years", "0 0 29 2 *", 1461 * 1440],
  ["from the tenth minute on, in steps", "10/20 * * * *", 20],
])("the longest pause of what runs %s", (_, text, minutes) => {
  expect(pause(text)).toBe(minutes);
});

test.each([
  ["", "must be five fields"],
  ["0 2 * *", "must be five fields"],
  ["0 2 * * * *", "must be five fields"],
  ["@daily", "must be five fields"],
  ["60 2 * * *", "must be five fields"],
  ["0 24 * * *", "must be five fields"],
  ["0 0 0 * *", "must be five fields"],
  ["0 0 * 13 *", "must be five fields"],
  ["0 0 * * 7", "must be five fields"],
  ["0 5-2 * * *", "must be five fields"],
  ["*/0 * * * *", "must be five fields"],
  ["0 2-3-4 * * *", "must be five fields"],
  ["0  2 * * *", "must be five fields"],
  ["0 2, * * *", "must be five fields"],
  ["0 0 30 2 *", "never runs"],
])("'%s' is refused", (text, message) => {
  const result = cronSchema.safeParse(text);
  expect(result.success).toBe(false);
  expect(result.error?.issues[0]?.message).toContain(message);
});
