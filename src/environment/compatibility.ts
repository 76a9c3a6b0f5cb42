/** Asks the compatibility guard about the versions that the sections of one file bring together. */
import { checkCompatibility } from "../catalog/compatibility";
import type { SectionContext } from "../model/component";
import { versionsForTarget } from "../model/target-parts";
import type { Finding } from "./finding";
import type { ReadSection } from "./sections";

export function guardVersions(sections: readonly ReadSection[], context: SectionContext): readonly Finding[] {
  const uses = sections.flatMap(({ component, value }) =>
    versionsForTarget(component, value, context).map((use) => ({ ...use, path: [component.name, ...use.path] })),
  );
  return checkCompatibility(uses).map(({ use, message, remedy }): Finding => ({
    path: use.path,
    code: "ENV_INCOMPATIBLE",
    message,
    remedy,
  }));
}
