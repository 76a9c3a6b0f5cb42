/** What is known of what comes of the section: how it is called, and what each implementation knows. */
import type { ServiceFacts } from "../../model/resource-facts";
import { awsCacheFields } from "./aws/facts";

export const redisFacts: readonly ServiceFacts[] = [
  {
    fileEntries: [{ path: "redis.*", label: "cache" }],
    exceptions: [
      // Passwords of users that nobody has any more: in that namespace nothing runs but the Jobs that set them.
      { rule: "downtime/release-gone", unless: { path: "namespace", was: ["redis"] } },
    ],
  },
  awsCacheFields,
];
