/** One statement of a document: from a block of the configuration, or out of a document that is merged. */
import type { ValueObject } from "../../../../rehearsal/protocol/value";
import { objectsOf, textOf, textsOf } from "../../../../rehearsal/engine/attributes";
import { byBytes, field, isJsonObject, kindOf, ordered, sortedMap, type Json } from "./go-json";
import { inSetOrder } from "./set-order";

/** As it is written, its keys in the provider's order. */
export type Statement = { readonly [key: string]: Json };

/** What the provider refuses, in its own words. */
export class Unreadable extends Error {}

interface Entry {
  readonly kind: string;
  /** A single one is a text where the configuration has one. */
  readonly identifiers: string | readonly string[];
}

interface Condition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

/** @throws Unreadable */
export function statementOf(block: ValueObject, version: string): Statement {
  const list = (name: string, what: string): Json | undefined => {
    const texts = textsOf(block[name]).map((text) => (what ? interpolated(text, version, what) : text));
    return texts.length > 0 ? oneOrMany(texts) : undefined;
  };
  const principals = (name: string): readonly Entry[] =>
    inSetOrder(objectsOf(block[name]), ["identifiers"]).map((entry) => ({
      kind: textOf(entry.type) ?? "",
      identifiers: oneOrMany(
        textsOf(entry.identifiers).map((text) => interpolated(text, version, `${name}: reading identifiers`)),
      ),
    }));
  const conditions = inSetOrder(objectsOf(block.condition), []).map((condition) => ({
    test: textOf(condition.test) ?? "",
    variable: textOf(condition.variable) ?? "",
    values: textsOf(condition.values).map((text) => interpolated(text, version, "condition: reading values")),
  }));
  return writtenStatement({
    Sid: textOf(block.sid) || undefined,
    Effect: textOf(block.effect) ?? "Allow",
    Action: list("actions", ""),
    NotAction: list("not_actions", ""),
    Resource: list("resources", "resources"),
    NotResource: list("not_resources", "not_resources"),
    Principal: principalsOf(principals("principals")),
    NotPrincipal: principalsOf(principals("not_principals")),
    Condition: conditionsOf(conditions),
  });
}

/** @throws Unreadable */
export function parsedStatement(json: { readonly [key: string]: Json }): Statement {
  const text = (name: string): string | undefined => {
    const value = field(json, name) ?? null;
    if (value !== null && typeof value !== "string")
      throw new Unreadable(
        `json: cannot unmarshal ${kindOf(value)} into Go struct field IAMPolicyStatement.Statement.${name} of type string`,
      );
    return value || undefined;
  };
  const any = (name: string): Json | undefined => {
    const value = field(json, name) ?? undefined;
    return value === undefined ? undefined : ordered(value);
  };
  return writtenStatement({
    Sid: text("Sid"),
    Effect: text("Effect"),
    Action: any("Action"),
    NotAction: any("NotAction"),
    Resource: any("Resource"),
    NotResource: any("NotResource"),
    Principal: principalsOf(parsedPrincipals(field(json, "Principal"))),
    NotPrincipal: principalsOf(parsedPrincipals(field(json, "NotPrincipal"))),
    Condition: conditionsOf(parsedConditions(field(json, "Condition"))),
  });
}

const writtenStatement = (keys: { readonly [key: string]: Json | undefined }): Statement =>
  Object.fromEntries(Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** `&{aws:username}` stands for `${aws:username}`, which Terraform would take for its own. */
function interpolated(text: string, version: string, what: string): string {
  if (version === "2008-10-17" && text.includes("&{")) {
    throw new Unreadable(
      `reading ${what}: found &{ sequence in (${text}), which is not supported in document version ${version}`,
    );
  }
  return text.replaceAll("&{", "${");
}

/** One as a text; several sorted, last first. */
function oneOrMany(texts: readonly string[]): string | readonly string[] {
  return texts.length === 1 ? (texts[0] ?? "") : lastFirst(texts);
}

const lastFirst = (texts: readonly string[]): readonly string[] => [...texts].sort(byBytes).reverse();

function principalsOf(entries: readonly Entry[]): Json | undefined {
  if (entries.length === 0) return undefined;
  const [only] = entries;
  const everybody = only?.kind === "*" && [only.identifiers].flat().join() === "*";
  if (entries.length === 1 && everybody) return "*";
  const byKind = new Map<string, string | readonly string[]>();
  for (const { kind, identifiers } of entries) {
    const before = byKind.get(kind);
    const more = typeof identifiers === "string" ? identifiers : lastFirst(identifiers);
    byKind.set(kind, before === undefined ? more : [before, more].flat());
  }
  return sortedMap(byKind);
}

/** A text is taken for everybody, whatever it says. */
function parsedPrincipals(json: Json | undefined): readonly Entry[] {
  if (json === undefined) return [];
  if (typeof json === "string") return [{ kind: "*", identifiers: "*" }];
  if (!isJsonObject(json)) throw unsupported(json, "IAMPolicyStatementPrincipalSet");
  return Object.entries(json).map(([kind, identifiers]) => {
    if (typeof identifiers === "string") return { kind, identifiers };
    if (!Array.isArray(identifiers)) throw unsupported(identifiers, "IAMPolicyStatementPrincipalSet.Identifiers");
    return { kind, identifiers: identifiers.map((item: Json) => textIn(item, "IAMPolicyStatementPrincipalSet")) };
  });
}

function conditionsOf(conditions: readonly Condition[]): Json | undefined {
  if (conditions.length === 0) return undefined;
  const tests = new Map<string, Map<string, readonly string[]>>();
  for (const { test, variable, values } of conditions) {
    const variables = tests.get(test) ?? new Map<string, readonly string[]>();
    tests.set(test, variables.set(variable, [...(variables.get(variable) ?? []), ...values]));
  }
  return sortedMap(
    [...tests].map(([test, variables]) => [
      test,
      sortedMap(
        [...variables].map(([variable, values]) => [variable, values.length === 1 ? (values[0] ?? "") : values]),
      ),
    ]),
  );
}

/** What is neither text nor truth nor a list is passed over. */
function parsedConditions(json: Json | undefined): readonly Condition[] {
  if (json === undefined || json === null) return [];
  const field = "IAMPolicyStatement.Statement.Condition of type map[string]map[string]interface {}";
  const mapOf = (value: Json): readonly (readonly [string, Json])[] => {
    if (isJsonObject(value)) return Object.entries(value);
    throw new Unreadable(`json: cannot unmarshal ${kindOf(value)} into Go struct field ${field}`);
  };
  return mapOf(json).flatMap(([test, variables]) =>
    mapOf(variables).flatMap(([variable, value]): Condition[] => {
      if (typeof value === "boolean" || typeof value === "string") return [{ test, variable, values: [String(value)] }];
      if (!Array.isArray(value)) return [];
      return [{ test, variable, values: value.map((item: Json) => textIn(item, "IAMPolicyStatementConditionSet")) }];
    }),
  );
}

/** The real provider only stops there, without a word. */
function textIn(value: Json, what: string): string {
  if (typeof value === "string") return value;
  throw unsupported(value, what);
}

function unsupported(value: Json, what: string): Unreadable {
  const kinds: { readonly [kind: string]: string } = {
    array: "[]interface {}",
    object: "map[string]interface {}",
    number: "float64",
    null: "<nil>",
  };
  return new Unreadable(`Unsupported data type ${kinds[kindOf(value)] ?? kindOf(value)} for ${what}`);
}
