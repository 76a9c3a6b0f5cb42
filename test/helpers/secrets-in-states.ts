/**
 * What of secrets a deployment leaves in its states, as its stacks tell: what the providers' schemas call sensitive and a resource has, and whatever
 * is made from it, through outputs of one stack into the next.
 */
import { loadSchema } from "../../src/schemas/load";
import { sensitiveArguments } from "../../src/schemas/sensitive";
import type { AttributeSchema, BlockSchema, ProviderSchemaFile } from "../../src/schemas/provider-schema";

type Tree = Readonly<Record<string, unknown>>;
type Named = Readonly<Record<string, Tree>>;

export interface StackJson {
  readonly name: string;
  readonly json: Readonly<Record<string, unknown>>;
}

export interface HeldSecret {
  readonly stack: string;
  /** A type of resource or data source, or the name of an output: of the stack's own, or of one that it reads. */
  readonly holder: string;
}

const WRITTEN_BY = /^data\.terraform_remote_state\.([\w-]+)\.outputs(?:\.([\w-]+)|\["([^"]+)"\])(.*)$/;
/** What is uploaded or asked in passing is in no state. */
const IN_PASSING = new Set(["provisioner", "connection", "lifecycle", "depends_on", "for_each", "count"]);

/** @param stacks of one environment, each behind those that it reads */
export function secretsInStates(stacks: readonly StackJson[]): readonly HeldSecret[] {
  const known = new Map<string, Stack>();
  for (const stack of stacks) known.set(stack.name, new Stack(stack, known));
  return [...known.values()].flatMap((stack) => stack.held());
}

class Stack {
  private readonly json: Readonly<Record<string, unknown>>;
  private readonly name: string;

  constructor(
    { name, json }: StackJson,
    private readonly others: ReadonlyMap<string, Stack>,
  ) {
    this.name = name;
    this.json = json;
  }

  held(): readonly HeldSecret[] {
    const found = new Set<string>();
    for (const kind of ["resource", "data"]) {
      for (const [type, named] of Object.entries((this.json[kind] ?? {}) as Readonly<Record<string, Named>>)) {
        if (type === "terraform_remote_state") continue;
        for (const attributes of Object.values(named)) {
          if (hasSensitive(kind, type, attributes) || this.isMadeOfSecrets(type, attributes)) found.add(type);
        }
      }
    }
    for (const [output, { sensitive }] of Object.entries((this.json["output"] ?? {}) as Named)) {
      if (sensitive === true || this.isSecret(this.outputs[output]?.["value"])) found.add(output);
    }
    for (const output of this.read()) found.add(output);
    return [...found].sort().map((holder) => ({ stack: this.name, holder }));
  }

  private get outputs(): Named {
    return (this.json["output"] ?? {}) as Named;
  }

  /** Terraform copies all that the other state publishes, whatever is used of it. */
  private read(): readonly string[] {
    return this.sources().flatMap(([, other]) =>
      Object.entries(other.outputs).flatMap(([output, { sensitive }]) => (sensitive === true ? [output] : [])),
    );
  }

  /** By the name of the data source, which is that of a tier. */
  private sources(): readonly (readonly [string, Stack])[] {
    const data = (this.json["data"] ?? {}) as Readonly<Record<string, Named>>;
    return Object.keys(data["terraform_remote_state"] ?? {}).flatMap((source) => {
      const environment = this.name.slice(0, this.name.lastIndexOf("-"));
      const other = this.others.get(`${environment}-${source.replace(/-outputs$/, "")}`);
      return other ? [[source, other] as const] : [];
    });
  }

  private isMadeOfSecrets(type: string, attributes: Tree): boolean {
    const writeOnly = writeOnlyOf(type);
    return Object.entries(attributes).some(
      ([key, value]) => !IN_PASSING.has(key) && !writeOnly.has(key) && this.isSecret(value),
    );
  }

  /** Whether an expression is made of anything secret. */
  isSecret(value: unknown): boolean {
    if (typeof value !== "string") {
      return typeof value === "object" && value !== null && Object.values(value).some((one) => this.isSecret(one));
    }
    return referencesIn(value).some((reference) => this.isSecretReference(reference));
  }

