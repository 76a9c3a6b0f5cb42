/** The facts about one argument: which values the provider refuses at validate. */
import { BigNumber, type Value } from "../protocol/value";
import type { Allowed } from "../../schemas/provider-schema";
import { formatProblem, type ProviderFormats } from "./formats";
import { goMatches } from "../../model/go-patterns";
import type { Bounds, Wording, DiagnosticText } from "./diagnostic-wording";

/** What is wrong with one known primitive value. Facts about a collection are facts about its elements. */
export function allowProblems(
  allow: Allowed,
  value: Value,
  name: string,
  wording: Wording,
  formats: ProviderFormats | undefined,
): readonly DiagnosticText[] {
  if (typeof value === "number" || value instanceof BigNumber) return numberProblems(allow, value, name, wording);
  return typeof value === "string" ? textProblems(allow, value, name, wording, formats) : [];
}

function numberProblems(
  allow: Allowed,
  value: number | BigNumber,
  name: string,
  wording: Wording,
): readonly DiagnosticText[] {
  const text = typeof value === "number" ? String(value) : value.text;
  const number = Number(text);
  const problems: DiagnosticText[] = [];
  if (allow.oneOf && !allow.oneOf.some((one) => Number(one) === number))
    problems.push(wording.notOneOf(name, allow.oneOf, text));
  const bounds: Bounds = { min: allow.min, max: allow.max };
  if (isOutside(bounds, number)) problems.push(wording.outOfRange(name, bounds, text));
  return problems;
}

function textProblems(
  allow: Allowed,
  text: string,
  name: string,
  wording: Wording,
  formats: ProviderFormats | undefined,
): readonly DiagnosticText[] {
  const problems: DiagnosticText[] = [];
  const fold = (one: string): string => (allow.ignoreCase ? one.toLowerCase() : one);
  if (allow.oneOf && !allow.oneOf.some((one) => fold(String(one)) === fold(text)))
    problems.push(wording.notOneOf(name, allow.oneOf, text));
  // Some providers hold numbers as texts, with bounds on the number.
  if ((allow.min !== undefined || allow.max !== undefined) && isOutside(allow, Number(text))) {
    problems.push(wording.outOfRange(name, { min: allow.min, max: allow.max }, text));
  }
  const lengths: Bounds = { min: allow.minLength, max: allow.maxLength };
  if (isOutside(lengths, Buffer.byteLength(text))) problems.push(wording.wrongLength(name, lengths, text));
  const format = allow.format && formatProblem(allow.format, name, text, formats);
  if (format) problems.push(wording.wrongFormat(name, format));
  const { pattern } = allow;
  if (pattern !== undefined && !goMatches(pattern, text)) problems.push(wording.noMatch(name, pattern, text));
  return problems;
}

const isOutside = ({ min, max }: Bounds, value: number): boolean =>
  (min !== undefined && value < min) || (max !== undefined && value > max);
