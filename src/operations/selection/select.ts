/** From what a person names on the command line to environments and their synthesized stacks. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Environment } from "../../environment/environment";
import { JangadaError } from "../../errors";
import type { Listener } from "../events";
import { synth, type SynthesizedStack } from "../synth";
import { isSimulated } from "../terraform-environment";
import { changedStacks } from "./changed";
import { chooseEnvironments } from "./environments";
import { chooseStacks, environmentOf } from "./stacks";

export interface SelectOptions {
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** Names or patterns of environments. @default all */
  readonly environments?: readonly string[];
  /** Names, tiers or patterns of stacks. @default all of the environments */
  readonly stacks?: readonly string[];
  /** Only what differs from this git revision; `true` for the merge base with the default branch. @default everything */
  readonly changed?: string | true;
  /** The environment variables of the app and of Terraform. @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Receives events while it runs: steps, progress, warnings, problems. @default none */
  readonly listener?: Listener;
  /** Stops it when it aborts: nothing new is begun, Terraform is interrupted once and ends in order. @default never */
  readonly signal?: AbortSignal;
}

export interface SelectedStack extends SynthesizedStack {
  /** Name of its environment. */
  readonly environment: string;
}

export interface Selection {
  /** Absolute. */
  readonly project: string;
  /** Those with a selected stack. */
  readonly environments: readonly Environment[];
  /** In dependency order. */
  readonly stacks: readonly SelectedStack[];
  /** All stacks of these environments, selected or not. */
  readonly all: readonly SelectedStack[];
  /** What the app said. */
  readonly messages: readonly string[];
  /** With `changed`: the commit, and the stacks that it had and that are no more. */
  readonly comparedWith?: { readonly commit: string; readonly gone: readonly string[]; readonly notCompared?: string };
}

/** @throws JangadaError what chooseEnvironments, synth, chooseStacks and changedStacks throw */
export async function select(options: SelectOptions): Promise<Selection> {
  const project = realFolder(options.project ?? ".");
  const chosen = chooseEnvironments({
    project,
    reachesHosts: !isSimulated(options.env),
    ...(options.environments ? { patterns: options.environments } : {}),
  });
  const names = chosen.map(({ facts }) => facts.name);
  const synthesized = await synthesize(project, names, options);
  const all = synthesized.stacks.flatMap((stack): readonly SelectedStack[] => {
    const environment = environmentOf(stack.name, names);
    return environment === undefined ? [] : [{ ...stack, environment }];
  });
  // Of several, none may be passed over.
  const without = names.filter((name) => !all.some(({ environment }) => environment === name));
  if (all.length === 0 || without.length > 0) {
    throw new JangadaError({ code: "NO_STACKS", message: `The app makes no stack of ${without.join(", ")}.` });
  }
  const named = chooseStacks(all, options.stacks ?? [], names);
  const shared = { messages: synthesized.messages, project };
  const within = (stacks: readonly SelectedStack[]): readonly Environment[] =>
    chosen.filter(({ facts }) => stacks.some(({ environment }) => environment === facts.name));
  if (options.changed === undefined) return { ...shared, environments: within(named), stacks: named, all };
  const changed = await changedStacks(named, {
    project,
    ...(options.changed === true ? {} : { revision: options.changed }),
    ...(options.listener ? { listener: options.listener } : {}),
    ...passedOn(options),
  });
  const stacks = named.filter(({ name }) => changed.stacks.has(name));
  // Only what this selection would have held.
  const isSelected = options.environments?.length
    ? (name: string) => environmentOf(name, names) !== undefined
    : () => true;
  const gone = options.stacks?.length ? [] : changed.gone.filter(isSelected);
  return {
    ...shared,
    environments: within(stacks),
    stacks,
    all,
    comparedWith: {
      commit: changed.commit,
      gone,
      ...(changed.notCompared === undefined ? {} : { notCompared: changed.notCompared }),
    },
  };
}

/** The app sees its working directory without symbolic links; its paths must compare with ours. */
function realFolder(folder: string): string {
  try {
    return fs.realpathSync(folder);
  } catch {
    return path.resolve(folder);
  }
}

async function synthesize(project: string, environments: readonly string[], options: SelectOptions) {
  const started = performance.now();
  options.listener?.({ type: "synth-started" });
  const result = await synth({ project, environments, ...passedOn(options) });
  const seconds = (performance.now() - started) / 1000;
  options.listener?.({ type: "synth-finished", stacks: result.stacks.map(({ name }) => name), seconds });
  return result;
}

function passedOn({ env, signal }: SelectOptions): Pick<SelectOptions, "env" | "signal"> {
  return { ...(env ? { env } : {}), ...(signal ? { signal } : {}) };
}
