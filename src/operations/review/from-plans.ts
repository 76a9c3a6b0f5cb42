/** Plans that somebody with credentials has made: `terraform show -json` of each stack, and of its base. */
import * as fs from "node:fs";
import * as path from "node:path";
import { loadEnvironments } from "../../environment/load";
import { JangadaError } from "../../errors";
import type { Facts } from "../../model/resource-facts";
import { locateIn, readPlan } from "../plan-model";
import { ENVIRONMENTS } from "../selection/environments";
import { matchesGlob } from "../selection/glob";
import { synthesizedStacks } from "../synth";
import { compareConfigurations } from "./configuration/compare";
import { configurationIn } from "./configuration/from-plan";
import { isIncomplete, planJson } from "./plan-json";
import type { PlannedChange, PlannedEnvironment, PlannedStack } from "./planned-stacks";
import { environmentOf } from "./synthesized-sides";

export interface FromPlansOptions {
  /** What is known of resource types. */
  readonly facts: Facts;
  /** One plan, or the base's and the change's of the same stack. @default none: `folder` is given */
  readonly plans?: readonly string[];
  /**
   * Instead: a folder with `<stack>.json` for each stack, and the base's in `before/<stack>.json`; or the folder of saved
   * plans, `.jangada/plans`, of which Terraform shows each (the stacks must be there as `jangada plan` left them).
   * @default none: `plans` are given
   */
  readonly folder?: string;
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** Only these environments: names, or patterns such as `prod-*`. @default all */
  readonly environments?: readonly string[];
}

interface PlanFiles {
  readonly stack: string;
  readonly file: string;
  readonly before?: string;
}

/** The base's plans, within the folder of the change's. */
const BEFORE = "before";

/** @throws JangadaError NO_PLANS, PLAN_UNREADABLE, PLAN_FORMAT */
export async function planFromFiles(options: FromPlansOptions): Promise<PlannedChange> {
  const project = path.resolve(options.project ?? ".");
  const wanted = (stack: string): boolean =>
    !options.environments ||
    options.environments.length === 0 ||
    options.environments.some((pattern) => matchesGlob(pattern, environmentOf(stack)));
  const files = (options.folder === undefined ? filesOf(options.plans ?? []) : filesIn(options.folder)).filter(
    ({ stack }) => wanted(stack),
  );
  if (files.length === 0) {
    throw new JangadaError({
      code: "NO_PLANS",
      message:
        options.folder === undefined
          ? "No plan is named."
          : `There is no <stack>.json of these environments in ${options.folder}.`,
      remedy: "Write them with: terraform show -json plan > <folder>/<stack>.json",
    });
  }
  const loaded = loadEnvironments(path.join(project, ENVIRONMENTS), { root: project, simulated: true });
  const environments = new Map<string, PlannedStack[]>();
  for (const { stack, file, before } of files) {
    const name = environmentOf(stack);
    environments.set(name, [
      ...(environments.get(name) ?? []),
      await readStack({ stack, file, ...(before ? { before } : {}) }, project, options.facts),
    ]);
  }
  addUnplanned(environments, project, wanted);
  const all = [...environments].map(([name, stacks]): PlannedEnvironment => {
    const environment = loaded.environments.find(({ facts }) => facts.name === name);
    return {
      name,
      status: "changed",
      ...(environment ? { file: environment.file } : {}),
      stacks,
      problems: [],
      notes: [...notesOf(stacks), ...fileNotes(loaded, name)],
      acknowledge: environment?.acknowledge ?? [],
      configuration: stacks.every(({ pending }) => pending !== undefined) ? "partly" : "not-compared",
    };
  });
  const changed = all.filter(({ stacks }) => stacks.some((stack) => !isEmpty(stack)));
  const unchanged = all.filter((environment) => !changed.includes(environment)).map(({ name }) => name);
  const version = environments.values().next().value?.[0]?.plan?.terraformVersion;
  return {
    kind: "planned",
    ...(version ? { terraform: { product: "Terraform", version } } : {}),
    environments: changed,
    unchanged,
    problems: [],
    notes: [],
  };
}

