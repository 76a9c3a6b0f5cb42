/** Holds custom resources to the schema of their definition, as strictly as `kubectl apply --validate=strict` does. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import type { ChartName } from "../../src/catalog/charts";
import { recordedDefinitions } from "../../src/constructs/kit/cluster/definitions";
import { GO_SCHEMAS } from "./go-schemas";

const SCHEMAS = join(__dirname, "..", "fixtures", "crds");
/** Definitions that the package carries: held to as they are shipped. */
const RECORDED = readdirSync(join(__dirname, "..", "..", "assets", "charts", "definitions")) as ChartName[];

export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

const ajv = new Ajv(GO_SCHEMAS);
const validators = new Map<string, ValidateFunction>();

/** Every way in which an object breaks the schema of its kind: unknown fields, missing ones, wrong types and values. */
export function customResourceProblems(object: CustomResource): readonly string[] {
  const validate = validatorOf(object);
  validate(object);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || "/"}: ${message ?? ""} ${JSON.stringify(params)}`,
  );
}

/** Fails, with every problem, if an object is not a valid custom resource of its kind. */
export function expectValidCustomResource(object: unknown): void {
  if (!isCustomResource(object)) throw new Error(`No Kubernetes object: ${JSON.stringify(object)}`);
  const problems = customResourceProblems(object);
  if (problems.length > 0) throw new Error(`${object.kind} is not valid:\n${problems.join("\n")}`);
}

function isCustomResource(object: unknown): object is CustomResource {
  return typeof object === "object" && object !== null && "apiVersion" in object && "kind" in object;
}

function validatorOf({ apiVersion, kind }: CustomResource): ValidateFunction {
  const [group = "", version = ""] = apiVersion.split("/");
  const file = join(SCHEMAS, group, `${kind.toLowerCase()}_${version}.json`);
  let validate = validators.get(file);
  if (!validate) {
    validate = ajv.compile(
      strict(recordedSchema(group, version, kind) ?? (JSON.parse(readFileSync(file, "utf8")) as Schema)),
    );
    validators.set(file, validate);
  }
  return validate;
}

type Schema = { [keyword: string]: unknown };

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

function recordedSchema(group: string, version: string, kind: string): Schema | undefined {
  return RECORDED.flatMap((chart) => recordedDefinitions(chart) as unknown as readonly Definition[])
    .filter(({ spec }) => spec.group === group && spec.names.kind === kind)
    .flatMap(({ spec }) => spec.versions)
    .find(({ name }) => name === version)?.schema.openAPIV3Schema;
}

/** The API server drops fields that a definition does not name; here they are errors. */
function strict(schema: Schema): Schema {
  const changed: Schema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "properties") changed[keyword] = mapValues(value as Record<string, Schema>, strict);
    else if ((keyword === "items" || keyword === "additionalProperties") && isSchema(value))
      changed[keyword] = strict(value);
    else changed[keyword] = value;
  }
  if (schema["x-kubernetes-int-or-string"] === true) {
    delete changed["type"];
    changed["anyOf"] = [{ type: "integer" }, { type: "string" }];
  }
  const closed =
    "properties" in schema &&
    !("additionalProperties" in schema) &&
    schema["x-kubernetes-preserve-unknown-fields"] !== true;
  return closed ? { ...changed, additionalProperties: false } : changed;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(map: Record<string, Schema>, change: (schema: Schema) => Schema): Record<string, Schema> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
