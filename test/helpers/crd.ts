/** Holds custom resources to the schema of their definition, as strictly as `kubectl apply --validate=strict` does. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Token } from "cdktf";
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

/**
 * Every way in which an object breaks the schema of its kind: unknown fields, missing ones, wrong types and values. What only
 * Terraform knows is of whatever type and value it should be.
 * @throws Error if no schema of the kind is recorded
 */
export function customResourceProblems(object: CustomResource): readonly string[] {
  const validate = validatorOf(object);
  const opaque: string[] = [];
  validate(withoutTokens(object, "", opaque));
  return (validate.errors ?? [])
    .filter(({ instancePath }) => !opaque.some((path) => instancePath === path || instancePath.startsWith(`${path}/`)))
    .map(({ instancePath, message, params }) => `${instancePath || "/"}: ${message ?? ""} ${JSON.stringify(params)}`);
}

/** Puts a text where there is a token, and notes down its path, as a JSON pointer. */
function withoutTokens(value: unknown, path: string, opaque: string[]): unknown {
  if (Token.isUnresolved(value)) {
    opaque.push(path);
    return "token";
  }
  if (Array.isArray(value)) return value.map((each, index) => withoutTokens(each, `${path}/${index}`, opaque));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => {
        const step = key.replaceAll("~", "~0").replaceAll("/", "~1");
        return [key, withoutTokens(inner, `${path}/${step}`, opaque)];
      }),
  );
}

/** Whether a kind is one that a definition brings: Kubernetes' own groups have no dot, or end in `k8s.io`. */
export function isCustom({ apiVersion }: CustomResource): boolean {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  return group.includes(".") && !BUILT_IN.test(group);
}

/** Groups of Kubernetes' own API (kubernetes.io/docs/reference/kubernetes-api). Those of its storage add-ons are none. */
const BUILT_IN =
  /^(admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io$/;

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
    const recorded = recordedSchema(group, version, kind);
    if (!recorded && !existsSync(file)) throw new Error(`No schema is recorded of ${kind} in ${apiVersion}: ${file}`);
    validate = ajv.compile(strict(recorded ?? (JSON.parse(readFileSync(file, "utf8")) as Schema)));
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

let recorded: readonly Definition[] | undefined;

function recordedSchema(group: string, version: string, kind: string): Schema | undefined {
  recorded ??= RECORDED.flatMap((chart) => recordedDefinitions(chart) as unknown as readonly Definition[]);
  return recorded
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
