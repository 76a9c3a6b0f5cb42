/** What a plan takes away, and what it makes of the stack's outputs. Values stay in memory: they may be secret. */
import { parsePlan } from "../../plan-model/plan-format";
import { actionOf } from "../../plan-model/read-plan";
import { valueAt } from "./paths-read";

export interface Removed {
  readonly address: string;
  /** By which others name it: its id and its ARN. */
  readonly identities: readonly string[];
}

export interface PlanEffects {
  /** Managed resources that go for good; a replacement is not one of them. */
  readonly removed: readonly Removed[];
  /** Whether what stands at the path of the outputs (name, then keys) is another value afterwards, or not known yet. */
  moves(path: readonly string[]): boolean;
  /** Texts within the outputs that are in none of them afterwards, where the whole value they stood in is gone. */
  readonly vanished: readonly string[];
}

export function effectsOf(json: string, stack: string): PlanEffects {
  const raw = parsePlan(json, stack);
  const removed = raw.resource_changes
    .filter(({ mode, deposed, change }) => mode === "managed" && !deposed && actionOf(change.actions) === "delete")
    .map(({ address, change }) => ({ address, identities: identitiesOf(change.before) }));
  const sides = (name: string) => {
    const change = raw.output_changes[name];
    return { before: change?.before, after: change?.after, unknown: change?.after_unknown };
  };
  return {
    removed,
    moves: ([name = "", ...keys]) => {
      const { before, after, unknown } = sides(name);
      if (isUnknown(unknown, keys)) return true;
      return JSON.stringify(valueAt(before, keys) ?? null) !== JSON.stringify(valueAt(after, keys) ?? null);
    },
    vanished: Object.keys(raw.output_changes).flatMap((name) => {
      const { before, after, unknown } = sides(name);
      return vanishedIn(before, after, unknown);
    }),
  };
}

/** Shorter texts stand for too many things. */
const MIN_IDENTITY_LENGTH = 8;

function identitiesOf(before: unknown): readonly string[] {
  const found = ["id", "arn"].map((key) => valueAt(before, [key]));
  return [
    ...new Set(found.filter((text): text is string => typeof text === "string" && text.length >= MIN_IDENTITY_LENGTH)),
  ];
}

function isUnknown(unknown: unknown, keys: readonly string[]): boolean {
  if (unknown === true) return true;
  const [key, ...rest] = keys;
  if (key === undefined) return holdsUnknown(unknown);
  return isUnknown(valueAt(unknown, [key]), rest);
}

function holdsUnknown(unknown: unknown): boolean {
  if (unknown === true) return true;
  return typeof unknown === "object" && unknown !== null && Object.values(unknown).some(holdsUnknown);
}

function vanishedIn(before: unknown, after: unknown, unknown: unknown): readonly string[] {
  if (unknown === true) return [];
  if (after === null || after === undefined) return holdsUnknown(unknown) ? [] : textsIn(before);
  if (typeof before !== "object" || before === null) return [];
  return Object.entries(before).flatMap(([key, inner]) =>
    vanishedIn(inner, valueAt(after, [key]), valueAt(unknown, [key])),
  );
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value.length >= MIN_IDENTITY_LENGTH ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
