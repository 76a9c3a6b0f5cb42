/** Keeps a second process from opening a world that is open: each would overwrite what the other was told. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { JangadaError } from "../../errors";

/** The lock files that this very process holds; the number of a lost process may come again as ours. */
const ownLocks = new Set<string>();

/**
 * Takes the lock, also from a process that is gone. Returns what gives it back.
 * @throws JangadaError WORLD_IN_USE when a living process holds it.
 */
export function lock(path: string): () => void {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx", mode: 0o600 });
      ownLocks.add(path);
      return () => {
        if (ownLocks.delete(path)) rmSync(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readHolder(path);
    if (holder !== undefined && isAlive(holder, path)) throw inUse(path, holder);
    rmSync(path, { force: true });
  }
}

function readHolder(path: string): number | undefined {
  try {
    const id = Number(readFileSync(path, "utf8"));
    return Number.isSafeInteger(id) && id > 0 ? id : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(id: number, path: string): boolean {
  if (id === process.pid) return ownLocks.has(path);
  try {
    process.kill(id, 0);
    return !isZombie(id);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Dead, but nobody has asked for its exit status yet: a signal still finds it. Linux tells; elsewhere it counts as alive. */
function isZombie(id: number): boolean {
  try {
    // `<pid> (<name>) <state> …`; the name may hold anything, closing brackets too.
    const status = readFileSync(`/proc/${id}/stat`, "utf8");
    return status.slice(status.lastIndexOf(")") + 2, status.lastIndexOf(")") + 3) === "Z";
  } catch {
    return false;
  }
}

const inUse = (path: string, holder: number): JangadaError =>
  new JangadaError({
    code: "WORLD_IN_USE",
    message: `Process ${holder} has this simulated world open.`,
    place: { file: path },
    remedy: "Stop that process (`jangada cloud stop`), or use another folder.",
  });
