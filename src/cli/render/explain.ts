/** What an environment comes to, for people: a table of its components, and what of their fields is no default. */
import type { ExplainedComponent, ExplainedEnvironment, ExplainedField } from "../../environment/explain";
import { table } from "./table";

/** Longest value that is shown whole. */
const MAX_VALUE = 60;

export function explainText({ name, file, target, profile, components }: ExplainedEnvironment): string {
  const present = components.filter((component) => component.present);
  const absent = components.filter((component) => !component.present).map((component) => component.name);
  const rows = present.flatMap((component) => [
    [component.name, runsText(component), component.stacks.join(", "), whyText(component), needsText(component)],
    ...component.things.map((thing) => [
      `  ${thing.name}`,
      thing.runs,
      thing.stacks.join(", "),
      `line ${thing.line}`,
      "",
    ]),
  ]);
  const fields = present.flatMap((component) => component.fields).filter(({ origin }) => origin !== "default");
  return [
    `${name}  ${file}  target ${target}, profile ${profile}`,
    "",
    table(["component", "runs", "stacks", "because of", "needs"], rows),
    ...(absent.length > 0 ? ["", `Not in it: ${absent.join(", ")}`] : []),
    "",
    table(
      ["field", "value", "because of"],
      fields.map((field) => [field.path, valueText(field.value), originText(field, profile, target)]),
    ),
  ].join("\n");
}

function runsText({ runs, managedParts }: Pick<ExplainedComponent, "runs" | "managedParts">): string {
  const parts = managedParts.length > 0 ? ` (${managedParts.join(", ")}: managed)` : "";
  return `${runs.join(" and ")}${parts}`;
}

function whyText({ why }: ExplainedComponent): string {
  if (why.origin === "file") return `line ${why.line}`;
  if (why.origin === "target") return `target ${why.target}`;
  return why.origin === "profile" ? `profile ${why.profile}` : "";
}

function needsText({ needs }: ExplainedComponent): string {
  const names = needs.flatMap(({ component }) => component ?? []);
  return [...new Set(names)].join(", ") || "(nothing)";
}

function originText({ origin, line }: ExplainedField, profile: string, target: string): string {
  if (origin === "file") return `line ${line}`;
  return origin === "target" ? `target ${target}` : `profile ${profile}`;
}

function valueText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_VALUE ? `${line.slice(0, MAX_VALUE - 1)}…` : line;
}
