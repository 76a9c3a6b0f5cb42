/** Plans that somebody with credentials has made: `terraform show -json` of each stack, and of its base. */
import * as fs from "node:fs";
import * as path from "node:path";
import { loadEnvironments } from "../../environment/load";
import { JangadaError } from "../../errors";
import { redact } from "../../secret-scan";
import { terraformEnvironment } from "../deploy/terraform-environment";
import { locateIn, type PlanModel, readPlan } from "../plan-model";
import { run } from "../process";
import { ENVIRONMENTS } from "../selection/environments";
import { matchesGlob } from "../selection/glob";
import { findTerraform } from "../terraform-binary";
import type { PlannedChange, PlannedEnvironment, PlannedStack } from "./planned";
import { environmentOf } from "./synthesized";

export interface FromPlansOptions {
  /** One plan, or the base's and the change's of the same stack. */
  readonly plans?: readonly string[];
  /**
   * Instead: a folder with `<stack>.json` for each stack, and the base's in `before/<stack>.json`; or the folder of saved
   * plans, `.jangada/plans`, of which Terraform shows each (the stacks must be there as `jangada plan` left them).
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
  const locate = locateIn(project);
  const loaded = loadEnvironments(path.join(project, ENVIRONMENTS), { root: project });
  const environments = new Map<string, PlannedStack[]>();
  for (const { stack, file, before } of files) {
    // Synthesized once, it tells where resources come from; without it, their addresses do.
    const folder = path.join(project, "cdktf.out", "stacks", stack);
    const read = async (at: string): Promise<PlanModel> =>
      readPlan(at.endsWith(".json") ? readText(at) : await showPlan(at, folder), folder, { stack, locate });
    const plan = await read(file);
    const name = environmentOf(stack);
    const problems = plan.errored
      ? [{ code: "PLAN_ERRORED", message: `The plan of ${stack} ended in an error; it is not whole.` }]
      : [];
    environments.set(name, [
      ...(environments.get(name) ?? []),
      {
        name: stack,
        outcome: plan.errored ? "failed" : "planned",
        plan,
        problems,
        ...(before ? { pending: await read(before) } : {}),
      },
    ]);
  }
  const all = [...environments].map(([name, stacks]): PlannedEnvironment => {
    const environment = loaded.environments.find(({ facts }) => facts.name === name);
    return {
      name,
      status: "changed",
      ...(environment ? { file: environment.file } : {}),
      stacks,
      problems: [],
      notes: notesOf(stacks),
      acknowledge: environment?.acknowledge ?? [],
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

function isEmpty({ plan, outcome }: PlannedStack): boolean {
  return (
    outcome === "planned" &&
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

/** Terraform needs the providers of the stack to show its plan. */
async function showPlan(file: string, stackFolder: string): Promise<string> {
  const { command } = await findTerraform();
  const shown = fs.existsSync(stackFolder)
    ? await run(command, ["show", "-json", "-no-color", file], { cwd: stackFolder, env: terraformEnvironment() })
    : { status: 1, stdout: "", stderr: `There is no ${stackFolder}.` };
  if (shown.status === 0) return shown.stdout;
  throw new JangadaError({
    code: "PLAN_UNREADABLE",
    message: `Terraform cannot show the plan: ${redact(shown.stderr || shown.stdout)
      .trim()
      .slice(-1000)}`,
    place: { file },
    remedy: "Review saved plans where they were made: after `jangada plan`, in the same checkout.",
  });
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

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (cause) {
    throw new JangadaError(
      { code: "PLAN_UNREADABLE", message: `The plan ${file} cannot be read.`, place: { file } },
      { cause },
    );
  }
}
