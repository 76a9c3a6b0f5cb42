/** From plans to a review: what changes, in which words, and what it puts at risk. */
import { createHash } from "node:crypto";
import type { StepBefore } from "../../model/apply-refusal";
import type { Facts } from "../../model/resource-facts";
import type { ResourceChange } from "../plan-model";
import { assess, type RiskContext, type Severity, SEVERITIES, worst } from "../risk";
import { entryLines } from "../spread/entries";
import { spreadLines } from "../spread/spread-lines";
import type { PlannedEnvironment, PlannedStack } from "./planned-stacks";
import type { ComponentReview, Counts, EnvironmentReview, ReviewedChange, ThingReview } from "./result-schema";
import { notJudgedIn } from "./not-judged";
import { isMainType, summaryOf, titleOf } from "./describe-entry";

export function assessEnvironment(environment: PlannedEnvironment, facts: Facts): EnvironmentReview {
  const { name, status, file, stacks, notes } = environment;
  const changes = stacks.flatMap((stack) => changesOf(stack));
  const components = componentsOf(changes, facts);
  const all = components.flatMap(({ things }) => things.flatMap((thing) => thing.changes));
  const own = all.filter(({ pending }) => !pending);
  const problems = [...environment.problems, ...stacks.flatMap((stack) => [...stack.problems, ...checksOf(stack)])];
  const notJudged = notJudgedIn(environment);
  const known = worst(own.map(({ risk }) => risk));
  return {
    name,
    status,
    ...(file ? { file } : {}),
    ok:
      problems.length === 0 &&
      notJudged.length === 0 &&
      stacks.every(({ outcome }) => outcome === "planned" || outcome === "unchanged"),
    judged: notJudged.length === 0,
    notJudged: [...notJudged],
    configuration: environment.configuration ?? "compared",
    counts: countsOf(own),
    // That none is known of a part says nothing of the whole.
    risk: notJudged.length > 0 && known === "none" ? "not-judged" : known,
    costs: directionsOf(own),
    stacks: stacks.map(({ name: stack, outcome, plan }) => ({
      name: stack,
      outcome,
      ...(plan ? { digest: plan.digest } : {}),
      outputs: plan?.outputs.map((output) => output.name) ?? [],
    })),
    components,
    problems: problems.map((problem) => ({ ...problem, ...(problem.place ? { place: { ...problem.place } } : {}) })),
    notes: [...notes],
  };
}

