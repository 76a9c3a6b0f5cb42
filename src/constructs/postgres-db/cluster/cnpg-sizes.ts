/** What a node of each abstract size has, and what PostgreSQL makes of it. */
import type { DatabaseSize } from "../../../catalog/postgres";

export interface NodeSize {
  /** Of CPU; asked for, not limited. */
  readonly cpu: string;
  /** MiB; asked for, and no more allowed: a server that the kernel ends for memory recovers from its log. */
  readonly memory: number;
  readonly connections: number;
}

export const NODE_SIZES: Readonly<Record<DatabaseSize, NodeSize>> = {
  small: { cpu: "250m", memory: 1024, connections: 100 },
  medium: { cpu: "1", memory: 4096, connections: 200 },
  large: { cpu: "4", memory: 16_384, connections: 400 },
};

/** What a lost standby may hold back of the log, in percent of its volume: the rest is for what is written meanwhile. */
const HELD_BACK_PERCENT = 40;
const MIB_PER_GIB = 1024;

/**
 * A quarter of the memory for shared buffers, three quarters taken to be the file system's cache beside it (postgresql.org/docs,
 * "Resource Consumption", shared_buffers), a sixteenth for upkeep.
 */
export function sizedParameters(size: DatabaseSize, walStorage: number): Readonly<Record<string, string>> {
  const { memory, connections } = NODE_SIZES[size];
  return {
    max_connections: String(connections),
    shared_buffers: `${memory / 4}MB`,
    effective_cache_size: `${(memory * 3) / 4}MB`,
    maintenance_work_mem: `${memory / 16}MB`,
    // A standby that is away holds the log back: it is made anew before the volume is full and the server stops.
    max_slot_wal_keep_size: `${Math.floor((walStorage * MIB_PER_GIB * HELD_BACK_PERCENT) / 100)}MB`,
  };
}
