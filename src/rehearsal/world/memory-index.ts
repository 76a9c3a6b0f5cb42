/** The objects of a world in memory: by type, realm and id, in the order of creation. */
import type { WorldObject } from "./world";

export class MemoryIndex {
  private readonly all = new Map<string, WorldObject>();
  private readonly byType = new Map<string, Map<string, WorldObject>>();
  /** Objects of one type and id, over all realms. */
  private readonly byId = new Map<string, Map<string, WorldObject>>();

  get size(): number {
    return this.all.size;
  }

  get(type: string, id: string, realm?: string): WorldObject | undefined {
    if (realm !== undefined) return this.all.get(key(type, id, realm));
    return this.byId.get(key(type, id))?.values().next().value;
  }

  list(type?: string): readonly WorldObject[] {
    return [...((type === undefined ? this.all : this.byType.get(type))?.values() ?? [])];
  }

  put(object: WorldObject): void {
    const { type, id, realm } = object;
    const name = key(type, id, realm);
    this.all.set(name, object);
    member(this.byType, type).set(name, object);
    member(this.byId, key(type, id)).set(name, object);
  }

  /** Whether there was such an object. */
  remove(type: string, id: string, realm: string): boolean {
    const name = key(type, id, realm);
    this.byType.get(type)?.delete(name);
    this.byId.get(key(type, id))?.delete(name);
    return this.all.delete(name);
  }
}

const key = (...parts: readonly string[]): string => JSON.stringify(parts);

function member<V>(maps: Map<string, Map<string, V>>, name: string): Map<string, V> {
  let found = maps.get(name);
  if (!found) maps.set(name, (found = new Map()));
  return found;
}
