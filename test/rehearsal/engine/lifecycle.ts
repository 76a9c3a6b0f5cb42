/** The one property that every resource type has: what is configured plans, applies, reads, and plans again empty. */
import fc from "fast-check";
import type { ProviderHandlers } from "../../../src/rehearsal/protocol/handlers";
import { keyOf } from "../../../src/rehearsal/protocol/sets";
import { isObject, objectOf, UNKNOWN, type Value, type ValueObject } from "../../../src/rehearsal/protocol/value";
import type { ResourceSchema } from "../../../src/schemas/provider-schema";
import { arbitraryConfig, type ArbitraryConfigOptions } from "./arbitrary-config";
import { Inconsistent, Refused, TerraformCore } from "./terraform-core";

export interface LifecycleOptions extends ArbitraryConfigOptions {
  /** A provider for each run, with a world of its own in which everything exists that the configurations refer to. */
  readonly provider: () => ProviderHandlers;
  /** What the provider block says. @default nothing */
  readonly config?: Readonly<Record<string, Value>>;
  /** What a behaviour refuses beyond the facts: a configuration that it says this of is no valid one. @default nothing */
  readonly refusals?: RegExp;
  /** Its objects live in the state alone: a refresh finds them even when they are destroyed. @default false */
  readonly stateOnly?: boolean;
  /** How many random configurations are tried. @default 10 */
  readonly runs?: number;
}

/**
 * Creates the resource by one random configuration (some of it unknown until apply), changes it to another, and destroys
 * it; after each step a refresh changes nothing and a second plan is empty.
 * @throws the first counterexample, by fast-check
 */
export async function holdsThroughLife(type: string, options: LifecycleOptions): Promise<void> {
  const schema = options.provider().schema.resources[type] as ResourceSchema;
  const config = arbitraryConfig(schema, options);
  const holes = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(config, config, holes, async (first, second, late) => {
      try {
        await live(type, first, second, late, options);
      } catch (thrown) {
        if (thrown instanceof Refused && options.refusals?.test(thrown.message)) fc.pre(false);
        throw thrown;
      }
    }),
    { numRuns: options.runs ?? 10 },
  );
}

async function live(
  type: string,
  first: ValueObject,
  second: ValueObject,
  late: readonly boolean[],
  options: LifecycleOptions,
): Promise<void> {
  const core = new TerraformCore(options.provider());
  await core.configure(options.config);
  const created = await step(core, type, first, null, late);
  const changed = await step(core, type, second, created, late);
  await core.destroy(type, changed);
  const left = options.stateOnly ? null : await core.read(type, changed);
  if (left !== null) throw new Inconsistent(`${type}: a refresh finds it after it was destroyed`);
}

async function step(
  core: TerraformCore,
  type: string,
  config: ValueObject,
  prior: ValueObject | null,
  late: readonly boolean[],
): Promise<ValueObject> {
  const early = core.wire(core.schemaOf(type), withHoles(core.schemaOf(type), config, late));
  const state = await core.apply(type, config, prior, early);
  const read = await core.read(type, state);
  if (read === null || keyOf(read) !== keyOf(state))
    throw new Inconsistent(`${type}: a refresh changes what was applied`);
  const again = await core.plan(type, config, read);
  if (again.action !== "nothing") throw new Inconsistent(`${type}: the second plan says ${again.action}`);
  return read;
}

/** Some of what is configured comes from other resources, and is not known when the first plan is made. */
function withHoles(schema: ResourceSchema, config: ValueObject, late: readonly boolean[]): ValueObject {
  let count = 0;
  const hole = (value: Value): Value => {
    if (isObject(value)) return objectOf(Object.entries(value).map(([name, item]) => [name, hole(item)] as const));
    if (Array.isArray(value)) return value.map(hole);
    return value !== null && late[count++ % late.length] ? UNKNOWN : value;
  };
  return objectOf(
    Object.entries(config).map(([name, value]) => {
      // A nested attribute of the framework is known as a whole: its objects are written out.
      const plain = name in schema.blocks || schema.attributes[name]?.nested;
      return [name, plain || late[count % late.length] ? hole(value) : value] as const;
    }),
  );
}
