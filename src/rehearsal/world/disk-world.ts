/** The simulated world in a folder: a journal on disk, an index in memory. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { isObject, objectOf, type Value, type ValueObject } from "../protocol/value";
import type { ClusterType } from "./cluster-type";
import { damaged, Journal, readJournal } from "./journal";
import { lock } from "./lock";
import { MemoryIndex } from "./memory-index";
import { fromStoredObject, toStored, type Json } from "./stored-value";
import type { World, WorldObject } from "./world";

const JOURNAL = "world.jsonl";
const LOCK = "world.lock";
/** The form of the journal; raised when an older program could not read a newer journal. */
const FORM = 1;
/** One seed for every world that names none: two rehearsals of one environment agree, wherever they run. */
const DEFAULT_SEED = "jangada";

export interface DiskWorldOptions {
  /** What computed values derive from, for a new world; an existing one keeps its own. @default "jangada" */
  readonly seed?: string;
  /** Whether it need not outlive a machine that stops. @default false */
  readonly passing?: boolean;
}

export class DiskWorld implements World {
  readonly clusterTypes = new Map<string, ClusterType>();

  private constructor(
    readonly seed: string,
    readonly folder: string,
    private readonly index: MemoryIndex,
    private readonly journal: Journal,
    private readonly unlock: () => void,
  ) {}

  /**
   * Opens the world in a folder; makes both if they are not there. The journal is compacted on the way.
   * @throws JangadaError WORLD_IN_USE, WORLD_DAMAGED
   */
  static open(folder: string, options: DiskWorldOptions = {}): DiskWorld {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const unlock = lock(resolve(folder, LOCK));
    try {
      const { seed, index } = load(folder, options.seed);
      const lines = [{ world: FORM, seed }, ...index.list().map((object) => ({ put: store(object) }))];
      const journal = Journal.rewrite(join(folder, JOURNAL), lines, options);
      return new DiskWorld(seed, resolve(folder), index, journal, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** What exists in the world of a folder, whoever has it open. Nothing is written. */
  static peek(folder: string): readonly WorldObject[] {
    return load(folder).index.list();
  }

  get(type: string, id: string, realm?: string): WorldObject | undefined {
    return this.index.get(type, id, realm);
  }

  list(type?: string): readonly WorldObject[] {
    return this.index.list(type);
  }

  /** The attributes are copied, and the copy is frozen: what exists changes by `put` alone. */
  put(object: WorldObject): void {
    this.journal.append({ put: store(object) });
    this.index.put(Object.freeze({ ...object, attributes: frozen(object.attributes) as ValueObject }));
  }

  remove(type: string, id: string, realm: string): void {
    if (!this.index.get(type, id, realm)) return;
    this.journal.append({ remove: { type, id, realm } });
    this.index.remove(type, id, realm);
  }

  /** Lets others open it. Nothing is lost if this is never called. */
  close(): void {
    this.journal.close();
    this.unlock();
  }
}

function load(folder: string, seed: string = DEFAULT_SEED): { seed: string; index: MemoryIndex } {
  const path = join(folder, JOURNAL);
  const index = new MemoryIndex();
  readJournal(path).forEach((line, number) => {
    try {
      const read = line as {
        world?: number;
        seed?: string;
        put?: Json;
        remove?: Record<"type" | "id" | "realm", string>;
      };
      if (read.put) index.put(restore(read.put));
      else if (read.remove) index.remove(read.remove.type, read.remove.id, read.remove.realm);
      else if (read.world === FORM && typeof read.seed === "string") seed = read.seed;
      else throw new TypeError("unknown record");
    } catch (cause) {
      throw damaged(path, number + 1, cause);
    }
  });
  return { seed, index };
}

const store = (object: WorldObject): Json => ({ ...object, attributes: toStored(object.attributes) });

function restore(json: Json): WorldObject {
  const { type, id, realm, createdAt, attributes } = json as Record<string, Json>;
  for (const text of [type, id, realm, createdAt]) if (typeof text !== "string") throw new TypeError("not an object");
  return Object.freeze({
    type: type as string,
    id: id as string,
    realm: realm as string,
    createdAt: createdAt as string,
    attributes: frozen(fromStoredObject(attributes ?? null)) as ValueObject,
  });
}

function frozen(value: Value): Value {
  if (Array.isArray(value)) return Object.freeze(value.map(frozen)) as Value[];
  if (!isObject(value)) return value;
  return Object.freeze(objectOf(Object.entries(value).map(([name, item]) => [name, frozen(item)] as const)));
}
