import { windowMinutes, windowsOverlap } from "../../../src/constructs/kit/windows";

test.each([
  ["02:00-03:00", 60],
  ["23:45-00:15", 30],
  ["03:00-03:00", 0],
  ["sun:03:00-sun:04:00", 60],
  ["sun:23:30-mon:00:30", 60],
  ["mon:00:00-sun:23:59", 7 * 24 * 60 - 1],
])("%s has %d minutes", (window, minutes) => {
  expect(windowMinutes(window)).toBe(minutes);
});

test.each([
  ["02:00-03:00", "sun:03:00-sun:04:00", false],
  ["02:00-03:01", "sun:03:00-sun:04:00", true],
  ["04:00-05:00", "sun:03:00-sun:04:00", false],
  ["03:59-05:00", "sun:03:00-sun:04:00", true],
  ["23:30-00:30", "mon:00:00-mon:01:00", true],
  ["23:30-00:00", "mon:00:00-mon:01:00", false],
  ["00:15-00:45", "sun:23:30-mon:00:30", true],
  ["12:00-13:00", "mon:13:00-tue:12:00", false],
  ["12:00-13:00", "mon:13:00-wed:12:00", true],
])("%s every day meets %s: %s", (daily, weekly, meet) => {
  expect(windowsOverlap(daily, weekly)).toBe(meet);
});
