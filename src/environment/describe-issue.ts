/** Zod's issues in plain words: what is wrong, and what would be right. */
import type { z } from "zod";
import type { Finding } from "./finding";
import { formatPath, type Path } from "./path";
import { alternatives, schemasAt, valueAt } from "./schema-walk";

/** Stands before messages that no schema's author wrote. */
const DEFAULT = "\u0000";

/** To be given to `safeParse`: it marks the messages that this file words itself. */
export const parseOptions = { error: (): string => DEFAULT, reportInput: true } as const;

export interface DescribeContext {
  /** The schema of the whole file or section, and the data that it was given. */
  readonly schema: z.core.$ZodType;
  readonly data: unknown;
  /** Where that data stands in the file. */
  readonly base: Path;
  /** A scalar as it was written in the file, if it was. */
  written(path: Path): string | undefined;
}

export function describeIssues(issues: readonly z.core.$ZodIssue[], context: DescribeContext): readonly Finding[] {
  return issues.flatMap((issue) => describe(issue, context, []));
}

function describe(issue: z.core.$ZodIssue, context: DescribeContext, above: Path): readonly Finding[] {
  const inner: Path = [...above, ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))];
  const path: Path = [...context.base, ...inner];
  const value = valueAt(context.data, inner);
  // Unknown keys are looked for beforehand, with the data as it was written.
  if (issue.code === "unrecognized_keys") return [];
  if (issue.code === "invalid_union" && value !== undefined) {
    const branch = likeliestBranch(issue.errors);
    if (branch) return branch.flatMap((nested) => describe(nested, context, inner));
  }
  const key = path.at(-1);
  const subject = typeof key === "number" ? formatPath(path.slice(-2)) : (key ?? "the file");
  const expected = expectation(context, inner);
  if (value === undefined && issue.code !== "custom") {
    return [
      {
        path,
        code: "ENV_MISSING",
        message: `'${subject}' is missing${path.length > 1 ? ` in '${formatPath(path.slice(0, -1))}'` : ""}.`,
        remedy: `Add \`${subject}:\`${expected ? ` - ${expected}` : "."}`,
      },
    ];
  }
  const message = issue.code === "invalid_key" ? issue.issues[0]?.message : issue.message;
  const authorMessage = message && !message.startsWith(DEFAULT) ? message : undefined;
  // A discriminator (`backend: …`) that chooses no option is a wrong value, not a wrong type.
  const isUnknownOption = issue.code === "invalid_union" && "discriminator" in issue && typeof value !== "object";
  const about =
    (issue.code === "invalid_type" || issue.code === "invalid_union") && !isUnknownOption ? "ENV_TYPE" : "ENV_VALUE";
  const hint = quotesHint(issue, String(subject), context.written(path));
  return [
    {
      path,
      ...(issue.code === "invalid_key" ? { at: "key" as const } : {}),
      code: about,
      message: authorMessage
        ? toSentence(authorMessage, String(subject))
        : `'${subject}' ${defaultMessage(issue, value)}.`,
      ...(hint || expected ? { remedy: hint ?? `${capital(expected ?? "")}` } : {}),
    },
  ];
}

/** Of a union's branches the one that understood most: an error deep inside says more than "expected a string". */
function likeliestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const typed = branches.filter(
    (issues) => issues.length > 0 && issues.every((issue) => issue.path.length > 0 || !isTypeIssue(issue)),
  );
  return [...typed].sort((a, b) => a.length - b.length)[0];
}

function isTypeIssue(issue: z.core.$ZodIssue): boolean {
  return issue.code === "invalid_type" || issue.code === "invalid_value" || issue.code === "invalid_union";
}

