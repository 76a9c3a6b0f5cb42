/** What a test file leaves behind: processes over its temporary folder, and what keeps Jest's process from ending. */
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** What was told to end may take its time, on a machine that has other work. Milliseconds. */
export const PATIENCE = 20_000;
const PAUSE = 20;

/** How often there is what of the resources that keep a process from ending: sockets, servers, children, timers. */
export type Resources = ReadonlyMap<string, number>;

export function resources(): Resources {
  const counted = new Map<string, number>();
  for (const type of process.getActiveResourcesInfo()) counted.set(type, (counted.get(type) ?? 0) + 1);
  return counted;
}

export interface Left {
  readonly pid?: number;
  readonly what: string;
}

/** Other processes that this one started, that work in a folder, or that were given something in there. None where there is no /proc. */
export function processesOver(folder: string): readonly (Left & { readonly pid: number })[] {
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
      const ours =
        parent === process.pid || inside(command) || inside(fs.readlinkSync(path.join("/proc", name, "cwd")));
      return ours ? [{ pid: Number(name), what: `process ${name} (${command.slice(0, 200)})` }] : [];
    } catch {
      // It has ended meanwhile, or is another user's.
      return [];
    }
  });
}

/** What is left over a folder, and more than there was before; after it had time to end. */
export async function leftBehind(folder: string, before: Resources, patience: number): Promise<readonly Left[]> {
  const end = performance.now() + patience;
  for (;;) {
    const more = [...resources()].flatMap(([type, count]) => {
      const further = count - (before.get(type) ?? 0);
      return further > 0 ? [{ what: `${further} × ${type}` }] : [];
    });
    const left = [...processesOver(folder), ...more];
    if (left.length === 0 || performance.now() > end) return left;
    await delay(PAUSE);
  }
}
