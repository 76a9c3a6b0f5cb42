/** sentinel.conf: what every Sentinel has alike. Whom it watches, and who the others are, its start script adds. */
import { DATA_PATH, tlsLines } from "./server-config";
import { SENTINEL_PORT, WATCHED } from "./names";

/** Milliseconds of silence after which a Sentinel takes a node for gone: longer than a short stop of its host. */
export const DOWN_AFTER_MS = 5000;
/** Milliseconds after which a fail-over that does not get on is tried again. */
const FAILOVER_TIMEOUT_MS = 30_000;

/** Read before the node is named that is watched. */
export const sentinelConfig = (): string =>
  [
    ...tlsLines(SENTINEL_PORT),
    `dir ${DATA_PATH}`,
    // Pods get another address with every start; their names stay.
    "sentinel resolve-hostnames yes",
    "sentinel announce-hostnames yes",
    "sentinel sentinel-user default",
    "",
  ].join("\n");

/** Read after it. */
export const watchConfig = (): string =>
  [
    `sentinel down-after-milliseconds ${WATCHED} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${WATCHED} ${FAILOVER_TIMEOUT_MS}`,
    // One copy after the other follows the new node: the others answer reads meanwhile.
    `sentinel parallel-syncs ${WATCHED} 1`,
    `sentinel auth-user ${WATCHED} sentinel`,
    "",
  ].join("\n");
