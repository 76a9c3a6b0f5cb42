/** What an environment file comes to: each component, where it runs, why it is there, and what it depends on. */
import { components as registered } from "../components";
import { type Component, type Tier, TIERS } from "../model/component";
import { askedAt, buildsIn, makesNothing, predecessorsOf, providersOf } from "../model/dependencies";
import { RUNS, type Runs } from "../model/runs";
import type { TargetName } from "../model/target-name";
import { isStackless } from "../targets";
import type { Environment } from "./environment";
import { type FieldOrigin, fieldOrigins, isThings, type Origin } from "./origins";
import { childOf } from "./schema-walk";

/** Tiers whose resources are the cloud's or the hosts'; those of the later ones are pods, or stand in the cluster. */
const OUTSIDE: readonly Tier[] = ["network", "authority", "cluster", "data"];

/** What a component needs of another one. */
export interface ExplainedNeed {
  /** The contract: `network`, `secrets`, … */
  readonly what: string;
  /** The component that provides it; undefined if none of the file does. */
  readonly component?: string;
  /** What it is for, as an infinitive. */
  readonly to: string;
  readonly optional: boolean;
}

/** One thing of a section that is a list. */
export interface ExplainedThing {
  readonly name: string;
  /** Path in the file: `databases.orders`. */
  readonly path: string;
  readonly line: number;
  readonly runs: Runs;
  /** Names of the stacks that it makes. */
  readonly stacks: readonly string[];
}

export interface ExplainedComponent {
  /** The section's key. */
  readonly name: string;
  /** What it is, as editors show it. */
  readonly description: string;
  /** Whether anything is made of it. */
  readonly present: boolean;
  /** Why it is there, or is not: the file's line, or the profile that fills it in. */
  readonly why:
    | { readonly origin: "file"; readonly line: number }
    | { readonly origin: "profile"; readonly profile: string }
    | { readonly origin: "target"; readonly target: string }
    | { readonly origin: "absent" };
  /** Where it runs: with the cloud, as pods of the cluster, or both. */
  readonly runs: readonly Runs[];
  /** What of it stands with the cloud though it runs in the cluster, in words: `bucket`. */
  readonly managedParts: readonly string[];
  readonly tiers: readonly Tier[];
  readonly stacks: readonly string[];
  /** Of a section that is a list. */
  readonly things: readonly ExplainedThing[];
  readonly needs: readonly ExplainedNeed[];
  /** Components of the file that need this one. */
  readonly neededBy: readonly string[];
  /** Names of the components that are built before it, where both build in a tier. */
  readonly after: readonly string[];
  readonly fields: readonly ExplainedField[];
}

export interface ExplainedField extends FieldOrigin {
  /** Of what is written. */
  readonly line?: number;
}

export type { Origin };

export interface ExplainedEnvironment {
  readonly name: string;
  readonly file: string;
  readonly target: string;
  readonly profile: string;
  readonly components: readonly ExplainedComponent[];
}

export function explainEnvironment(
  environment: Environment,
  all: readonly Component[] = registered,
): ExplainedEnvironment {
  const { facts, file } = environment;
  return {
    name: facts.name,
    file,
    target: facts.target,
    profile: facts.profile,
    components: all.map((component) => explainComponent(environment, all, component)),
  };
}

function explainComponent(
  environment: Environment,
  all: readonly Component[],
  component: Component,
): ExplainedComponent {
  const { name } = component;
  const { facts, sections } = environment;
  const section: unknown = sections[name];
  const present = !makesNothing(section);
  const things = isThings(section) ? section.map((entry) => explainThing(environment, component, entry)) : [];
  const managedParts = present ? (component.managedParts?.(section) ?? []) : [];
  const tiers = present ? tiersOf(component, facts.target, things, managedParts) : [];
  const there = (other: Component): boolean => !makesNothing(sections[other.name]);
  return {
    name,
    description: component.rules().schema.description ?? "",
    present,
    why: whyOf(environment, name, present),
    runs: present ? runsOf(component, section, things) : [],
    managedParts,
    tiers,
    stacks: tiers.map((tier) => `${facts.name}-${tier}`),
    things,
    needs: needsOf(environment, all, component),
    neededBy: all
      .filter((other) => there(other) && needsOf(environment, all, other).some((need) => need.component === name))
      .map((other) => other.name),
    after: predecessorsOf(all, component).filter((other) => !makesNothing(sections[other])),
    fields: present ? fieldsOf(environment, component, section) : [],
  };
}

