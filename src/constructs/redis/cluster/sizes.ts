/** What a node of each size asks for and may use, and how much of it holds keys. */
import type { CacheSize } from "../../../catalog/valkey";
import type { CacheSection } from "../section";

interface NodeSize {
  readonly cpu: string;
  /** Asked for and allowed, MiB: both are the same, or a full node would be the first to be ended. */
  readonly memory: number;
  /** GiB of a queue's volume where the file says nothing. */
  readonly storage: number;
}

export const NODE_SIZES: Readonly<Record<CacheSize, NodeSize>> = {
  small: { cpu: "100m", memory: 512, storage: 5 },
  medium: { cpu: "500m", memory: 2048, storage: 10 },
  large: { cpu: "1", memory: 8192, storage: 40 },
};

/**
 * Percent of a node's memory that keys may take. The rest is for connections, the backlog of copies and fragments, for
 * which clouds keep a quarter free. A queue rewrites its log from a fork, which shares no page that is written
 * to meanwhile (valkey.io/topics/persistence, "Log rewriting"): at worst as much again.
 */
const PERCENT: Readonly<Record<CacheSection["use"], number>> = { cache: 75, queue: 50 };

/** Bytes. */
export const maxMemory = (size: CacheSize, use: CacheSection["use"]): number =>
  Math.floor((NODE_SIZES[size].memory * 1024 * 1024 * PERCENT[use]) / 100);

/** The old log and the new one stand beside each other while it is rewritten, and copies are sent from a file: GiB at least. */
export const leastStorage = (size: CacheSize): number => Math.max(1, (NODE_SIZES[size].memory * 2) / 1024);
