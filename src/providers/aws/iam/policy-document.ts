/** `aws_iam_policy_document`, computed as the provider does: no cloud is asked. Judged by the real provider 5.100. */
import { crc32 } from "node:zlib";
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import { objectOf, type ValueObject } from "../../../rehearsal/protocol/value";
import { failure, objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { field, goJson, isJsonObject, kindOf, type Json } from "./policy/go-json";
import { parsedStatement, statementOf, Unreadable, type Statement } from "./policy/statement";

const VERSIONS = ["2008-10-17", "2012-10-17"];
const EFFECTS = ["Allow", "Deny"];

interface Document {
  readonly version: string;
  readonly id: string;
  readonly statements: readonly Statement[];
}

const NOTHING: Document = { version: "", id: "", statements: [] };

export function policyDocument(config: ValueObject): { state?: ValueObject; diagnostics?: readonly Diagnostic[] } {
  const invalid = invalidArguments(config);
  if (invalid.length > 0) return { diagnostics: invalid };
  try {
    const version = textOf(config.version) ?? "2012-10-17";
    const parts = [
      ...sources(config),
      { version, id: textOf(config.policy_id) ?? "", statements: ownStatements(config, version) },
      ...documents(config, "override").map(({ text, index }) => parsed(text, `override document ${index}`)),
    ];
    const { version: newest, id, statements } = parts.reduce(merged, NOTHING);
    const document = {
      ...(newest ? { Version: newest } : {}),
      ...(id ? { Id: id } : {}),
      ...(statements.length > 0 ? { Statement: statements } : {}),
    };
    const json = goJson(document, 2);
    const values = { version, json, minified_json: goJson(document), id: String(crc32(json)) };
    return { state: objectOf([...Object.entries(config), ...Object.entries(values)]) };
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    return { diagnostics: [failure(problem.message)] };
  }
}

/** What the provider refuses before it reads anything. */
function invalidArguments(config: ValueObject): readonly Diagnostic[] {
  const oneOf = (path: string, value: string | undefined, allowed: readonly string[]): readonly Diagnostic[] =>
    value === undefined || allowed.includes(value)
      ? []
      : [failure(`expected ${path} to be one of [${allowed.map((one) => `"${one}"`).join(" ")}], got ${value}`)];
  return [
    ...oneOf("version", textOf(config.version), VERSIONS),
    ...objectsOf(config.statement).flatMap(({ effect }, index) =>
      oneOf(`statement.${index}.effect`, textOf(effect), EFFECTS),
    ),
    ...["source", "override"].flatMap((kind) =>
      documents(config, kind).flatMap(({ text, path }) => {
        try {
          JSON.parse(text);
          return [];
        } catch (problem) {
          return [failure(`"${path}" contains an invalid JSON: ${(problem as Error).message}`)];
        }
      }),
    ),
  ];
}

/** The documents that are given as JSON; an empty text is none. The older arguments for a single one come on the outside. */
function documents(
  config: ValueObject,
  kind: string,
): readonly { readonly text: string; readonly path: string; readonly index: number }[] {
  const name = `${kind}_policy_documents`;
  const list = config[name];
  const listed = (Array.isArray(list) ? list : []).map((item, index) => ({
    text: textOf(item) ?? "",
    path: `${name}.${index}`,
    index,
  }));
  const single = { text: textOf(config[`${kind}_json`]) ?? "", path: `${kind}_json`, index: 0 };
  return (kind === "source" ? [single, ...listed] : [...listed, single]).filter(({ text }) => text !== "");
}

function sources(config: ValueObject): readonly Document[] {
  const sids = new Set<Json>();
  return documents(config, "source").map(({ text, index }) => {
    const source = parsed(text, `source document ${index}`);
    source.statements.forEach(({ Sid }, position) => {
      if (Sid === undefined) return;
      if (sids.has(Sid))
        throw new Unreadable(
          `writing IAM Policy Document: merging source document ${index}: duplicate Sid (${textOf(Sid as string)}) in source_policy_documents (statement ${position}). Remove the Sid or ensure Sids are unique.`,
        );
      sids.add(Sid);
    });
    return source;
  });
}

function parsed(text: string, what: string): Document {
  try {
    const json = JSON.parse(text) as Json;
    if (json === null) return NOTHING;
    if (!isJsonObject(json))
      throw new Unreadable(`json: cannot unmarshal ${kindOf(json)} into Go value of type iam.IAMPolicyDoc`);
    const wrong = (value: Json, name: string, type: string): Unreadable =>
      new Unreadable(
        `json: cannot unmarshal ${kindOf(value)} into Go struct field IAMPolicyDoc.${name} of type ${type}`,
      );
    const word = (name: string): string => {
      const value = field(json, name) ?? "";
      if (typeof value !== "string") throw wrong(value, name, "string");
      return value;
    };
    const statements = field(json, "Statement") ?? [];
    if (!Array.isArray(statements)) throw wrong(statements, "Statement", "[]*iam.IAMPolicyStatement");
    return {
      version: word("Version"),
      id: word("Id"),
      statements: statements.map((statement: Json) => {
        if (!isJsonObject(statement)) throw wrong(statement, "Statement", "iam.IAMPolicyStatement");
        return parsedStatement(statement);
      }),
    };
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    throw new Unreadable(`writing IAM Policy Document: merging ${what}: ${problem.message}`);
  }
}

function ownStatements(config: ValueObject, version: string): readonly Statement[] {
  const sids = new Set<string>();
  return objectsOf(config.statement).map((block) => {
    const sid = textOf(block.sid) ?? "";
    if (sid && sids.has(sid))
      throw new Unreadable(
        `writing IAM Policy Document: duplicate Sid (${sid}). Remove the Sid or ensure the Sid is unique.`,
      );
    sids.add(sid);
    return statementOf(block, version);
  });
}

/** The later version and id win; a statement takes the place of one with its Sid. */
function merged(before: Document, { version, id, statements }: Document): Document {
  const all = [...before.statements];
  for (const statement of statements) {
    const at = statement.Sid === undefined ? -1 : all.findIndex(({ Sid }) => Sid === statement.Sid);
    if (at < 0) all.push(statement);
    else all[at] = statement;
  }
  return { version: version > before.version ? version : before.version, id: id || before.id, statements: all };
}
