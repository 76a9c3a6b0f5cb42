/** Sections of alerting, as files write them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkAlerting } from "../../../../src/constructs/observability/alerting/check";
import { type AlertingSection, alertingSection } from "../../../../src/constructs/observability/alerting/section";
import { parse } from "yaml";

/** Everything that the section knows. */
export const WHOLE = readFileSync(join(__dirname, "../../../../scripts/check-alertmanager.yaml"), "utf8");

/** What a text holds. */
export const read = (text: string): unknown => parse(text) ?? {};

export const alerting = (text: string): AlertingSection => alertingSection.parse(read(text));

/** Every problem of a text: those of fields, else those across fields, as `place: what`. */
export function problemsOf(text: string): readonly string[] {
  const parsed = alertingSection.safeParse(read(text));
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return checkAlerting(parsed.data).map(({ path, code }) => `${path.join(".")}: ${code}`);
}
