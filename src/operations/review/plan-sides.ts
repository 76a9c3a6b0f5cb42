/** The base's stacks are applied in one simulated world; the head's are planned, and applied, in a copy of it. */
import { JangadaError, type Problem } from "../../errors";
import type { Facts } from "../../model/resource-facts";
import type { Listener } from "../events";
import { inOrder } from "../dependency-order";
import { locateIn, type PlanModel, readPlan, refusedChanges } from "../plan-model";
import type { SynthesizedStack } from "../synth";
import type { ComparedEnvironment, Comparison } from "./comparison";
import type { PlannedEnvironment, PlannedStack } from "./planned-stacks";
import type { RehearsalSide } from "./rehearsal-side";
import { contentOf } from "./synthesized-sides";

export interface BaseResult {
  /** What went wrong, by stack. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** Of removed environments: what destroying them would take away, by stack. */
  readonly destroyed: ReadonlyMap<string, PlanModel>;
}

export interface BaseOptions {
  /** What is known of resource types. */
  readonly facts: Pick<Facts, "judgedTogether" | "refusedAtApply">;
  /** Of both sides: of their types the simulated clouds tell. */
  readonly stacks: readonly SynthesizedStack[];
  /** How many stacks are worked on at once. */
  readonly limit: number;
}

/** Applies every base stack of the environments that differ. */
export async function planBase(
  base: RehearsalSide,
  comparison: Comparison,
  { facts, stacks: types, limit }: BaseOptions,
): Promise<BaseResult> {
  const problems = new Map<string, readonly Problem[]>();
  const destroyed = new Map<string, PlanModel>();
  const wanted = comparison.environments.filter(
    ({ problems: broken, configurationOnly }) => broken.length === 0 && !configurationOnly,
  );
  const removed = new Set(wanted.filter(({ status }) => status === "removed").map(({ name }) => name));
  const stacks = wanted.flatMap(({ before }) => before);
  if (stacks.length === 0) return { problems, destroyed };
  await base.start(types);
  await inOrder(stacks, limit, async (stack) => {
    const found = await base.steps(stack, ["init", "plan", "apply"]);
    if (found.length > 0) problems.set(stack.name, found);
    return found.length === 0;
  });
  for (const environment of wanted.filter(({ name }) => removed.has(name))) {
    for (const stack of environment.before.filter(({ name }) => !problems.has(name))) {
      const found = await base.planDestroy(stack);
      if (found.length > 0) problems.set(stack.name, found);
      else
        destroyed.set(
          stack.name,
          readPlan(await base.showPlan(stack), stack.folder, { judgedTogether: facts.judgedTogether }),
        );
    }
  }
  await base.stop();
  return { problems, destroyed };
}

export interface HeadOptions extends BaseOptions {
  /** The folder of `cdktf.json`. */
  readonly project: string;
  /** Told what happens, as it does. */
  readonly listener: Listener;
}

/** Plans the head's stacks, each after those it depends on were applied, so that it sees their new outputs. */
export async function planHead(
  base: RehearsalSide,
  head: RehearsalSide,
  comparison: Comparison,
  rehearsed: BaseResult,
  options: HeadOptions,
): Promise<readonly PlannedEnvironment[]> {
  head.copyStatesFrom(base);
  const refused = await refusedOverState(head, comparison);
  const blocked = (environment: ComparedEnvironment): boolean =>
    environment.status === "removed" ||
    environment.configurationOnly ||
    environment.problems.length > 0 ||
    refused.has(environment.name) ||
    environment.before.some((stack) => rehearsed.problems.has(stack.name));
  const ready = comparison.environments.filter((environment) => !blocked(environment));
  const planned = new Map<string, PlannedStack>();
  const run = new HeadRun(head, { ...options, projects: comparison.projects }, ready, planned);
  const stacks = ready.flatMap(({ after }) => after);
  if (stacks.length > 0) {
    await head.start(options.stacks);
    await inOrder(stacks, options.limit, (stack) => run.plan(stack));
    await head.stop();
  }
  return comparison.environments.map((environment): PlannedEnvironment => {
    const { name, status, file, acknowledge } = environment;
    const baseProblems = environment.before.flatMap((stack) => [...(rehearsed.problems.get(stack.name) ?? [])]);
    const stackList =
      status === "removed"
        ? removedStacks(environment, rehearsed)
        : environment.after.map((stack) =>
            withConfiguration(environment, planned.get(stack.name) ?? notPlanned(environment, stack)),
          );
    return {
      name,
      status,
      file,
      acknowledge,
      stacks: [...stackList, ...goneStacks(environment)],
      problems: [
        ...environment.problems,
        ...(refused.get(name) ?? []),
        ...(status === "removed"
          ? []
          : baseProblems.map((problem) => ({
              ...problem,
              message: `The base revision cannot be rehearsed: ${problem.message}`,
            }))),
      ],
      notes: [...environment.notes, ...removalNotes(environment)],
      configuration: environment.notJudged.some(({ because }) => because === "configuration")
        ? "not-compared"
        : "compared",
      notJudged: environment.notJudged,
    };
  });
}

