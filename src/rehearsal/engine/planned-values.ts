/**
 * What a resource will look like, as far as the schema and the facts tell: the configuration, with defaults, with what
 * the provider computed before, and with unknowns where it will compute something.
 */
import { canonicalSet } from "../protocol/sets";
import { isObject, objectOf, Unknown, UNKNOWN, type Value, type ValueObject } from "../protocol/value";
import type { AttributeSchema } from "../../schemas/provider-schema";
import { emptyBlock, nestedContainer, type Container, type Nesting } from "./attribute-container";
import { defaultOf } from "./defaults";
import { matchSet } from "./match-set";

interface PlanningOptions {
  /** Whether defaults are planned for arguments that are not computed: only the older SDK may. */
  readonly legacy: boolean;
}

/**
 * @param prior The object before; undefined for a new one.
 */
export function plannedObject(
  container: Container,
  config: ValueObject,
  prior: ValueObject | undefined,
  style: PlanningOptions,
): ValueObject {
  const planned = objectOf();
  for (const [name, schema] of Object.entries(container.attributes)) {
    planned[name] = plannedAttribute(schema, config[name] ?? null, prior && (prior[name] ?? null), style);
  }
  for (const [name, { nesting, block }] of Object.entries(container.blocks)) {
    const configured = config[name] ?? emptyBlock(nesting);
    planned[name] = plannedNesting({ nesting, container: block }, configured, prior && (prior[name] ?? null), style);
  }
  return planned;
}

function plannedAttribute(
  schema: AttributeSchema,
  config: Value,
  prior: Value | undefined,
  style: PlanningOptions,
): Value {
  if (schema.writeOnly) return null;
  const nested = nestedContainer(schema);
  if (config !== null) return nested ? plannedNesting(nested, config, prior, style) : config;
  const fallback = schema.computed || style.legacy ? defaultOf(schema) : undefined;
  if (!schema.computed) return fallback ?? null;
  // The older SDK keeps what an argument was before it was left out; the framework goes back to the default.
  if (fallback !== undefined && (prior === undefined || !style.legacy)) return fallback;
  return prior === undefined ? UNKNOWN : prior;
}

function plannedNesting(
  { nesting, container }: { nesting: Nesting; container: Container },
  config: Value,
  prior: Value | undefined,
  style: PlanningOptions,
): Value {
  const plannedItem = (item: Value, before: Value | undefined): Value =>
    isObject(item) ? plannedObject(container, item, isObject(before) ? before : undefined, style) : item;
  if (config instanceof Unknown) return config;
  if (Array.isArray(config)) {
    const before = Array.isArray(prior) ? prior : [];
    if (nesting !== "set") return config.map((item, index) => plannedItem(item, before[index]));
    const matches = matchSet(container, config, before);
    return canonicalSet(config.map((item, index) => plannedItem(item, matches[index])));
  }
  if (nesting === "map" && isObject(config)) {
    const before = isObject(prior) ? prior : objectOf();
    return objectOf(Object.entries(config).map(([key, item]) => [key, plannedItem(item, before[key])] as const));
  }
  if (nesting === "group" && config === null) return plannedItem(objectOf(), prior);
  return plannedItem(config, prior);
}
