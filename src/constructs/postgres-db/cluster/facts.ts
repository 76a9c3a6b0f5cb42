/** What is known of the objects that hold and make the services' passwords. */
import type { ServiceFacts } from "../../../model/resource-facts";

/** Keeps the revision that is done. */
const REVISION = "kubernetes_config_map_v1";

export const servicesFacts: ServiceFacts = {
  fieldLabels: { [REVISION]: { "data.passwordRevision": { field: "passwordRevision" } } },
  rules: [
    {
      id: "downtime/password-revision-lowered",
      risk: "downtime",
      types: [REVISION],
      actions: ["update", "replace"],
      when: [{ path: "data.passwordRevision", is: "less" }],
      reason:
        "The deployment will fail: passwordRevision is never lowered (from {before} to {after}), and what applications use now would be taken from the store. Write {before}, or one more for new passwords.",
    },
    {
      id: "none/passwords-rotate",
      risk: "none",
      types: [REVISION],
      actions: ["update"],
      when: [{ path: "data.passwordRevision", is: "more" }],
      reason:
        "Every service of the server gets a new user and password, revision {after}. Nothing is interrupted: those of revision {before} stay valid until the next raise. Whatever still uses an older one is refused from now on. What reads the server's figures starts again with a new password.",
    },
  ],
  exceptions: [
    // Passwords of users that nobody has any more: in that namespace nothing runs but the Jobs that make databases.
    { rule: "downtime/release-gone", unless: { path: "namespace", was: ["databases"] } },
  ],
};