/** What the app refuses only where there is a state: renames without `moved`, skipped Kubernetes minors. */
async function refusedOverState(
  head: RehearsalSide,
  comparison: Comparison,
): Promise<ReadonlyMap<string, readonly Problem[]>> {
  const refused = new Map<string, readonly Problem[]>();
  for (const { name, status, problems, configurationOnly } of comparison.environments) {
    if (status !== "changed" || problems.length > 0 || configurationOnly) continue;
    try {
      await head.synth([name]);
    } catch (error) {
      if (!JangadaError.is(error)) throw error;
      refused.set(name, error.problems);
    }
  }
  return refused;
}

class HeadRun {
  private readonly environments: ReadonlyMap<string, ComparedEnvironment>;
  private readonly locate;
  /** Stacks whose state is what it was: nothing below them can have changed either. */
  private readonly still = new Set<string>();

  constructor(
    private readonly head: RehearsalSide,
    private readonly options: HeadOptions & Pick<Comparison, "projects">,
    environments: readonly ComparedEnvironment[],
    private readonly planned: Map<string, PlannedStack>,
  ) {
    this.locate = locateIn(options.project);
    this.environments = new Map(
      environments.flatMap((environment) => environment.after.map((stack) => [stack.name, environment])),
    );
  }

  private isSame(before: SynthesizedStack, after: SynthesizedStack): boolean {
    const { projects } = this.options;
    return contentOf(before, projects) === contentOf(after, projects);
  }

  public async plan(stack: SynthesizedStack): Promise<boolean> {
    const before = this.environments.get(stack.name)?.before.find(({ name }) => name === stack.name);
    if (before && this.isSame(before, stack) && stack.dependencies.every((name) => this.still.has(name))) {
      this.still.add(stack.name);
      this.planned.set(stack.name, { name: stack.name, outcome: "unchanged", problems: [] });
      return true;
    }
    const problems = await this.head.steps(stack, ["init", "plan"]);
    if (problems.length > 0) {
      this.planned.set(stack.name, { name: stack.name, outcome: "failed", problems });
      return false;
    }
    const plan = readPlan(await this.head.showPlan(stack), stack.folder, {
      locate: this.locate,
      judgedTogether: this.options.facts.judgedTogether,
      refusedAtApply: this.options.facts.refusedAtApply,
      ...(before ? { previousFolder: before.folder } : {}),
    });
    const managed = plan.changes.filter(({ mode }) => mode === "managed");
    if (managed.length === 0 && plan.outputs.length === 0) {
      this.still.add(stack.name);
      this.planned.set(stack.name, { name: stack.name, outcome: "unchanged", problems: [] });
      return true;
    }
    const refusedByCloud = refusedChanges(plan.changes, this.options.facts.refusedAtApply);
    this.head.carryOut(refusedByCloud);
    // What was done by hand is no part of the plan that is saved.
    const refused = await this.head.steps(stack, refusedByCloud.length > 0 ? ["plan", "apply"] : ["apply"]);
    this.planned.set(stack.name, { name: stack.name, outcome: "planned", plan, problems: refused });
    return refused.length === 0;
  }
}

function notPlanned({ configurationOnly }: ComparedEnvironment, { name }: SynthesizedStack): PlannedStack {
  return { name, outcome: configurationOnly ? "unchanged" : "skipped", problems: [] };
}

function withConfiguration({ configuration }: ComparedEnvironment, stack: PlannedStack): PlannedStack {
  const changes = configuration.get(stack.name);
  if (!changes) return stack;
  return { ...stack, outcome: stack.outcome === "unchanged" ? "planned" : stack.outcome, configuration: changes };
}

function removedStacks(environment: ComparedEnvironment, rehearsed: BaseResult): readonly PlannedStack[] {
  return environment.before.map((stack): PlannedStack => {
    const plan = rehearsed.destroyed.get(stack.name);
    const problems = rehearsed.problems.get(stack.name) ?? [];
    return plan
      ? { name: stack.name, outcome: "planned", plan, problems }
      : { name: stack.name, outcome: problems.length > 0 ? "failed" : "skipped", problems };
  });
}

/** Stacks that the head no longer has. */
function goneStacks({ status, before, after }: ComparedEnvironment): readonly PlannedStack[] {
  if (status !== "changed" || after.length === 0) return [];
  return before
    .filter((stack) => !after.some(({ name }) => name === stack.name))
    .map(({ name }) => ({
      name,
      outcome: "skipped" as const,
      notJudged: {
        because: "gone" as const,
        reason: "is no longer synthesized: what it made stays, and nothing looks after it",
      },
      problems: [
        {
          code: "STACK_GONE",
          message: `The stack '${name}' is no longer synthesized: what it made stays, and nothing looks after it.`,
          remedy: "Destroy it before this change is merged.",
        },
      ],
    }));
}

function removalNotes({ name, status }: ComparedEnvironment): readonly string[] {
  if (status !== "removed") return [];
  return [
    `The environment's file is gone. That alone destroys nothing: what follows stays in the cloud, unless \`jangada destroy ${name}\` is run before this is merged.`,
  ];
}
