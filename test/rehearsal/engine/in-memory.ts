/** A world and providers for tests: nothing on disk, behaviours only as given. */
import { awsTexts } from "../../../src/providers/aws/shared/texts";
import type { ProviderHandlers } from "../../../src/rehearsal/protocol/handlers";
import type { Faults } from "../../../src/rehearsal/faults";
import type { ProviderBehaviour, ResourceBehaviour } from "../../../src/rehearsal/engine/behaviour";
import { simulatedProvider } from "../../../src/rehearsal/engine/engine";
import type { ReferenceRule } from "../../../src/rehearsal/engine/references";
import type { ProviderSchemaFile, ResourceSchema } from "../../../src/schemas/provider-schema";
import type { ClusterType } from "../../../src/rehearsal/world/cluster-type";
import { MemoryIndex } from "../../../src/rehearsal/world/memory-index";
import type { World, WorldObject } from "../../../src/rehearsal/world/world";

export class MemoryWorld implements World {
  readonly clusterTypes = new Map<string, ClusterType>();
  private readonly index = new MemoryIndex();
  constructor(readonly seed: string = "a seed") {}
  get(type: string, id: string, realm?: string): WorldObject | undefined {
    return this.index.get(type, id, realm);
  }
  list(type?: string): readonly WorldObject[] {
    return this.index.list(type);
  }
  put(object: WorldObject): void {
    this.index.put(object);
  }
  remove(type: string, id: string, realm: string): void {
    this.index.remove(type, id, realm);
  }
}

export const REALM = "aws:123456789012:eu-west-1";

/** A provider without behaviours, but for those given by type. */
export function bare(name: string, resources: { readonly [type: string]: ResourceBehaviour } = {}): ProviderBehaviour {
  return { name, realm: () => REALM, resource: (type) => resources[type], dataSource: () => undefined };
}

export interface MadeUp {
  readonly world: World;
  readonly provider: ProviderHandlers;
}

export interface MadeUpOptions {
  readonly resources?: { readonly [type: string]: Partial<ResourceSchema> };
  readonly behaviours?: { readonly [type: string]: ResourceBehaviour };
  readonly references?: readonly ReferenceRule[];
  readonly faults?: Faults;
  readonly world?: World;
  readonly provider?: Partial<ProviderBehaviour>;
}

/** A provider of made-up types. */
export function madeUp(options: MadeUpOptions): MadeUp {
  const { world = new MemoryWorld(), references = [], faults } = options;
  const resources = Object.fromEntries(
    Object.entries(options.resources ?? {}).map(([type, schema]) => [
      type,
      { version: 0, attributes: {}, blocks: {}, ...schema },
    ]),
  );
  const schema: ProviderSchemaFile = {
    provider: "test",
    version: "1.0.0",
    config: { attributes: {}, blocks: {} },
    resources,
    dataSources: {},
  };
  const behaviour = {
    ...bare("test", options.behaviours),
    protocol: 6 as const,
    references,
    texts: awsTexts,
    ...options.provider,
  };
  return { world, provider: simulatedProvider({ schema, behaviour, world, faults }) };
}
