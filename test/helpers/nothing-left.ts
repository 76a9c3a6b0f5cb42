/** What a test file leaves behind: processes over its temporary folder, and what keeps Jest's process from ending. */
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds in which processes that were told to end must have ended, also on a busy machine. */
export const END_TIMEOUT_MS = 20_000;
const POLL_INTERVAL_MS = 20;

/** Number of the resources of each type that keep a process from ending: sockets, servers, children, timers. */
export type Resources = ReadonlyMap<string, number>;

export function resources(): Resources {
  const counts = new Map<string, number>();
  for (const type of process.getActiveResourcesInfo()) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

/**
 * Node opens each standard stream when it is first asked for, once per process: the file that happens to be the first to ask in
 * its worker has left nothing behind by it.
 */
export function openStandardStreams(): void {
  for (const stream of [process.stdin, process.stdout, process.stderr]) void stream.isTTY;
}

export interface Leftover {
  readonly pid?: number;
  readonly what: string;
}

/** Other processes that this one started, that work in a folder, or that were given something in there. None where there is no /proc. */
export function processesOver(folder: string): readonly (Leftover & { readonly pid: number })[] {
  if (!fs.existsSync("/proc/self/cwd")) return [];
  const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.flatMap((name) => {
    try {
      const read = (file: string): string => fs.readFileSync(path.join("/proc", name, file), "utf8");
      const command = read("cmdline").replaceAll("\0", " ").trim();
      // Of one that has ended, and whose parent has not asked after it, nothing but its number is left.
      if (command === "") return [];
      // `<pid> (<name>) <state> <parent> …`: the name may hold anything (proc(5)).
      const parent = Number(read("stat").split(") ").at(-1)?.split(" ")[1]);
      const inside = (text: string): boolean => `${text}/`.includes(`${folder}/`);
      const isOurs =
        parent === process.pid || inside(command) || inside(fs.readlinkSync(path.join("/proc", name, "cwd")));
      return isOurs ? [{ pid: Number(name), what: `process ${name} (${command.slice(0, 200)})` }] : [];
    } catch {
      // It has ended meanwhile, or is another user's.
      return [];
    }
  });
}

/** Processes over a folder, and resources beyond those of `before`, that are still there when `timeout` has passed. */
export async function findLeftovers(folder: string, before: Resources, timeout: number): Promise<readonly Leftover[]> {
  const end = performance.now() + timeout;
  // A process that is being handed on from a parent that ends can be missed by one look.
  let clean = 0;
  for (;;) {
    const newResources = [...resources()].flatMap(([type, count]) => {
      const surplus = count - (before.get(type) ?? 0);
      return surplus > 0 ? [{ what: `${surplus} × ${type}` }] : [];
    });
    const leftovers = [...processesOver(folder), ...newResources];
    clean = leftovers.length === 0 ? clean + 1 : 0;
    if (clean > 1 || (leftovers.length > 0 && performance.now() > end)) return leftovers;
    await delay(POLL_INTERVAL_MS);
  }
}
