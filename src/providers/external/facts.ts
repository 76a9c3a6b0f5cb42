/** What is known of the data source that runs a program. */
import type { ServiceFacts } from "../../model/resource-facts";

export const externalFacts: ServiceFacts = {
  readsFrom: { external: ["program", "working_dir"] },
  rules: [
    {
      id: "exposure/reads-by-command",
      risk: "exposure",
      types: ["external"],
      actions: ["configure"],
      when: [{ anyOf: ["program", "working_dir"], is: "different" }],
      reason: "With the rights of whoever plans, this is run from now on: {after}.",
    },
  ],
};
