/** A world in memory, and simulated providers over it, played by a stand-in for Terraform's core. */
import { isObject, objectOf, type Value, type ValueObject } from "../../../src/rehearsal/protocol/value";
import { helmBehaviour } from "../../../src/providers/helm";
import { handMadeCluster } from "../../../src/providers/simulated-cluster/clusters";
import { kubernetesBehaviour } from "../../../src/providers/kubernetes";
import { randomBehaviour } from "../../../src/providers/random";
import { tlsBehaviour } from "../../../src/providers/tls";
import type { ProviderHandlers } from "../../../src/rehearsal/protocol/handlers";
import { simulatedProvider } from "../../../src/rehearsal/engine/engine";
import { loadSchema } from "../../../src/schemas/load";
import type { World } from "../../../src/rehearsal/world/world";
import { MemoryWorld } from "../../rehearsal/engine/in-memory";
import { complete, Refused, TerraformCore } from "../../rehearsal/engine/terraform-core";

const BEHAVIOURS = { tls: tlsBehaviour, random: randomBehaviour, kubernetes: kubernetesBehaviour, helm: helmBehaviour };
export type ProviderName = keyof typeof BEHAVIOURS;

export const ENDPOINT = "https://CLUSTER.example.com";
export const REALM = "cluster:https://cluster.example.com";
const TOKEN = "a-token";

type Given = { readonly [name: string]: unknown };

/** Plain JavaScript values as Terraform's. */
export function value(plain: unknown): Value {
  if (Array.isArray(plain)) return plain.map(value);
  if (typeof plain !== "object" || plain === null || isLeaf(plain)) return plain as Value;
  return objectOf(Object.entries(plain).map(([name, item]) => [name, value(item)] as const));
}

const isLeaf = (plain: object): boolean => !isPlain(plain) && !isObject(plain as Value);
const isPlain = (plain: object): boolean => Object.getPrototypeOf(plain) === Object.prototype;

/** A world with one cluster that nobody's provider made. */
export function worldWithCluster(world: World = new MemoryWorld()): World {
  // The provider kubernetes announces the type, which not every world here has.
  world.clusterTypes.set(handMadeCluster.type, handMadeCluster);
  const attributes = value({ endpoint: ENDPOINT, version: "1.34" }) as ValueObject;
  world.put({ type: "simulated_cluster", id: "test", realm: "here", attributes, createdAt: "2026-01-01T00:00:00Z" });
  return world;
}

export class Simulated {
  readonly handlers: ProviderHandlers;
  readonly core: TerraformCore;

  constructor(
    readonly name: ProviderName,
    readonly world: World = worldWithCluster(),
  ) {
    this.handlers = simulatedProvider({
      schema: loadSchema(name),
      behaviour: BEHAVIOURS[name],
      world,
    });
    this.core = new TerraformCore(this.handlers);
  }

  /** Configured for the cluster of the world, where the provider has one. */
  static async open(name: ProviderName, world?: World): Promise<Simulated> {
    const simulated = new Simulated(name, world);
    const cluster = { host: ENDPOINT, token: TOKEN };
    await simulated.configure(name === "helm" ? { kubernetes: cluster } : name === "kubernetes" ? cluster : {});
    return simulated;
  }

  async configure(config: Given): Promise<void> {
    const { attributes } = this.handlers.schema.config;
    const whole = Object.entries(config).map(([name, item]) => {
      const nested = attributes[name]?.nested;
      return [
        name,
        nested ? complete({ attributes: nested.attributes, blocks: {} }, value(item) as ValueObject) : value(item),
      ];
    });
    await this.core.configure(Object.fromEntries(whole) as Record<string, Value>);
  }

  config(type: string, given: Given): ValueObject {
    return complete(this.core.schemaOf(type), value(given) as ValueObject);
  }

  apply(type: string, given: Given, prior: ValueObject | null = null): Promise<ValueObject> {
    return this.core.apply(type, this.config(type, given), prior);
  }

  plan(type: string, given: Given, prior: ValueObject | null = null) {
    return this.core.plan(type, this.config(type, given), prior);
  }

  /** The words of the refusal. */
  async refusal(work: Promise<unknown>): Promise<string> {
    try {
      await work;
    } catch (error) {
      if (error instanceof Refused) return error.message;
      throw error;
    }
    throw new Error("it was not refused");
  }

  async data(type: string, given: Given): Promise<ValueObject> {
    const schema = this.handlers.schema.dataSources[type];
    if (!schema) throw new Error(`no such data source: ${type}`);
    const config = complete(schema, value(given) as ValueObject);
    const { state, diagnostics } = await this.handlers.readDataSource(this.core.session, type, config);
    if (diagnostics.length > 0) throw new Refused("data", diagnostics);
    return state as ValueObject;
  }

  async imported(type: string, id: string): Promise<ValueObject> {
    const { imported, diagnostics } = await this.handlers.importState(this.core.session, type, id);
    if (diagnostics.length > 0) throw new Refused("import", diagnostics);
    return imported[0]?.state as ValueObject;
  }
}

/** The value at a dotted path; a number is a place in a list. */
export function at(state: Value | null, path: string): Value | undefined {
  let found: Value | undefined = state ?? undefined;
  for (const step of path.split(".")) {
    found = Array.isArray(found) ? found[Number(step)] : isObject(found) ? found[step] : undefined;
  }
  return found;
}

export const textAt = (state: Value | null, path: string): string => {
  const found = at(state, path);
  if (typeof found !== "string") throw new Error(`no text at ${path}: ${JSON.stringify(found)}`);
  return found;
};
