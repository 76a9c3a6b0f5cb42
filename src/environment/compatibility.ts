/** Asks the compatibility guard about the versions that the sections of one file bring together. */
import { checkClosed, checkCompatibility, type Incompatibility, type UsedVersion } from "../catalog/compatibility";
import type { SectionContext } from "../model/component";
import { versionsForTarget } from "../model/target-parts";
import type { Finding } from "./finding";
import type { ReadSection } from "./sections";

export interface GuardFindings {
  /** What does not work together: the file says what comes of it (`compatibility`). */
  readonly incompatible: readonly Finding[];
  /** What works, and whose makers have stopped: always a warning, whatever `compatibility` says. */
  readonly closed: readonly Finding[];
}

export function guardVersions(sections: readonly ReadSection[], context: SectionContext): GuardFindings {
  const uses: readonly UsedVersion[] = sections.flatMap(({ component, value }) =>
    versionsForTarget(component, value, context).map((use) => ({ ...use, path: [component.name, ...use.path] })),
  );
  const findings = (found: readonly Incompatibility[], code: string): readonly Finding[] =>
    found.map(({ use, message, remedy }): Finding => ({ path: use.path, code, message, remedy }));
  return {
    incompatible: findings(checkCompatibility(uses), "ENV_INCOMPATIBLE"),
    closed: findings(checkClosed(uses), "ENV_CLOSED"),
  };
}
