/**
 * Plays Terraform's part against the handlers of a provider, without a process: validate, plan, plan anew for a
 * replacement, apply, read; every value goes over the wire's codec and back, and every answer is held to what the core
 * asks.
 */
import { decodeValue, encodeValue } from "../../../src/rehearsal/protocol/codec";
import type { Diagnostic, PathStep, ProviderHandlers, Session } from "../../../src/rehearsal/protocol/handlers";
import { keyOf } from "../../../src/rehearsal/protocol/sets";
import { isObject, isWhollyKnown, objectOf, type Value, type ValueObject } from "../../../src/rehearsal/protocol/value";
import { emptyBlock } from "../../../src/rehearsal/engine/attribute-container";
import type { ResourceSchema } from "../../../src/schemas/provider-schema";
import { impliedType } from "../../../src/schemas/types";
import { planProblems, proposal, resultProblems } from "./core-checks";

const NOTHING = new Uint8Array();

export interface Planned {
  readonly action: "create" | "update" | "replace" | "delete" | "nothing";
  readonly state: ValueObject | null;
  readonly requiresReplace: readonly (readonly PathStep[])[];
}

/** What the provider refused with. */
export class Refused extends Error {
  constructor(
    readonly during: string,
    readonly diagnostics: readonly Diagnostic[],
  ) {
    super(
      `${during}: ${diagnostics.map(({ summary, detail }) => [summary, detail].filter(Boolean).join(" | ")).join("\n")}`,
    );
  }
}

/** What the provider did that Terraform would tolerate of none, or of older providers only. */
export class Inconsistent extends Error {}

export class TerraformCore {
  readonly session: Session = { id: "test" };
  /** Defaults of older providers for arguments that are not computed: the one departure that is theirs by nature. */
  readonly tolerated: string[] = [];

  /** @param legacy Which departures of the older SDK's types are tolerated. @default defaults of arguments that are not computed */
  constructor(
    private readonly provider: ProviderHandlers,
    private readonly legacy = /planned for an argument that is not computed$/,
  ) {}

  async configure(config: Record<string, Value> = {}): Promise<void> {
    const whole = this.wire(
      this.provider.schema.config as ResourceSchema,
      complete(this.provider.schema.config, config),
    );
    stop("configure", await this.provider.configure(this.session, whole));
  }

  schemaOf(type: string): ResourceSchema {
    const schema = this.provider.schema.resources[type];
    if (!schema) throw new Error(`no such type: ${type}`);
    return schema;
  }

  /** @throws Refused, Inconsistent */
  async plan(type: string, config: ValueObject | null, prior: ValueObject | null): Promise<Planned> {
    const schema = this.schemaOf(type);
    if (config === null) {
      const gone = await this.provider.plan(this.session, {
        type,
        prior,
        proposed: null,
        config: null,
        priorPrivate: NOTHING,
      });
      stop("plan", gone.diagnostics);
      return { action: "delete", state: null, requiresReplace: [] };
    }
    stop("validate", this.provider.validateResource(type, config));
    const first = await this.planOnce(type, config, prior);
    const state = first.state as ValueObject;
    if (prior === null) return { action: "create", state, requiresReplace: [] };
    if (first.requiresReplace.length > 0) {
      const anew = await this.planOnce(type, config, null);
      return { action: "replace", state: anew.state, requiresReplace: first.requiresReplace };
    }
    const action = keyOf(this.wire(schema, state)) === keyOf(prior) ? "nothing" : "update";
    return { action, state, requiresReplace: [] };
  }

  /** Plans with what is known now, plans and applies with what is known then. */
  async apply(
    type: string,
    config: ValueObject,
    prior: ValueObject | null,
    early: ValueObject = config,
  ): Promise<ValueObject> {
    const schema = this.schemaOf(type);
    const { action, state: foreseen } = await this.plan(type, early, prior);
    if (action === "nothing" && prior) return prior;
    if (action === "replace") await this.destroy(type, prior as ValueObject);
    const before = action === "replace" ? null : prior;
    const { state: planned } = await this.planOnce(type, config, before);
    consistent(`${type}: the final plan`, resultProblems(foreseen, planned));
    const { state, diagnostics } = await this.provider.apply(this.session, {
      type,
      prior: before,
      planned,
      config,
      plannedPrivate: NOTHING,
    });
    stop("apply", diagnostics);
    const result = this.wire(schema, state as ValueObject);
    if (!isWhollyKnown(result)) throw new Inconsistent(`${type}: something is unknown after apply`);
    consistent(`${type}: the result`, resultProblems(planned, result));
    return result;
  }

  async destroy(type: string, state: ValueObject): Promise<void> {
    const request = { type, prior: state, planned: null, config: null, plannedPrivate: NOTHING };
    const gone = await this.provider.apply(this.session, request);
    stop("destroy", gone.diagnostics);
    if (gone.state !== null) throw new Inconsistent(`${type}: still there after destroy`);
  }

  async read(type: string, state: ValueObject): Promise<ValueObject | null> {
    const answer = await this.provider.read(this.session, type, state);
    stop("read", answer.diagnostics);
    return answer.state && this.wire(this.schemaOf(type), answer.state);
  }

  private async planOnce(
    type: string,
    config: ValueObject,
    prior: ValueObject | null,
  ): Promise<Omit<Planned, "action">> {
    const schema = this.schemaOf(type);
    const proposed = this.wire(schema, proposal(schema, prior, config));
    const answer = await this.provider.plan(this.session, { type, prior, proposed, config, priorPrivate: NOTHING });
    stop("plan", answer.diagnostics);
    if (!answer.planned) throw new Inconsistent(`${type}: planned for absence`);
    const planned = this.wire(schema, answer.planned);
    const problems = planProblems({ container: schema, prior, config, planned });
    const tolerable = schema.legacy ? this.legacy : /^$/;
    this.tolerated.push(...problems.filter((problem) => tolerable.test(problem)));
    consistent(
      `${type}: the plan`,
      problems.filter((problem) => !tolerable.test(problem)),
    );
    return { state: planned, requiresReplace: answer.requiresReplace ?? [] };
  }

  /** A value as the other side of the wire has it. */
  wire(schema: ResourceSchema, value: ValueObject): ValueObject {
    const type = impliedType(schema);
    const decoded = decodeValue(encodeValue(value, type), type);
    if (!isObject(decoded)) throw new Inconsistent("not an object");
    return decoded;
  }
}

/** A configuration as Terraform sends it: null for what is left out, no blocks where none are written. */
export function complete(
  schema: Pick<ResourceSchema, "attributes" | "blocks">,
  given: Readonly<Record<string, Value>>,
): ValueObject {
  const config = objectOf();
  for (const name of Object.keys(schema.attributes)) config[name] = given[name] ?? null;
  for (const [name, { nesting, block }] of Object.entries(schema.blocks)) {
    const one = (value: Value): Value => (isObject(value) ? complete(block, value) : value);
    const value = given[name] ?? emptyBlock(nesting);
    if (Array.isArray(value)) config[name] = value.map(one);
    else if (nesting !== "map" || !isObject(value)) config[name] = one(value);
    else config[name] = objectOf(Object.entries(value).map(([key, item]) => [key, one(item)] as const));
  }
  return config;
}

function stop(during: string, diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Refused(during, errors);
}

function consistent(what: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Inconsistent(`${what} is inconsistent:\n${problems.join("\n")}`);
}
