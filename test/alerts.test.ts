/** Every alert of every component is read and tried by Prometheus's own tool. */
import { existsSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { components } from "../src/components";
import { URGENT } from "../src/constructs/observability/alerting/own-alerts";
import { WATCHED } from "./constructs/observability/alert-cases";
import { type AlertCases, alertProblems } from "./helpers/alert-cases";
import { alertsByComponent, fileProblems } from "./helpers/observed-environment";

const alertsOf = alertsByComponent(WATCHED);
const groups = alertsOf.flatMap(([, own]) => own);
const rules = groups.flatMap((group) => group.rules.map((rule) => ({ ...rule, thresholds: group.thresholds ?? [] })));
const thresholds = groups.flatMap((group) => (group.thresholds ?? []).map((threshold) => ({ threshold, group })));

const FOLDER = path.join(__dirname, "constructs");
const cases: AlertCases = Object.assign(
  {},
  ...readdirSync(FOLDER)
    .map((name) => path.join(FOLDER, name, "alert-cases"))
    .filter((file) => existsSync(`${file}.ts`))
    .map((file) => (require(file) as { readonly alertCases: AlertCases }).alertCases),
) as AlertCases;

const twice = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

test("the file is right, and every component that has alerts is in it", () => {
  expect(fileProblems).toEqual([]);
  const tried = alertsOf.map(([name]) => name);
  const shown = components.filter(({ observed, rules: own }) => observed ?? own().targets?.eks?.().observed);
  expect(shown.filter(({ name }) => !tried.includes(name)).map(({ name }) => name)).toEqual([]);
});

test.each(alertsOf)("the alerts of %s fire at their figures, and are quiet next to them", (_, own) => {
  expect(alertProblems(own, cases)).toBe("");
});

test("alerts, groups and thresholds have names of their own", () => {
  expect(twice(rules.map(({ alert }) => alert))).toEqual([]);
  expect(twice(groups.map(({ name }) => name))).toEqual([]);
  expect(twice(thresholds.map(({ threshold }) => threshold.name))).toEqual([]);
  expect(rules.filter(({ alert }) => !/^([A-Z][a-z0-9]*)+$/.test(alert)).map(({ alert }) => alert)).toEqual([]);
  expect(groups.filter(({ name }) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)).map(({ name }) => name)).toEqual([]);
});

test("each case is of an alert that there is", () => {
  const known = rules.map(({ alert }) => alert);
  expect(Object.keys(cases).filter((alert) => !known.includes(alert))).toEqual([]);
});

test("each threshold is compared with, and its default is within its range", () => {
  const unused = thresholds.filter(
    ({ threshold: { name }, group }) => !group.rules.some(({ expr }) => new RegExp(`\\$${name}\\b`).test(expr)),
  );
  expect(unused.map(({ threshold }) => threshold.name)).toEqual([]);
  const outside = thresholds.filter(
    ({ threshold: { min, max, default: usual } }) => !(min < max && min <= usual && usual <= max),
  );
  expect(outside.map(({ threshold }) => threshold.name)).toEqual([]);
});

test("each alert says what is wrong in a sentence, and what to do", () => {
  for (const { alert, summary, description } of rules) {
    expect(`${alert}: ${summary}`).toMatch(/[.]$/);
    expect(`${alert}: ${description}`).toMatch(/[.]$/);
    expect(`${alert}: ${summary}`).not.toContain("\n");
  }
});

test.each(URGENT)("%s keeps %s of the same thing quiet: both have those labels", (urgent, announced, equal) => {
  for (const alert of [urgent, announced]) {
    expect(rules.map((rule) => rule.alert)).toContain(alert);
    expect(Object.keys(cases[alert]?.fires.labels ?? {})).toEqual(expect.arrayContaining([...equal]));
  }
});
