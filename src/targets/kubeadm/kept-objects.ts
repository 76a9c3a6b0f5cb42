/**
 * Where no cloud is, what outlives its pods (backups, logs) needs a store of objects in the cluster. A file that names none for it gets one for
 * all of it, so that it moves from a cloud as it is.
 */
import type { Addition } from "../../model/target-facts";

/** The name of that store; an entry of the file that is called so is taken for it. */
export const KEPT_STORE = "platform";

type Written = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Written =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What of the sections is added for it; nothing of what they say themselves is another. */
export function keptObjects(written: Written): Addition {
  const databases = keptDatabases(written["databases"]);
  const observability = keptLogs(written["observability"]);
  const velero = keptBackups(written["velero"]);
  const needed = databases !== undefined || observability !== undefined || velero !== undefined;
  const stores = needed ? withStore(written["objectStorage"]) : undefined;
  const served = stores ?? written["objectStorage"];
  return {
    ...(databases ? { databases } : {}),
    ...(observability ? { observability } : {}),
    ...(velero ? { velero } : {}),
    ...(stores ? { objectStorage: stores } : {}),
    // Only servers of the cluster hold stores there.
    ...(Array.isArray(served) && served.length > 0 && written["objectServers"] === undefined
      ? { objectServers: {} }
      : {}),
  };
}

function keptDatabases(databases: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(databases)) return undefined;
  const lacks = (entry: unknown): entry is Written =>
    isMap(entry) &&
    entry["runs"] !== "managed" &&
    (entry["inCluster"] === undefined || (isMap(entry["inCluster"]) && entry["inCluster"]["store"] === undefined));
  if (!databases.some(lacks)) return undefined;
  return databases.map((entry: unknown) =>
    lacks(entry)
      ? { ...entry, inCluster: { ...(entry["inCluster"] as object | undefined), store: KEPT_STORE } }
      : entry,
  );
}

function keptLogs(observability: unknown): Written | undefined {
  if (!isMap(observability)) return undefined;
  const { logs } = observability;
  return isMap(logs) && logs["store"] === undefined
    ? { ...observability, logs: { ...logs, store: KEPT_STORE } }
    : undefined;
}

function keptBackups(velero: unknown): Written | undefined {
  return isMap(velero) && velero["store"] === undefined ? { ...velero, store: KEPT_STORE } : undefined;
}

/** Undefined where it is there, or what is there is no list. */
function withStore(stores: unknown = []): readonly unknown[] | undefined {
  if (!Array.isArray(stores) || stores.some((store) => isMap(store) && store["name"] === KEPT_STORE)) return undefined;
  return [...(stores as readonly unknown[]), { name: KEPT_STORE }];
}
