/** The targets that a new project can begin with: those whose accounts and administrators can be asked for. */
import { JangadaError } from "../../errors";
import type { TargetFacts } from "../../model/target-facts";
import type { TargetName } from "../../model/target-name";
import { targets } from "../../targets";

export type NewTarget = TargetFacts & Required<Pick<TargetFacts, "account" | "principal">>;

const hasAccounts = (facts: TargetFacts): facts is NewTarget =>
  facts.account !== undefined && facts.principal !== undefined && facts.stateBackends.length > 0;

/** The first is taken where nobody says. */
export const newTargets: readonly NewTarget[] = (targets as readonly TargetFacts[]).filter(hasAccounts);

/** What else than its account is asked for, over all of them: by key, with those who ask for it. */
export const accountDetails: ReadonlyMap<string, NewTarget> = new Map(
  newTargets.flatMap((facts) => Object.keys(facts.accountDetails ?? {}).map((key) => [key, facts] as const)),
);

/** @throws JangadaError INIT_TARGET */
export function newTarget(name: TargetName): NewTarget {
  const found = newTargets.find((facts) => facts.name === name);
  if (found) return found;
  throw new JangadaError({
    code: "INIT_TARGET",
    message: `A project cannot be begun with the target '${name}'.`,
    remedy: `Choose one of ${newTargets.map((facts) => facts.name).join(", ")}.`,
  });
}
