/** What the section `objectServers` may hold. */
import { defineRules } from "../../model/component";
import { checkObjectServers } from "./check";
import { objectServersDefaults } from "./defaults";
import { objectServersSchema } from "./section";

export const objectServersRules = defineRules({
  schema: objectServersSchema,
  defaults: (facts) => objectServersDefaults(facts),
  check: checkObjectServers,
  versions: () => [{ kind: "chart", name: "seaweedfs", path: [] }],
});