/** Over all stacks: equal reviews have equal digests. */
export function digestOf(environments: readonly PlannedEnvironment[]): string {
  const parts = environments.flatMap(({ stacks }) =>
    stacks.map(({ name, outcome, plan, configuration = [] }) => [
      name,
      outcome,
      plan?.digest ?? "",
      ...configuration.map(({ address, attributes }) => [address, attributes]),
    ]),
  );
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

interface Judged {
  readonly change: ResourceChange;
  readonly pending: boolean;
  readonly context: RiskContext;
  readonly stepsBefore: readonly StepBefore[];
}

/** What is read is no change; what the base plans likewise is told, but is not this change's. */
function changesOf({ plan, pending, configuration = [] }: PlannedStack): readonly Judged[] {
  const managed = [...(plan?.changes ?? []).filter(({ mode }) => mode === "managed"), ...configuration];
  const known = new Set((pending?.changes ?? []).map(essence));
  const context: RiskContext = { changes: managed, standing: plan?.standing ?? [] };
  return managed.map((change) => ({
    change,
    pending: known.has(essence(change)),
    context,
    stepsBefore: (plan?.stepsBefore ?? []).filter(({ address }) => address === change.address),
  }));
}

function essence({ address, action, attributes, before }: ResourceChange): string {
  return JSON.stringify([address, action, attributes, action === "delete" ? before : undefined]);
}

function componentsOf(judged: readonly Judged[], facts: Facts): ComponentReview[] {
  const components = new Map<string, Map<string, Judged[]>>();
  const named = namedThings(judged.map(({ change }) => change));
  for (const one of judged) {
    const things = components.get(one.change.component) ?? new Map<string, Judged[]>();
    const thing = one.change.source?.path ?? named(one.change);
    things.set(thing, [...(things.get(thing) ?? []), one]);
    components.set(one.change.component, things);
  }
  return [...components]
    .map(([name, things]): ComponentReview => {
      const reviewed = [...things].map(([path, list]) => thingOf(path, list, facts)).sort(byRisk);
      return { name, risk: worst(reviewed.map(({ risk }) => risk)), things: reviewed };
    })
    .sort(byRisk);
}

/**
 * Of what no configuration tells the source any more: the thing after which other resources with the same beginning of
 * their address are tagged.
 */
function namedThings(changes: readonly ResourceChange[]): (change: ResourceChange) => string {
  const tagged = changes.flatMap((change): readonly (readonly [string, string])[] => {
    const tags = (change.before ?? change.after)?.["tags_all"];
    const path =
      typeof tags === "object" && tags !== null
        ? (tags as Readonly<Record<string, unknown>>)["jangada:named"]
        : undefined;
    return typeof path === "string" ? [[path.replaceAll(".", "_"), path]] : [];
  });
  return ({ name, component }) =>
    tagged.find(([prefix]) => name === prefix || name.startsWith(`${prefix}_`))?.[1] ?? component;
}

function thingOf(path: string, judged: readonly Judged[], facts: Facts): ThingReview {
  const main = (type: string): number => (isMainType(type, facts) ? 0 : 1);
  const changes = judged.map((one) => reviewed(one, facts)).sort((a, b) => byRisk(a, b) || main(a.type) - main(b.type));
  const own = changes.filter(({ pending }) => !pending);
  const source = judged.find(({ change }) => change.source)?.change.source;
  const all = judged.map(({ change }) => change);
  const standing = judged[0]?.context.standing ?? [];
  return {
    title: titleOf(path, facts),
    ...(source ? { source: { ...source } } : {}),
    summary: [
      ...summaryOf(path, all, facts),
      ...entryLines(path, all, standing, facts.fileLists),
      ...spreadLines(path, all, standing, facts.dividedNumbers),
    ],
    risk: worst(own.map(({ risk }) => risk)),
    changes,
  };
}

function reviewed({ change, pending, context, stepsBefore }: Judged, facts: Facts): ReviewedChange {
  const risks = assess(change, context, facts);
  const { stack, address, type, action, reason, previousAddress, importing, attributes, source } = change;
  return {
    stack,
    address,
    type,
    action,
    ...(reason ? { cause: reason } : {}),
    ...(previousAddress ? { previousAddress } : {}),
    ...(importing === undefined ? {} : { importing }),
    pending,
    risk: worst(risks.map(({ risk }) => risk)),
    risks: risks.map((risk) => ({ ...risk })),
    attributes: attributes.map((attribute) => ({ ...attribute })),
    ...(stepsBefore.length > 0 ? { stepsBefore: stepsBefore.map(({ reason, command }) => ({ reason, command })) } : {}),
    ...(source ? { source: { ...source } } : {}),
  };
}

function checksOf({ name, plan }: PlannedStack): PlannedStack["problems"] {
  return (plan?.failedChecks ?? []).map((check) => ({
    code: "CHECK_FAILED",
    message: `${check.address} does not hold: ${check.messages.join("; ")}`,
    place: { address: `${name}: ${check.address}` },
  }));
}

function countsOf(changes: readonly ReviewedChange[]): Counts {
  const count = (action: string): number => changes.filter((change) => change.action === action).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    delete: count("delete"),
    forget: count("forget"),
    move: changes.filter(({ previousAddress }) => previousAddress !== undefined).length,
    import: changes.filter(({ importing }) => importing !== undefined).length,
    configure: count("configure"),
  };
}

function directionsOf(changes: readonly ReviewedChange[]): ("up" | "down")[] {
  const found = changes.flatMap(({ risks }) => risks.map(({ direction }) => direction));
  return (["up", "down"] as const).filter((direction) => found.includes(direction));
}

function byRisk(a: { readonly risk: Severity }, b: { readonly risk: Severity }): number {
  return SEVERITIES.indexOf(a.risk) - SEVERITIES.indexOf(b.risk);
}
