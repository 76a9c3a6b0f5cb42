/** Which environments a change touches. */
import * as path from "node:path";
import type { Acknowledgement } from "../../environment/environment";
import { JangadaError, type Problem } from "../../errors";
import type { Facts } from "../../model/resource-facts";
import { ENVIRONMENT_FILE, loadEnvironments } from "../../environment/load";
import { ENVIRONMENTS, noSuchEnvironment } from "../selection/environments";
import { matchesGlob } from "../selection/glob";
import { locateIn, type ResourceChange } from "../plan-model";
import type { SynthesizedStack } from "../synth";
import { compareConfigured, type ConfiguredStacks } from "./configured-stacks";
import type { Unjudged } from "./planned-stacks";
import { filesOf, sameContent, type StacksByEnvironment } from "./synthesized-sides";

/** One environment of the comparison, with its stacks on either side. */
export interface ComparedEnvironment {
  readonly name: string;
  readonly status: "changed" | "new" | "removed";
  readonly before: readonly SynthesizedStack[];
  readonly after: readonly SynthesizedStack[];
  /** Relative to the project's root. */
  readonly file: string;
  /** What stops it from being planned. */
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly acknowledge: readonly Acknowledgement[];
  /** What no plan shows, by stack. */
  readonly configuration: ReadonlyMap<string, readonly ResourceChange[]>;
  /** Whether nothing else differs: there is nothing to plan. */
  readonly configurationOnly: boolean;
  readonly notJudged: readonly Unjudged[];
}

export interface Comparison {
  readonly environments: readonly ComparedEnvironment[];
  readonly unchanged: readonly string[];
  readonly notes: readonly string[];
  /** The folders of `cdktf.json` of both sides. */
  readonly projects: readonly string[];
}

export interface ComparisonOptions {
  /** What is known of resource types. */
  readonly facts: Facts;
  /** The base's stacks, by environment. */
  readonly before: StacksByEnvironment;
  /** The change's stacks, by environment. */
  readonly after: StacksByEnvironment;
  /** The folder of `cdktf.json` of the change. */
  readonly project: string;
  /** The folder of `cdktf.json` of the base. */
  readonly baseProject: string;
  /** The base, as it was named. */
  readonly base: string;
  /** Both sides without simulated clouds. */
  readonly configured: { readonly before: ConfiguredStacks; readonly after: ConfiguredStacks };
  /** Names of the environments that are compared. @default all */
  readonly only?: readonly string[];
}

/** @throws JangadaError NO_SUCH_ENVIRONMENT for one that was asked for and is on neither side */
export function compareSides(options: ComparisonOptions): Comparison {
  const { facts, before, after, project, baseProject, configured, only } = options;
  const locate = locateIn(project);
  const projects = [project, baseProject];
  const [files, filesBefore] = [filesOf(project), filesOf(baseProject)];
  const known = new Set([...before.keys(), ...after.keys(), ...files]);
  const missing = (only ?? []).filter((pattern) => ![...known].some((name) => matchesGlob(pattern, name)));
  if (missing.length > 0) {
    throw new JangadaError(missing.map((name) => noSuchEnvironment(name, [...known].sort())));
  }
  const [now, then] = [loadAll(project), loadAll(baseProject)];
  const names = [...known].filter((name) => !only || only.some((pattern) => matchesGlob(pattern, name))).sort();
  const compared = names.map((name): ComparedEnvironment | string => {
    const [left, right] = [before.get(name) ?? [], after.get(name) ?? []];
    const file = path.join(ENVIRONMENTS, name, ENVIRONMENT_FILE);
    const broken = right.length === 0 && files.has(name);
    const both = !broken && left.length > 0 && right.length > 0;
    const names = right.map((stack) => stack.name).filter((stack) => left.some((other) => other.name === stack));
    const compared = both
      ? compareConfigured(name, names, configured.before, configured.after, {
          ...(files.has(name) ? { file } : {}),
          locate,
          facts,
        })
      : { changes: new Map<string, readonly ResourceChange[]>() };
    const same = both && sameContent(left, right, projects);
    if (same && compared.changes.size === 0 && compared.reason === undefined) return name;
    const status = left.length === 0 ? "new" : right.length === 0 && !broken ? "removed" : "changed";
    const loaded = (status === "removed" ? then : now).environments.find(
      (environment) => environment.facts.name === name,
    );
    return {
      name,
      status,
      before: left,
      after: right,
      file,
      problems: broken ? problemsOf(name, file, now) : [],
      notes: [],
      acknowledge: loaded?.acknowledge ?? [],
      configuration: compared.changes,
      configurationOnly: same,
      notJudged: [
        ...(status === "new" && filesBefore.has(name) ? [brokenBefore(options.base)] : []),
        ...(compared.reason === undefined ? [] : [notCompared(compared.reason)]),
      ],
    };
  });
  return {
    environments: compared.filter((environment) => typeof environment !== "string"),
    unchanged: compared.filter((environment) => typeof environment === "string"),
    notes: [],
    projects,
  };
}

/** What it holds already is not known: what this change takes away from it neither. */
function brokenBefore(base: string): Unjudged {
  return {
    because: "base",
    reason: `is broken in the base revision (${base}), so that everything in it counts as new, and what is taken away is not seen. Compare with a revision in which it is whole: --base <revision>`,
  };
}

function notCompared(reason: string): Unjudged {
  const [line = ""] = reason.split("\n");
  return { because: "configuration", reason: `could not be compared in what no plan shows: ${line}` };
}

type Loaded = ReturnType<typeof loadEnvironments>;

function loadAll(project: string): Loaded {
  return loadEnvironments(path.join(project, ENVIRONMENTS), { root: project, simulated: true });
}

/** Why the app left it out; the loader knows, unless only the stacks could not be built. */
function problemsOf(name: string, file: string, loaded: Loaded): readonly Problem[] {
  const { problems = [] } = loaded.broken.find((broken) => broken.name === name) ?? {};
  if (problems.length > 0) return problems;
  const message = `The environment '${name}' cannot be synthesized.`;
  return [{ code: "ENVIRONMENT_BROKEN", message, place: { file }, remedy: `See why: jangada synth ${name}` }];
}
