/** Which stacks differ from those of another revision. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError } from "../../errors";
import type { Listener } from "../events";
import { baseOf, commitOf } from "../revision/commits";
import { withRevision } from "../revision/revision";
import { synth, type SynthesizedStack } from "../synth";
import { readContent, sameContent, type StackContent } from "./content";

export interface ChangedOptions {
  /** The folder of `cdktf.json`. */
  readonly project: string;
  /** @default the merge base with the default branch */
  readonly revision?: string;
  /** Environment of the programs that are run. @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Told what happens, as it does. @default nobody is told */
  readonly listener?: Listener;
  /** Asked to stop when it aborts. @default never */
  readonly signal?: AbortSignal;
}

export interface Changed {
  /** The commit that was compared with. */
  readonly commit: string;
  /** Names of the stacks that are new or differ. */
  readonly stacks: ReadonlySet<string>;
  /** Names of the stacks that the revision had, and that are no more. */
  readonly gone: readonly string[];
  /** Why it is not known what is gone: the revision could not be synthesized, and everything counts as changed. */
  readonly notCompared?: string;
}

/** @throws JangadaError as `withRevision` does */
export async function changedStacks(stacks: readonly SynthesizedStack[], options: ChangedOptions): Promise<Changed> {
  const project = fs.realpathSync(path.resolve(options.project));
  const revision = options.revision ?? (await baseOf(project));
  const passed = {
    ...(options.listener ? { listener: options.listener } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  };
  return withRevision(
    project,
    revision,
    async ({ project: checkout, commit }) => {
      const { contents: before, notCompared } = await contentsAt(checkout, project, options);
      if (options.revision === undefined && commit === (await commitOf(project, "HEAD"))) {
        options.listener?.({ type: "message", level: "warning", message: sameCommitMessage(commit) });
      }
      const differing = stacks.filter(({ name, folder }) => {
        const then = before.get(name);
        return !then || !sameContent(then, readContent(folder, project));
      });
      const names = new Set(stacks.map(({ name }) => name));
      return {
        commit,
        stacks: new Set(differing.map(({ name }) => name)),
        gone: [...before.keys()].filter((name) => !names.has(name)),
        ...(notCompared === undefined ? {} : { notCompared }),
      };
    },
    passed,
  );
}

/** On the default branch the work has no other beginning than itself. */
function sameCommitMessage(commit: string): string {
  return `HEAD is on the default branch, so it is compared with itself (${commit.slice(0, 10)}): only what is not committed counts. Name the revision: --changed=HEAD~1.`;
}

/** What stood there, by stack. Nothing if it could not be synthesized: then everything counts as changed. */
async function contentsAt(
  project: string,
  ownProject: string,
  options: ChangedOptions,
): Promise<{ readonly contents: ReadonlyMap<string, StackContent>; readonly notCompared?: string }> {
  try {
    const { stacks } = await synth({
      project,
      ...(options.env ? { env: options.env } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    return { contents: new Map(stacks.map(({ name, folder }) => [name, readContent(folder, project, ownProject)])) };
  } catch (error) {
    if (!JangadaError.is(error) || options.signal?.aborted) throw error;
    const reason = error.problems[0]?.message ?? "";
    const message = `The revision cannot be synthesized, so every stack counts as changed: ${reason}`;
    options.listener?.({ type: "message", level: "warning", message });
    return { contents: new Map(), notCompared: reason };
  }
}
