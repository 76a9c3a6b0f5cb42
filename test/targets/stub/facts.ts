/** A target that there is not: sites of hosts in some harbours. No cloud's words, and none of the shapes of its names. */
import type { TargetFacts } from "../../../src/model/target-facts";
import type { TargetName } from "../../../src/model/target-name";

const ANYTHING = { pattern: /^.+$/, error: "must be a text", example: "anything" };

export const stubFacts: TargetFacts = {
  name: "stub" as string as TargetName,
  title: "the harbours",
  block: "stub",
  region: {
    ...ANYTHING,
    title: "harbour",
    description: "The harbour.",
    usual: "lisbon",
    known: { lisbon: ["pier", "quay", "yard"] },
  },
  tags: { key: ANYTHING, value: ANYTHING, maxCount: 30 },
  names: { environment: 20 },
  windows: { maintenance: { shortest: 30 } },
  stateBackends: [],
  sizes: { small: ["dinghy"], medium: ["sloop"], large: ["schooner"] },
  providers: [],
  environmentVariables: ["STUB_"],
  hosts: () => [],
  entry: { module: "jangada/stub", className: "StubTarget" },
};
