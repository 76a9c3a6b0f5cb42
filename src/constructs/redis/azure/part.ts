/** What AKS adds to the section `redis`: servers run in the cluster, unless the file says otherwise. */
import type { TargetPart } from "../../../model/component";
import { fieldOf, redisDefaults } from "../defaults";
import type { RedisSection } from "../section";

export const aksCachePart: TargetPart<RedisSection> = {
  defaults: (facts, given: unknown) => {
    if (!Array.isArray(given)) return undefined;
    const entries = given.map((entry: unknown) =>
      typeof entry === "object" && entry !== null && fieldOf(entry, "runs") === undefined
        ? { ...entry, runs: "in-cluster" }
        : entry,
    );
    // What else is usual follows from where it runs.
    const usual = redisDefaults(facts, entries) as readonly object[];
    return usual.map((entry) => ({ ...entry, runs: "in-cluster" }));
  },
  check: (entries) =>
    entries.flatMap(({ runs }, index) =>
      runs === "managed"
        ? [
            {
              path: [index, "runs"],
              code: "TARGET_CANNOT",
              message:
                "Azure Managed Redis has one key for all who log in (azurerm 4.55): services with users, keys and channels of their own it cannot have.",
              remedy: "Write `runs: in-cluster`, or leave it out.",
            },
          ]
        : [],
    ),
};