  private isSecretReference(reference: string): boolean {
    const [, source, plain, quoted, rest = ""] = WRITTEN_BY.exec(reference) ?? [];
    if (source !== undefined) {
      const other = this.sources().find(([name]) => name === source)?.[1];
      return other?.isSecretOutput(plain ?? quoted ?? "", keysOf(rest)) ?? false;
    }
    const [kind = "", name = "", attribute = ""] = reference.split(".");
    if (kind === "local") return this.isSecret(((this.json["locals"] ?? {}) as Tree)[name]);
    return sensitiveOf(kind).has(attribute);
  }

  private isSecretOutput(output: string, keys: readonly string[]): boolean {
    let value: unknown = this.outputs[output]?.["value"];
    for (const key of keys) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) break;
      value = (value as Tree)[key];
    }
    return this.isSecret(value);
  }
}

/** `a.b["c"].d` and the like, from whatever stands between `${` and `}`. */
function referencesIn(text: string): readonly string[] {
  const inside = [...text.matchAll(/\$\{([^]*?)\}(?=[^}]|$)/g)].map((match) => match[1] ?? "").join("\n");
  return [...inside.matchAll(/(?:data\.)?[a-z][a-z0-9_]*(?:\.[\w-]+|\["[^"]+"\]|\[\d+\])+/g)].map((match) => match[0]);
}

const keysOf = (rest: string): readonly string[] =>
  [...rest.matchAll(/\.([\w-]+)|\["([^"]+)"\]/g)].map((match) => match[1] ?? match[2] ?? "");

const schemas = new Map<string, ProviderSchemaFile>();
/** The block of a type; of Terraform's own ones there is none. */
function blockOf(kind: string, type: string): BlockSchema | undefined {
  const [provider = ""] = type.split("_");
  if (provider === "terraform") return undefined;
  let schema = schemas.get(provider);
  if (!schema) schemas.set(provider, (schema = loadSchema(provider)));
  return (kind === "data" ? schema.dataSources : schema.resources)[type];
}

/** Whether any sensitive attribute comes to a value: the provider's own, or one that is written. */
function hasSensitive(kind: string, type: string, attributes: Tree): boolean {
  const block = blockOf(kind, type);
  if (!block) return false;
  if (kind === "resource" || hasValue(block, attributes)) return hasValue(block, attributes);
  // Of lists that a data source computes, its schema does not tell what is sensitive within: that of the resource does.
  const [provider = ""] = type.split("_");
  return (sensitiveArguments(provider).resources[type] ?? []).some((path) => {
    const [first = "", ...rest] = path.split(".");
    return rest.length > 0 && JSON.stringify(block.attributes[first]?.type ?? "").includes(`"${rest.at(-1)}":`);
  });
}

function hasValue({ attributes, blocks = {} }: BlockSchema, written: Tree): boolean {
  const own = Object.entries(attributes).some(([name, schema]) => isHeld(schema, written[name]));
  const isWithin = ([name, { block }]: (typeof entries)[number]): boolean =>
    asList(written[name]).some((one) => hasValue(block, one));
  const entries = Object.entries(blocks);
  return own || entries.some(isWithin);
}

function isHeld({ sensitive, writeOnly, computed, nested }: AttributeSchema, value: unknown): boolean {
  if (writeOnly) return false;
  if (sensitive) return computed === true || value !== undefined;
  return (
    nested !== undefined && asList(value).some((one) => hasValue({ attributes: nested.attributes, blocks: {} }, one))
  );
}

function asList(value: unknown): readonly Tree[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is Tree => typeof one === "object" && one !== null);
}

const named = (type: string, is: (schema: AttributeSchema) => boolean | undefined): ReadonlySet<string> => {
  const found = ["resource", "data"].flatMap((kind) =>
    type.includes("_") && /^(aws|azurerm|kubernetes|helm|random|tls)_/.test(type)
      ? Object.entries(blockOf(kind, type)?.attributes ?? {})
      : [],
  );
  return new Set(found.flatMap(([name, schema]) => (is(schema) ? [name] : [])));
};
const sensitiveOf = (type: string): ReadonlySet<string> => named(type, ({ sensitive }) => sensitive);
const writeOnlyOf = (type: string): ReadonlySet<string> => named(type, ({ writeOnly }) => writeOnly);
