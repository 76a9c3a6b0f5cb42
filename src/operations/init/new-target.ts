/** The targets that a new project can begin with, and what each asks for. */
import { JangadaError } from "../../errors";
import type { BlockQuestion } from "../../model/new-block";
import type { TargetFacts } from "../../model/target-facts";
import type { TargetName } from "../../model/target-name";
import { targets } from "../../targets";

/** Those that say what their block is filled in with. The first is taken where nobody says. */
export const newTargets: readonly TargetFacts[] = (targets as readonly TargetFacts[]).filter(
  ({ account, newBlock }) => account !== undefined || newBlock !== undefined,
);

/** What else than its account is asked for, over all of them: by key, with those who ask for it. */
export const accountDetails: ReadonlyMap<string, TargetFacts> = new Map(
  newTargets.flatMap((facts) => Object.keys(facts.accountDetails ?? {}).map((key) => [key, facts] as const)),
);

/** What else their blocks are filled in with, with those who ask for it. */
export const blockQuestions: readonly { readonly question: BlockQuestion; readonly facts: TargetFacts }[] =
  newTargets.flatMap((facts) => (facts.newBlock?.questions ?? []).map((question) => ({ question, facts })));

/** @throws JangadaError INIT_TARGET */
export function newTarget(name: TargetName): TargetFacts {
  const found = newTargets.find((facts) => facts.name === name);
  if (found) return found;
  throw new JangadaError({
    code: "INIT_TARGET",
    message: `A project cannot be begun with the target '${name}'.`,
    remedy: `Choose one of ${newTargets.map((facts) => facts.name).join(", ")}.`,
  });
}