function explainThing(
  environment: Environment,
  component: Component,
  entry: object & { readonly name: string },
): ExplainedThing {
  const path = `${component.name}.${entry.name}`;
  const runs = writtenRuns(entry) ?? defaultRuns(component);
  return {
    name: entry.name,
    path,
    line: environment.locate(path).line,
    runs,
    stacks: tiersThatBuild(component, environment.facts.target, runs).map(
      (tier) => `${environment.facts.name}-${tier}`,
    ),
  };
}

const writtenRuns = (entry: unknown): Runs | undefined => RUNS.find((runs) => runs === childOf(entry, "runs"));

/** A component that builds outside the cluster is the cloud's, though something of it is made within; unless it says otherwise. */
const defaultRuns = ({ build, managedParts }: Component): Runs =>
  managedParts === undefined && OUTSIDE.some((tier) => build[tier]) ? "managed" : "in-cluster";

/** What runs in the cluster leaves the tiers before it alone, but for what of it stands with the cloud. */
function tiersThatBuild(
  component: Component,
  target: TargetName,
  runs: Runs,
  managedParts: readonly string[] = [],
): readonly Tier[] {
  const built = TIERS.filter((tier) => buildsIn(component, tier, target) && !isStackless(target, tier));
  const inside = built.filter((tier) => !OUTSIDE.includes(tier));
  return runs === "in-cluster" && inside.length > 0 && managedParts.length === 0 ? inside : built;
}

function tiersOf(
  component: Component,
  target: TargetName,
  things: readonly ExplainedThing[],
  managedParts: readonly string[],
): readonly Tier[] {
  const all = things.length > 0 ? things.map(({ runs }) => runs) : [defaultRuns(component)];
  return TIERS.filter((tier) =>
    all.some((runs) => tiersThatBuild(component, target, runs, managedParts).includes(tier)),
  );
}

function runsOf(component: Component, section: unknown, things: readonly ExplainedThing[]): readonly Runs[] {
  const all = things.length > 0 ? things.map(({ runs }) => runs) : [writtenRuns(section) ?? defaultRuns(component)];
  return RUNS.filter((runs) => all.includes(runs));
}

function whyOf(environment: Environment, name: string, present: boolean): ExplainedComponent["why"] {
  if (environment.given(name) !== undefined) return { origin: "file", line: environment.locate(name).line };
  if (!present) return { origin: "absent" };
  return environment.completed(name) === undefined
    ? { origin: "profile", profile: environment.facts.profile }
    : { origin: "target", target: environment.facts.target };
}

function needsOf(environment: Environment, all: readonly Component[], component: Component): readonly ExplainedNeed[] {
  const { facts, sections } = environment;
  return (component.requires ?? [])
    .filter((requirement) => askedAt(requirement, sections[component.name], { facts, sections }).length > 0)
    .map(({ what, to, optional = false }) => {
      const provider = providersOf(all, what).find((other) => !makesNothing(sections[other.name]));
      return { what, ...(provider ? { component: provider.name } : {}), to, optional };
    });
}

function fieldsOf(environment: Environment, component: Component, section: unknown): readonly ExplainedField[] {
  const given = environment.given(component.name);
  const completed = environment.completed(component.name);
  return fieldOrigins(component, section, { given, completed }, environment.facts).map((field) =>
    field.origin === "file" ? { ...field, line: environment.locate(field.path).line } : field,
  );
}
