/** What AKS adds to the section `redis`: where servers run, unless the file says it, and what Azure Managed Redis refuses. */
import type { Profile, SectionProblem, TargetPart } from "../../../model/component";
import { atEntry } from "../../kit/at-entry";
import { existingKeys } from "../../kit/azure/existing-key";
import { fieldOf } from "../../kit/field-of";
import { withRuns } from "../../kit/with-runs";
import { redisDefaults } from "../defaults";
import type { RedisEntry, RedisSection } from "../section";
import { checkManagedRedis } from "./check";

export const aksCachePart: TargetPart<RedisSection> = {
  defaults: (facts, given: unknown) =>
    withRuns(given, (entries) =>
      (redisDefaults(facts, entries) as readonly { readonly topology: object }[]).map((usual, index) =>
        fieldOf(entries[index], "runs") === "managed"
          ? { ...usual, topology: oneCopy(facts.profile, usual.topology) }
          : usual,
      ),
    ),
  check: (entries) =>
    entries.flatMap((entry, index) =>
      atEntry(
        index,
        entry.runs === "managed" ? [...checkManagedRedis(entry), ...checkRevision(entry)] : checkUnused(entry),
      ),
    ),
  existing: (entries) => existingKeys(...entries.map(({ azure }) => azure.encryptionKey)),
};

/** Azure keeps one copy or none. */
const oneCopy = (profile: Profile, topology: object): object =>
  "replicas" in topology ? { ...topology, replicas: profile === "minimal" ? 0 : 1 } : topology;

function checkRevision({ passwordRevision }: RedisEntry): readonly SectionProblem[] {
  if (passwordRevision === 1) return [];
  return [
    {
      path: ["passwordRevision"],
      code: "TARGET_CANNOT",
      message: "Keys of Azure Managed Redis are Azure's to renew: azurerm 4.55 cannot.",
      remedy:
        "Take it out; `az redisenterprise database regenerate-key` makes a new key, and the next deployment tells everybody.",
    },
  ];
}

/** What only Azure Managed Redis has. */
function checkUnused({ use, azure }: Pick<RedisEntry, "use" | "azure">): readonly SectionProblem[] {
  return (["clusteringPolicy", "sku", "encryptionKey"] as const)
    .filter((field) => azure[field] !== undefined)
    .map((field) => ({
      path: ["azure", field],
      at: "key",
      code: "CACHE_FIELD_MISPLACED",
      message: `'azure.${field}' is Azure Managed Redis', and means nothing of a ${use} that runs in the cluster.`,
      remedy: "Take it out.",
    }));
}
