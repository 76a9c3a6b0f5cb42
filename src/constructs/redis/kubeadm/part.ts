/** What bare hosts add to the section `redis`: no cloud runs caches there, so they run in the cluster. */
import type { TargetPart } from "../../../model/component";
import { managedRefused } from "../../kit/managed-refused";
import { fieldOf } from "../../kit/field-of";
import { redisDefaults } from "../defaults";
import type { RedisSection } from "../section";

export const kubeadmCachePart: TargetPart<RedisSection> = {
  defaults: (facts, given: unknown) => {
    if (!Array.isArray(given)) return undefined;
    // What else is usual follows from where it runs.
    const entries = given.map((entry: unknown) =>
      typeof entry === "object" && entry !== null && fieldOf(entry, "runs") === undefined
        ? { ...entry, runs: "in-cluster" }
        : entry,
    );
    return (redisDefaults(facts, entries) as readonly object[]).map((usual) => ({ ...usual, runs: "in-cluster" }));
  },
  check: managedRefused,
};
