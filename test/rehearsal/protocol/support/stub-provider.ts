/** The smallest provider that keeps Terraform's rules: what is computed is unknown until apply, everything else is as configured. */
import type {
  ApplyRequest,
  ApplyResponse,
  PlanRequest,
  PlanResponse,
  ProviderHandlers,
  Session,
} from "../../../../src/rehearsal/protocol/handlers";
import {
  BigNumber,
  Dynamic,
  isObject,
  objectOf,
  Unknown,
  UNKNOWN,
  type Value,
  type ValueObject,
} from "../../../../src/rehearsal/protocol/value";
import { fromJson } from "../../../../src/rehearsal/protocol/codec";
import type { AttributeSchema, BlockSchema, ProviderSchemaFile } from "../../../../src/schemas/provider-schema";
import { impliedType } from "../../../../src/schemas/types";

export class StubProvider implements ProviderHandlers {
  /** What it was asked, in order: the method and the type. */
  public readonly calls: string[] = [];
  /** Every configuration that was planned. */
  public readonly configs: ValueObject[] = [];
  /** Every object that was created, with the host of the provider configuration that created it. */
  public readonly created: { host: Value; state: ValueObject }[] = [];
  private made = 0;

  constructor(
    public readonly schema: ProviderSchemaFile,
    public readonly protocol: 5 | 6,
  ) {}

  public get name(): string {
    return this.schema.provider;
  }

  public validateProvider(): readonly [] {
    return [];
  }

  public async configure(session: Session, config: ValueObject): Promise<readonly []> {
    session.config = config;
    return [];
  }

  public validateResource(type: string): readonly [] {
    this.calls.push(`validate ${type}`);
    return [];
  }

  public validateDataSource(): readonly [] {
    return [];
  }

  public upgradeState(type: string, _version: number, state: unknown): { state: ValueObject | null; diagnostics: [] } {
    const block = this.schema.resources[type] as BlockSchema;
    return { state: fromJson(state, impliedType(block)) as ValueObject | null, diagnostics: [] };
  }

  public async plan(_session: Session, { type, prior, proposed, config }: PlanRequest): Promise<PlanResponse> {
    this.calls.push(`plan ${type}`);
    if (proposed === null) return { planned: null, diagnostics: [] };
    if (config) this.configs.push(config);
    const block = this.schema.resources[type] as BlockSchema;
    return { planned: prior === null ? markUnknown(proposed, block) : proposed, diagnostics: [] };
  }

  public async apply(session: Session, { type, planned, prior }: ApplyRequest): Promise<ApplyResponse> {
    this.calls.push(`${planned === null ? "delete" : prior === null ? "create" : "update"} ${type}`);
    const block = this.schema.resources[type] as BlockSchema;
    const state = planned && this.settle(planned, block);
    if (state && prior === null) this.created.push({ host: session.config?.["host"] ?? null, state });
    return { state, diagnostics: [] };
  }

  public async read(_session: Session, _type: string, current: ValueObject): Promise<ApplyResponse> {
    return { state: current, diagnostics: [] };
  }

  public async importState(_session: Session, type: string, id: string) {
    return { imported: [{ type, state: objectOf([["id", id]]) }], diagnostics: [] };
  }

  public moveState(_session: Session, _source: string, target: string, state: unknown) {
    return this.upgradeState(target, 0, state);
  }

  public async readDataSource(_session: Session, type: string, config: ValueObject) {
    return {
      state: this.settle(
        markUnknown(config, this.schema.dataSources[type] as BlockSchema),
        this.schema.dataSources[type] as BlockSchema,
      ),
      diagnostics: [],
    };
  }

  private settle(value: ValueObject, block: BlockSchema): ValueObject {
    const made = (attribute: AttributeSchema): Value => {
      if (attribute.type === "string") return `made-${++this.made}`;
      if (attribute.type === "number") return ++this.made;
      if (attribute.type === "bool") return false;
      return null;
    };
    return walk(value, block, (each, attribute) => (each instanceof Unknown ? made(attribute) : each));
  }
}

function markUnknown(value: ValueObject, block: BlockSchema): ValueObject {
  return walk(value, block, (each, attribute) => (each === null && attribute.computed ? UNKNOWN : each));
}

type Change = (value: Value, attribute: AttributeSchema) => Value;

function walk(value: ValueObject, block: BlockSchema, change: Change): ValueObject {
  const result = objectOf();
  for (const [name, attribute] of Object.entries(block.attributes))
    result[name] = change(value[name] ?? null, attribute);
  for (const [name, { block: inner }] of Object.entries(block.blocks)) {
    const each = value[name] ?? null;
    if (Array.isArray(each))
      result[name] = each.map((element) => (isObject(element) ? walk(element, inner, change) : element));
    else result[name] = isObject(each) ? walk(each, inner, change) : each;
  }
  return result;
}

/** Every unknown value in a value that carries refinements. */
export function refined(value: Value): Unknown[] {
  if (value instanceof Unknown) return value.refinements ? [value] : [];
  if (value === null || typeof value !== "object" || value instanceof BigNumber) return [];
  if (value instanceof Dynamic) return refined(value.value);
  return Object.values(value as ValueObject).flatMap(refined);
}
