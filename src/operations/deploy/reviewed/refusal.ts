/** A plan that goes beyond what was reviewed, told as a problem. */
import type { Problem } from "../../../errors";
import type { Value } from "../../plan-model";
import type { SelectedStack } from "../../selection/select";
import type { Difference, DifferingAttribute } from "./unreviewed-changes";

/** Code of a plan that is not applied because it was not reviewed. */
export const NOT_REVIEWED = "NOT_REVIEWED";

/** At most so many changes are named in the message; the result holds them all. */
const MAX_NAMED = 8;

export function notReviewed(
  { name, environment }: SelectedStack,
  differences: readonly Difference[],
  because: string,
  verb: "deploy" | "destroy" = "deploy",
): Problem {
  const more = differences.length > MAX_NAMED ? `\n  and ${differences.length - MAX_NAMED} more` : "";
  const lines = differences.slice(0, MAX_NAMED).map((difference) => `\n  ${differenceText(difference)}`);
  const again = `jangada ${verb} ${environment} --replan`;
  return {
    code: NOT_REVIEWED,
    message: `What there is to do for ${name} now goes beyond what was reviewed (${because}):${lines.join("")}${more}`,
    place: { address: name },
    remedy:
      verb === "deploy"
        ? `Look at it and agree to it: jangada plan ${environment}, then jangada deploy ${environment}. Or plan and be asked in one: ${again}.`
        : `To destroy what there is now: ${again}.`,
  };
}

/** One line, such as `update random_pet.x: length: reviewed 2, now 3`. */
export function differenceText({ address, action, reviewed, why, attributes }: Difference): string {
  const what = `${action} ${address}`;
  switch (why) {
    case "not-reviewed":
      return `${what}: nothing was reviewed for it${whatText(attributes)}`;
    case "another-action":
      return `${what}: what was reviewed for it is ${reviewed ?? "another change"}`;
    case "another-object":
      return `${what}: it is another object than the one that was reviewed`;
    case "other-values":
      return `${what}: ${attributes.map(attributeText).join("; ")}`;
  }
}

function whatText(attributes: readonly DifferingAttribute[]): string {
  const listed = attributes.slice(0, MAX_NAMED).map(({ path, now }) => `${path} -> ${valueText(now)}`);
  return listed.length > 0 ? ` (${listed.join("; ")})` : "";
}

function valueText(value: Value | undefined): string {
  if (value === undefined || value === null) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function attributeText({ path, reviewed, now }: DifferingAttribute): string {
  if (reviewed === undefined && now === undefined) return `${path} is another value than was reviewed`;
  if (JSON.stringify(reviewed) === JSON.stringify(now)) return `${path} is another value (sensitive) than was reviewed`;
  const text = (value: Value | undefined): string => (value === undefined ? "as it was" : valueText(value));
  return `${path}: reviewed ${text(reviewed)}, now ${text(now)}`;
}
