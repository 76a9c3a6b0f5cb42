/** Random texts by the rules of random_password and random_string. */
import { randomInt } from "node:crypto";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const NUMERIC = "0123456789";
/** The provider's own set. */
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

export interface TextRules {
  readonly length: number;
  readonly lower: boolean;
  readonly upper: boolean;
  readonly numeric: boolean;
  readonly special: boolean;
  readonly minLower: number;
  readonly minUpper: number;
  readonly minNumeric: number;
  readonly minSpecial: number;
  /** @default "!@#$%&*()-_=+[]{}<>:?" */
  readonly overrideSpecial?: string;
}

/** @throws RangeError when no character may be used. */
export function randomText(rules: TextRules): string {
  const special = rules.overrideSpecial || SPECIAL;
  const all = [
    rules.lower ? LOWER : "",
    rules.upper ? UPPER : "",
    rules.numeric ? NUMERIC : "",
    rules.special ? special : "",
  ].join("");
  const required = [
    ...draw(LOWER, rules.minLower),
    ...draw(UPPER, rules.minUpper),
    ...draw(NUMERIC, rules.minNumeric),
    ...draw(special, rules.minSpecial),
  ];
  if (all === "" && rules.length > required.length) throw new RangeError("the character set specified is empty");
  return shuffled([...required, ...draw(all, rules.length - required.length)], randomInt).join("");
}

function draw(characters: string, count: number): readonly string[] {
  const each = [...characters];
  return Array.from({ length: Math.max(count, 0) }, () => each[randomInt(each.length)] ?? "");
}

/** A permutation, every one as likely as the next. `below(n)` gives a whole number from 0 to n - 1. */
export function shuffled<T>(items: readonly T[], below: (limit: number) => number): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index--) {
    const other = below(index + 1);
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}
