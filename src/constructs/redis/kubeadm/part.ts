/** What bare hosts add to the section `redis`: no cloud runs caches there, so they run in the cluster. */
import type { TargetPart } from "../../../model/component";
import { managedRefused } from "../../kit/managed-refused";
import { withRuns } from "../../kit/with-runs";
import { redisDefaults } from "../defaults";
import type { RedisSection } from "../section";

export const kubeadmCachePart: TargetPart<RedisSection> = {
  defaults: (facts, given: unknown) => withRuns(given, (entries) => redisDefaults(facts, entries)),
  check: managedRefused,
};
