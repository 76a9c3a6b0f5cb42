/**
 * Copies of states: one from before and one from after every apply. They hold secrets, as the state does: only their owner
 * can read them, and nothing of them is ever printed.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { writeDurably } from "../durable-file";
import { isSimulated } from "../terraform-environment";
import type { SelectedStack } from "../selection/select";
import { formOf, type SoundState } from "./state-form";
import type { StatePlace } from "./state-place";

/** So many are kept of each stack: a fortnight of a busy environment, some megabytes. */
export const MAX_COPIES = 30;

/** What is kept where there was no state: that is known then, and not only not found. */
const EMPTY_STATE = `${JSON.stringify({ version: 4, serial: 0, lineage: "", outputs: {}, resources: [] })}\n`;

export interface StateCopy {
  /** Counts up, whatever the clock says. */
  readonly number: number;
  readonly serial: number;
  /** When it was taken: RFC 3339. */
  readonly at: string;
  readonly file: string;
}

/** `000012-serial-7-2026-11-25T15:22:31.000Z.tfstate`, the colons left out. */
const NAME = /^(\d{6,})-serial-(\d+)-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z\.tfstate$/;

/** What was simulated goes where its states are: with them it comes and goes. */
export function copiesFolder(project: string, stack: SelectedStack, place: StatePlace, env: NodeJS.ProcessEnv): string {
  const root = isSimulated(env)
    ? path.resolve(project, env["JANGADA_STATE_DIRECTORY"] ?? "", ".copies")
    : path.join(project, ".jangada", "states");
  return path.join(root, stack.environment, stack.name, place.digest);
}

export class StateCopies {
  constructor(public readonly folder: string) {}

  /** The newest first. */
  public list(): readonly StateCopy[] {
    let names: readonly string[];
    try {
      names = fs.readdirSync(this.folder);
    } catch {
      return [];
    }
    return names
      .flatMap((name): readonly StateCopy[] => {
        const [, number, serial, day, hour, minute, second] = NAME.exec(name) ?? [];
        if (number === undefined) return [];
        const at = `${day}T${hour}:${minute}:${second}Z`;
        return [{ number: Number(number), serial: Number(serial), at, file: path.join(this.folder, name) }];
      })
      .sort((a, b) => b.number - a.number);
  }

  /** The state that a copy holds; undefined if there was none then, or if the copy itself is damaged. */
  public read(copy: StateCopy): SoundState | undefined {
    const form = readForm(copy.file);
    return form?.kind === "sound" && form.serial === copy.serial ? form : undefined;
  }

  /** What is known of the state: the newest copy that is not damaged. `none`: there was no state then. */
  public newestSound(): { readonly copy: StateCopy; readonly state: SoundState | "none" } | undefined {
    for (const copy of this.list()) {
      const form = readForm(copy.file);
      if (form?.kind === "none") return { copy, state: "none" };
      if (form?.kind === "sound" && form.serial === copy.serial) return { copy, state: form };
    }
    return undefined;
  }

  /**
   * Keeps a copy, unless the newest is the same. The oldest go; never the last that holds resources.
   * @param state `none`: that there is no state is what is to be kept
   * @throws Error of the file system
   */
  public save(state: SoundState | "none", now: Date = new Date()): void {
    const newest = this.newestSound();
    const text = state === "none" ? EMPTY_STATE : state.text;
    if (newest && (newest.state === "none" ? EMPTY_STATE : newest.state.text) === text) return;
    const number = (this.list()[0]?.number ?? 0) + 1;
    const at = now
      .toISOString()
      .replace(/\.\d+Z$/, "Z")
      .replaceAll(":", "");
    const serial = state === "none" ? 0 : state.serial;
    writeDurably(path.join(this.folder, `${String(number).padStart(6, "0")}-serial-${serial}-${at}.tfstate`), text);
    this.prune();
  }

  private prune(): void {
    const all = this.list();
    const last = all.find((copy) => (this.read(copy)?.resources ?? 0) > 0);
    for (const copy of all.slice(MAX_COPIES)) if (copy !== last) fs.rmSync(copy.file, { force: true });
  }
}

function readForm(file: string): ReturnType<typeof formOf> | undefined {
  try {
    return formOf(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
