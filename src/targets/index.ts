/** The targets of this version, as data: the one place that lists them. */
import type { TargetFacts } from "../model/target-facts";
import type { TargetName } from "../model/target-name";
import { eksFacts } from "./eks/facts";

export const targets = [eksFacts] as const satisfies readonly TargetFacts[];

/** Undefined of a target that is known, but not served by this version. */
export function factsOf(name: TargetName, among: readonly TargetFacts[] = targets): TargetFacts | undefined {
  return among.find((facts) => facts.name === name);
}
