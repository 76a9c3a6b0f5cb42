/** Plans a change: what the resource will look like, and whether it takes a new one. */
import type { Diagnostic, PathStep, PlanRequest, PlanResponse } from "../protocol/handlers";
import type { ValueObject } from "../protocol/value";
import { normalObject } from "./normalize";
import { plannedObject } from "./planned-values";
import { replacementPaths } from "./replacement";
import { contextFor, hasErrors, type SimulatedType } from "./simulated";

/**
 * Terraform's own proposal is not needed: the configuration and the prior state say all that it says, and say which
 * element of a set came from which.
 */
export function plan(subject: SimulatedType, { prior, proposed, config }: PlanRequest): PlanResponse {
  if (proposed === null || config === null) return { planned: null, diagnostics: [] };
  const first = planned(subject, config, prior);
  if (prior === null || hasErrors(first.diagnostics)) return { planned: first.state, diagnostics: first.diagnostics };
  const requiresReplace = replacements(subject, prior, first.state, config);
  if (requiresReplace.length === 0) return { planned: first.state, diagnostics: first.diagnostics };
  // A new object takes its place, so everything that is computed is computed anew.
  const replacement = planned(subject, config, null);
  return { planned: replacement.state, requiresReplace, diagnostics: replacement.diagnostics };
}

function planned(
  subject: SimulatedType,
  config: ValueObject,
  prior: ValueObject | null,
): { state: ValueObject; diagnostics: readonly Diagnostic[] } {
  const { schema, behaviour, parts } = subject;
  const state = plannedObject(schema, config, prior ?? undefined, { legacy: schema.legacy ?? false });
  const context = contextFor(subject, state);
  parts.behaviour.planAll?.(context, state, prior, config);
  const diagnostics = behaviour?.plan?.(context, state, prior, config) ?? [];
  return { state: withoutWriteOnly(subject, normalObject(schema, state)), diagnostics };
}

/** Behaviours see write-only arguments in the configuration; nothing may carry them on. */
function withoutWriteOnly({ schema }: SimulatedType, state: ValueObject): ValueObject {
  for (const [name, { writeOnly }] of Object.entries(schema.attributes)) if (writeOnly) state[name] = null;
  return state;
}

function replacements(
  subject: SimulatedType,
  prior: ValueObject,
  state: ValueObject,
  config: ValueObject,
): readonly (readonly PathStep[])[] {
  const behaviourPaths = subject.behaviour?.replace?.(contextFor(subject, state), state, prior) ?? [];
  return replacementPaths(
    subject.schema,
    [...(subject.schema.replaceOn ?? []), ...behaviourPaths],
    prior,
    state,
    config,
  );
}
