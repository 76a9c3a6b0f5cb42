/** What is wrong with logs beyond their own fields: the bucket's name. */
import type { SectionContext, SectionProblem } from "../../model/component";
import { LOG_STORE } from "./log-store";
import type { ObservabilitySection } from "./section";

export function checkLogs({ logs }: ObservabilitySection, { sections }: SectionContext): readonly SectionProblem[] {
  if (!logs) return [];
  const stores = (sections["objectStorage"] ?? []) as readonly { readonly name: string }[];
  const index = stores.findIndex(({ name }) => name === LOG_STORE);
  if (index < 0) return [];
  return [
    {
      path: ["objectStorage", index, "name"],
      fromTop: true,
      code: "OBSERVABILITY_STORE_TAKEN",
      message: `The store '${LOG_STORE}' is that of the logs ('observability.logs').`,
      remedy: "Give yours another name.",
    },
  ];
}