async function readStack({ stack, file, before }: PlanFiles, project: string, facts: Facts): Promise<PlannedStack> {
  // Synthesized once, it tells where resources come from; without it, their addresses do.
  const folder = path.join(project, "cdktf.out", "stacks", stack);
  const options = { stack, locate: locateIn(project), judgedTogether: facts.judgedTogether };
  const text = await planJson(file, folder);
  const plan = readPlan(text, folder, { ...options, refusedAtApply: facts.refusedAtApply });
  const earlier = before === undefined ? undefined : await planJson(before, folder);
  const configuration =
    earlier === undefined
      ? []
      : compareConfigurations(stack, configurationOf(earlier), configurationOf(text), { facts });
  return {
    name: stack,
    outcome: plan.errored ? "failed" : "planned",
    plan,
    problems: plan.errored
      ? [{ code: "PLAN_ERRORED", message: `The plan of ${stack} ended in an error; it is not whole.` }]
      : [],
    ...(isIncomplete(text)
      ? { notJudged: { because: "incomplete", reason: "has a plan that leaves something out, as Terraform says" } }
      : {}),
    ...(earlier === undefined ? {} : { pending: readPlan(earlier, folder, options) }),
    ...(configuration.length > 0 ? { configuration } : {}),
  };
}

function configurationOf(text: string): ReturnType<typeof configurationIn> {
  return configurationIn(JSON.parse(text.slice(Math.max(text.indexOf("{"), 0))));
}

/** Stacks of these environments that were synthesized, and of which there is no plan: of them nothing is known. */
function addUnplanned(
  environments: Map<string, PlannedStack[]>,
  project: string,
  wanted: (stack: string) => boolean,
): void {
  for (const { name: stack } of synthesizedStacks(project)) {
    const planned = environments.get(environmentOf(stack));
    if (!planned || !wanted(stack) || planned.some(({ name }) => name === stack)) continue;
    planned.push({
      name: stack,
      outcome: "skipped",
      problems: [],
      notJudged: {
        because: "no-plan",
        reason: "has no plan: it waits for outputs of another stack, or could not be planned",
      },
    });
  }
}

/** Its acknowledgements cannot be read: none of them counts. */
function fileNotes({ broken }: ReturnType<typeof loadEnvironments>, environment: string): readonly string[] {
  return broken.some(({ name }) => name === environment)
    ? [`The file of \`${environment}\` is broken: what it acknowledges does not count.`]
    : [];
}

function isEmpty({ plan, outcome, notJudged, configuration = [] }: PlannedStack): boolean {
  return (
    outcome === "planned" &&
    notJudged === undefined &&
    configuration.length === 0 &&
    (plan?.changes ?? []).every(({ mode }) => mode === "data") &&
    (plan?.outputs ?? []).length === 0 &&
    (plan?.failedChecks ?? []).length === 0
  );
}

function notesOf(stacks: readonly PlannedStack[]): readonly string[] {
  const drifted = stacks.filter(({ plan }) => (plan?.drift ?? []).length > 0).map(({ name }) => name);
  return [
    ...(drifted.length > 0
      ? [`Something was changed outside in ${drifted.join(", ")}: part of these plans puts that back.`]
      : []),
    ...(stacks.every(({ pending }) => pending === undefined)
      ? ["Without the base's plans, what is pending already cannot be told from what this change does."]
      : []),
  ];
}

function filesIn(folder: string): readonly PlanFiles[] {
  let names: readonly string[];
  try {
    names = fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
  const saved = names.flatMap((environment) => savedPlans(path.join(folder, environment)));
  const written = names
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const before = path.join(folder, BEFORE, name);
      return {
        stack: path.basename(name, ".json"),
        file: path.join(folder, name),
        ...(fs.existsSync(before) ? { before } : {}),
      };
    });
  return [...written, ...saved];
}

/** `<stack>/plan`, in the folder of an environment. */
function savedPlans(folder: string): readonly PlanFiles[] {
  if (!fs.statSync(folder).isDirectory()) return [];
  return fs
    .readdirSync(folder)
    .sort()
    .map((stack) => ({ stack, file: path.resolve(folder, stack, "plan") }))
    .filter(({ file }) => fs.existsSync(file));
}

function filesOf(plans: readonly string[]): readonly PlanFiles[] {
  const [first, second] = plans;
  if (first === undefined) return [];
  if (plans.length > 2) {
    throw new JangadaError({
      code: "TOO_MANY_PLANS",
      message: "At most two plans of one stack can be named: the base's and the change's.",
      remedy: "Review those of several stacks from a folder: --from-plans <folder>.",
    });
  }
  const file = second ?? first;
  return [
    {
      stack: path.basename(file).replace(/(\.plan|\.tfplan)?\.json$/, ""),
      file,
      ...(second === undefined ? {} : { before: first }),
    },
  ];
}