function defaultMessage(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      if (typeof value === "number" && !Number.isFinite(value)) return `must be a finite number, but is ${value}`;
      return issue.expected === "int"
        ? `must be a whole number, but is ${formatValue(value)}`
        : `must be ${WORDS[issue.expected] ?? issue.expected}, but is ${kind(value)}`;
    case "invalid_value":
      return `cannot be ${formatValue(value)}`;
    case "too_small":
      return `is too ${SIZE[issue.origin]?.[0] ?? "small"}: ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${SIZE[issue.origin]?.[2] ?? ""}`;
    case "too_big":
      return `is too ${SIZE[issue.origin]?.[1] ?? "big"}: ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${SIZE[issue.origin]?.[2] ?? ""}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return `is not a valid ${issue.format === "regex" ? "value" : issue.format}: ${formatValue(value)}`;
    case "invalid_union":
      return `cannot be ${kind(value)}`;
    case "invalid_key":
      return "is not a key that can stand here";
    default:
      return "is not valid";
  }
}

const SIZE: { readonly [origin: string]: readonly [small: string, big: string, unit: string] } = {
  string: ["short", "long", " characters"],
  array: ["short", "long", " entries"],
  number: ["small", "big", ""],
  int: ["small", "big", ""],
  bigint: ["small", "big", ""],
};

const WORDS: { readonly [type: string]: string } = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a map of keys",
  record: "a map of keys",
  array: "a list",
};

/** The kind of a value, for messages that should not repeat all of it. */
function kind(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map of keys";
  return typeof value === "string" ? `the text ${formatValue(value)}` : `the ${typeof value} ${formatValue(value)}`;
}

function formatValue(value: unknown): string {
  if (typeof value === "string") return `'${value.length > 60 ? `${value.slice(0, 57)}...` : value}'`;
  return typeof value === "object" ? kind(value) : String(value);
}

/** YAML turns `1.30` into 1.3 and `012` into 12: what was meant must be in quotes. */
function quotesHint(issue: z.core.$ZodIssue, subject: string, written: string | undefined): string | undefined {
  if (written === undefined || written === "" || typeof issue.input === "string") return undefined;
  const textWanted =
    issue.code === "invalid_type"
      ? issue.expected === "string"
      : issue.code === "invalid_value" && issue.values.includes(written);
  return textWanted
    ? `Write it in quotes, so that YAML makes no number or boolean of it: \`${subject}: "${written}"\`.`
    : undefined;
}

/** The allowed values at a place and what they mean; of what nobody described, what describes the thing around it. */
function expectation(context: DescribeContext, path: Path, around = false): string | undefined {
  const schemas = schemasAt(context.schema, context.data, path);
  const plain = schemas.flatMap((schema) => alternatives(schema, undefined));
  const allowed = [...new Set(plain.flatMap(allowedValues))];
  const keys = [
    ...new Set(plain.flatMap(({ _zod: { def } }) => (def.type === "object" ? Object.keys(def.shape) : []))),
  ];
  const parts = [
    allowed.length > 0 ? `one of: ${allowed.join(", ")}.` : undefined,
    schemas.map(descriptionOf).find((text) => text !== undefined),
    keys.length > 0 ? `Its keys are: ${keys.join(", ")}.` : undefined,
    !around && plain.some(({ _zod: { def } }) => def.type === "array") ? "Each entry begins with `- `." : undefined,
  ].filter((part) => part !== undefined);
  if (parts.length > 0) return parts.join(" ");
  return path.length > 0 ? expectation(context, path.slice(0, -1), true) : undefined;
}

function descriptionOf(schema: z.core.$ZodType): string | undefined {
  const own = (schema as { description?: string }).description;
  if (own !== undefined) return own;
  const inner = (schema._zod.def as { innerType?: z.core.$ZodType }).innerType;
  return inner ? descriptionOf(inner) : undefined;
}

function allowedValues(schema: z.core.$ZodType): readonly string[] {
  const { def, values } = schema._zod as z.core.$ZodType["_zod"] & { def: { type: string } };
  if (def.type === "boolean") return ["true", "false"];
  return values && (def.type === "enum" || def.type === "literal") ? [...values].map(String) : [];
}

/** An author's message as a sentence about its subject. */
function toSentence(message: string, subject: string): string {
  const text = message.trim().replace(/\.$/, "");
  return /^(must|is|are|cannot|can|needs|has|does|may|should)\b/.test(text)
    ? `'${subject}' ${text}.`
    : `${capital(text)}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
