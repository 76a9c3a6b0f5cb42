/**
 * What Terraform's core holds a provider to, as far as a rehearsal can break it: a plan keeps to the configuration, and
 * what comes of a plan keeps to the plan. Each check returns the places that do not hold.
 */
import { keyOf } from "../../../src/rehearsal/protocol/sets";
import {
  Dynamic,
  isObject,
  objectOf,
  Unknown,
  type Value,
  type ValueObject,
} from "../../../src/rehearsal/protocol/value";
import { nestedIn, type Container, type Nesting } from "../../../src/rehearsal/engine/attribute-container";

const same = (a: Value, b: Value): boolean => keyOf(a) === keyOf(b);

interface Held {
  readonly nesting: Nesting;
  readonly container: Container;
}

/** Terraform's proposal: the configuration, and where the provider may fill in, what was there before. */
export function proposal(container: Container, prior: ValueObject | null, config: ValueObject): ValueObject {
  const merged = objectOf();
  for (const [name, { computed, nested }] of Object.entries(container.attributes)) {
    const [before, wanted] = [prior?.[name] ?? null, config[name] ?? null];
    const held = nested && nestedIn(container, name);
    merged[name] = computed && wanted === null ? before : held ? proposedNesting(held, before, wanted) : wanted;
  }
  for (const name of Object.keys(container.blocks)) {
    merged[name] = proposedNesting(nestedIn(container, name) as Held, prior?.[name] ?? null, config[name] ?? null);
  }
  return merged;
}

function proposedNesting({ nesting, container }: Held, prior: Value, config: Value): Value {
  const one = (wanted: Value, before: Value | undefined): Value =>
    isObject(wanted) ? proposal(container, isObject(before) ? before : null, wanted) : wanted;
  if (Array.isArray(config)) {
    // Elements of a set are taken as they are configured: the engine finds where they came from by itself.
    const before = nesting === "list" && Array.isArray(prior) ? prior : [];
    return config.map((element, index) => one(element, before[index]));
  }
  if (nesting !== "map" || !isObject(config)) return one(config, prior);
  const before = isObject(prior) ? prior : objectOf();
  return objectOf(Object.entries(config).map(([key, element]) => [key, one(element, before[key])] as const));
}

export interface PlanCheck {
  readonly container: Container;
  readonly prior: ValueObject | null;
  readonly config: ValueObject;
  readonly planned: ValueObject;
}

/** Where a plan says something else than the configuration without being allowed to. */
export function planProblems({ container, prior, config, planned }: PlanCheck, path = ""): readonly string[] {
  const attributes = Object.entries(container.attributes).flatMap(([name, schema]) => {
    const at = `${path}${name}`;
    const [before, wanted, plan] = [prior?.[name] ?? null, config[name] ?? null, planned[name] ?? null];
    if (schema.writeOnly) return plan === null ? [] : [`${at}: a write-only argument is planned`];
    if (same(plan, wanted)) return [];
    if (same(plan, before) && before !== null && wanted !== null) return [];
    if (schema.computed && (!schema.optional || wanted === null)) return [];
    if (wanted === null) return [`${at}: planned for an argument that is not computed`];
    const held = schema.nested && nestedIn(container, name);
    return held ? nestingProblems(held, before, wanted, plan, at) : [`${at}: planned otherwise than configured`];
  });
  const blocks = Object.entries(container.blocks).flatMap(([name, { nesting }]) => {
    const at = `${path}${name}`;
    const [wanted, plan] = [config[name] ?? null, planned[name] ?? null];
    if (plan === null && nesting !== "single") return [`${at}: blocks are planned as null`];
    if (same(plan, wanted)) return [];
    if (wanted instanceof Unknown) return [`${at}: planned for blocks that are not known yet`];
    if (plan instanceof Unknown) return [`${at}: blocks are planned as unknown`];
    return nestingProblems(nestedIn(container, name) as Held, prior?.[name] ?? null, wanted, plan, at);
  });
  return [...attributes, ...blocks];
}

function nestingProblems(
  { nesting, container }: Held,
  prior: Value,
  config: Value,
  planned: Value,
  path: string,
): readonly string[] {
  const one = (
    before: Value | undefined,
    wanted: Value | undefined,
    plan: Value | undefined,
    at: string,
  ): readonly string[] => {
    if (plan instanceof Unknown) return wanted instanceof Unknown ? [] : [`${at}: an object is planned as unknown`];
    if (!isObject(wanted) || !isObject(plan)) return (wanted ?? null) === (plan ?? null) ? [] : [`${at}: came or went`];
    return planProblems(
      { container, prior: isObject(before) ? before : null, config: wanted, planned: plan },
      `${at}.`,
    );
  };
  if (Array.isArray(config) && Array.isArray(planned)) {
    if (config.length !== planned.length) return [`${path}: ${config.length} configured, ${planned.length} planned`];
    if (nesting === "list") {
      const before = Array.isArray(prior) ? prior : [];
      return planned.flatMap((plan, index) => one(before[index], config[index], plan, `${path}.${index}`));
    }
    // Stricter than the core, which trusts the provider with sets: every element comes of one that is configured.
    return planned.flatMap((plan) => {
      const problems = config.map((wanted) => one(null, wanted, plan, `${path}[]`));
      return problems.reduce((least, found) => (found.length < least.length ? found : least));
    });
  }
  if (nesting !== "map" || !isObject(config) || !isObject(planned)) return one(prior, config, planned, path);
  const keys = new Set([...Object.keys(config), ...Object.keys(planned)]);
  return [...keys].flatMap((key) =>
    one(isObject(prior) ? prior[key] : null, config[key], planned[key], `${path}.${key}`),
  );
}

/** Where a value is not what the plan may turn out to be. */
export function resultProblems(planned: Value, actual: Value, path = ""): readonly string[] {
  if (planned instanceof Unknown) return [];
  if (actual instanceof Unknown) return [`${path}: unknown again`];
  if (planned instanceof Dynamic && actual instanceof Dynamic) return resultProblems(planned.value, actual.value, path);
  if (Array.isArray(planned) && Array.isArray(actual)) {
    if (planned.length < actual.length) return [`${path}: ${planned.length} planned, ${actual.length} there`];
    const here = planned.flatMap((plan, index) => resultProblems(plan, actual[index] ?? null, `${path}.${index}`));
    // Elements of a set may stand elsewhere; each has to correlate with one on the other side.
    const fits = (plan: Value, is: Value): boolean => resultProblems(plan, is).length === 0;
    const correlate =
      planned.every((plan) => actual.some((is) => fits(plan, is))) &&
      actual.every((is) => planned.some((plan) => fits(plan, is)));
    return here.length > 0 && !correlate ? here : [];
  }
  if (isObject(planned) && isObject(actual)) {
    const names = new Set([...Object.keys(planned), ...Object.keys(actual)]);
    return [...names].flatMap((name) =>
      resultProblems(planned[name] ?? null, actual[name] ?? null, path ? `${path}.${name}` : name),
    );
  }
  return same(planned, actual) ? [] : [`${path}: planned ${keyOf(planned)}, but is ${keyOf(actual)}`];
}
