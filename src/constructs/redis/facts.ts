/** What is known of what comes of the section: how it is called, and what each implementation knows. */
import type { ServiceFacts } from "../../model/resource-facts";
import type { Condition } from "../../model/risk";
import { awsCacheFields } from "./aws/facts";
import { managedRedisFields } from "./azure/facts";
import { clusterCacheFacts } from "./cluster/facts";

/** Releases in the namespace of caches, but for those of caches themselves. */
const ofPasswords: Condition = {
  judge: ({ before }) => ({
    holds: before?.["namespace"] === "redis" && !/^redis-/.test(String(before["name"])),
  }),
};

export const redisFacts: readonly ServiceFacts[] = [
  {
    fileEntries: [{ path: "redis.*", label: "cache" }],
    exceptions: [
      // Passwords of users that nobody has any more, and stores: nothing of it runs.
      { rule: "downtime/release-gone", unless: ofPasswords },
    ],
  },
  awsCacheFields,
  managedRedisFields,
  clusterCacheFacts,
];
