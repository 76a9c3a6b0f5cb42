/**
 * How a provider words what it refuses. The older SDK and the framework each have their own sentences; these are the
 * ones that hashicorp/aws 5.100 was seen to write.
 */
import type { Allowed } from "../../schemas/provider-schema";

/** A refusal without its path. */
export interface DiagnosticText {
  readonly summary: string;
  readonly detail?: string;
}

export interface Wording {
  missing(name: string): DiagnosticText;
  readOnly(name: string): DiagnosticText;
  notOneOf(name: string, allowed: NonNullable<Allowed["oneOf"]>, value: string): DiagnosticText;
  outOfRange(name: string, bounds: Bounds, value: string): DiagnosticText;
  wrongLength(name: string, bounds: Bounds, value: string): DiagnosticText;
  wrongFormat(name: string, problem: string): DiagnosticText;
  noMatch(name: string, pattern: string, value: string): DiagnosticText;
  tooFew(name: string, bound: number, count: number): DiagnosticText;
  tooMany(name: string, bound: number, count: number): DiagnosticText;
  conflict(name: string, other: string): DiagnosticText;
  noneOf(name: string, group: readonly string[]): DiagnosticText;
  noneOfAtLeast(name: string, group: readonly string[]): DiagnosticText;
  severalOf(name: string, group: readonly string[], given: readonly string[]): DiagnosticText;
  requires(name: string, group: readonly string[]): DiagnosticText;
}

/** At least one of the two is there. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

const quote = (text: string): string => JSON.stringify(text);

/** Lists as Go prints them: texts quoted, numbers bare, blanks between. */
const goList = (values: readonly (string | number)[]): string =>
  `[${values.map((value) => (typeof value === "string" ? quote(value) : value)).join(" ")}]`;

const lastName = (path: string): string => path.split(".").findLast((part) => !/^\d+$/.test(part)) ?? path;

const range = ({ min, max }: Bounds): string =>
  max === undefined ? `at least (${min})` : min === undefined ? `at most (${max})` : `in the range (${min} - ${max})`;

export const LEGACY: Wording = {
  missing: (name) => ({
    summary: "Missing required argument",
    detail: `The argument ${quote(name)} is required, but no definition was found.`,
  }),
  readOnly: (name) => ({
    summary: "Value for unconfigurable attribute",
    detail: `Can't configure a value for ${quote(name)}: its value will be decided automatically based on the result of applying this configuration.`,
  }),
  notOneOf: (name, allowed, value) => ({
    summary: `expected ${lastName(name)} to be one of ${goList(allowed)}, got ${value}`,
  }),
  outOfRange: (name, bounds, value) => ({ summary: `expected ${name} to be ${range(bounds)}, got ${value}` }),
  wrongLength: (name, { min = 0, max }, value) => {
    if (max !== undefined) {
      return { summary: `expected length of ${name} to be in the range (${min} - ${max}), got ${value}` };
    }
    if (min === 1) return { summary: `expected ${quote(name)} to not be an empty string, got ${value}` };
    return { summary: `expected length of ${name} to be at least ${min}, got ${value}` };
  },
  wrongFormat: (_, problem) => ({ summary: problem }),
  noMatch: (name, pattern, value) => ({
    summary: `${quote(name)} doesn't comply with restrictions (${quote(pattern)}): ${quote(value)}`,
  }),
  tooFew: (name, bound, count) => ({
    summary: "Not enough list items",
    detail: `Attribute ${name} requires ${bound} item minimum, but config has only ${count} declared.`,
  }),
  tooMany: (name, bound, count) => ({
    summary: "Too many list items",
    detail: `Attribute ${name} supports ${bound} item maximum, but config has ${count} declared.`,
  }),
  conflict: (name, other) => ({
    summary: "Conflicting configuration arguments",
    detail: `${quote(name)}: conflicts with ${other}`,
  }),
  noneOf: (name, group) => ({
    summary: "Invalid combination of arguments",
    detail: `${quote(name)}: one of \`${group.join(",")}\` must be specified`,
  }),
  noneOfAtLeast: (name, group) => ({
    summary: "Missing required argument",
    detail: `${quote(name)}: one of \`${group.join(",")}\` must be specified`,
  }),
  severalOf: (name, group, given) => ({
    summary: "Invalid combination of arguments",
    detail: `${quote(name)}: only one of \`${group.join(",")}\` can be specified, but \`${given.join(",")}\` were specified.`,
  }),
  requires: (name, group) => ({
    summary: "Missing required argument",
    detail: `${quote(name)}: all of \`${group.join(",")}\` must be specified`,
  }),
};

const between = ({ min, max }: Bounds): string =>
  max === undefined ? `at least ${min}` : min === undefined ? `at most ${max}` : `between ${min} and ${max}`;

export const FRAMEWORK: Wording = {
  missing: (name) => ({
    summary: "Missing Configuration for Required Attribute",
    detail: `Must set a configuration value for the ${name} attribute as the provider has marked it as required.`,
  }),
  readOnly: () => ({
    summary: "Invalid Configuration for Read-Only Attribute",
    detail:
      "Cannot set value for this attribute as the provider has marked it as read-only. Remove the configuration line setting the value.",
  }),
  notOneOf: (name, allowed, value) => ({
    summary: "Invalid Attribute Value Match",
    detail: `Attribute ${name} value must be one of: ${goList(allowed)}, got: ${quote(value)}`,
  }),
  outOfRange: (name, bounds, value) => ({
    summary: "Invalid Attribute Value",
    detail: `Attribute ${name} value must be ${between(bounds)}, got: ${value}`,
  }),
  wrongLength: (name, bounds, value) => ({
    summary: "Invalid Attribute Value Length",
    detail: `Attribute ${name} string length must be ${between(bounds)}, got: ${Buffer.byteLength(value)}`,
  }),
  wrongFormat: (name, problem) => ({
    summary: "Invalid Attribute Value",
    detail: `Attribute ${name}: ${problem}`,
  }),
  noMatch: (name, pattern, value) => ({
    summary: "Invalid Attribute Value Match",
    detail: `Attribute ${name} value must match regular expression ${quote(pattern)}, got: ${value}`,
  }),
  tooFew: (name, bound, count) => ({
    summary: "Invalid Block",
    detail: `Attribute ${name} must contain at least ${bound} elements, got: ${count}`,
  }),
  tooMany: (name, bound, count) => ({
    summary: "Invalid Block",
    detail: `Attribute ${name} must contain at most ${bound} elements, got: ${count}`,
  }),
  conflict: (name, other) => ({
    summary: "Invalid Attribute Combination",
    detail: `Attribute ${quote(other)} cannot be specified when ${quote(name)} is specified`,
  }),
  noneOf: (_, group) => ({
    summary: "Missing Attribute Configuration",
    detail: `Exactly one of these attributes must be configured: [${group.join(",")}]`,
  }),
  noneOfAtLeast: (_, group) => ({
    summary: "Missing Attribute Configuration",
    detail: `At least one of these attributes must be configured: [${group.join(",")}]`,
  }),
  severalOf: (_, group) => ({
    summary: "Invalid Attribute Combination",
    detail: `Exactly one of these attributes must be configured: [${group.join(",")}]`,
  }),
  requires: (name, group) => ({
    summary: "Invalid Attribute Combination",
    detail: `Attribute ${quote(group.find((other) => other !== name) ?? name)} must be specified when ${quote(name)} is specified`,
  }),
};
