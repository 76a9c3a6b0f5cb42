/** Changes that look like something and are known to do no harm. */
import type { RiskRule } from "../risk";

export const NO_RISK_RULES: readonly RiskRule[] = [
  {
    id: "none/storage-grows",
    risk: "none",
    types: ["aws_db_instance"],
    actions: ["update"],
    when: [{ path: "allocated_storage", is: "more" }],
    reason:
      "Storage grows from {before} to {after} GiB without an outage. It never shrinks again, and cannot be changed for six hours.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html",
  },
  {
    id: "none/passwords-rotate",
    risk: "none",
    types: ["kubernetes_config_map_v1"],
    actions: ["update"],
    when: [{ path: "data.passwordRevision", is: "more" }],
    reason:
      "Every service of the server gets a new user and password, revision {after}. Nothing is interrupted: those of revision {before} stay valid until the next raise. Whatever still uses an older one is refused from now on.",
  },
  {
    id: "none/job-runs-again",
    risk: "none",
    types: ["kubernetes_job", "kubernetes_job_v1"],
    actions: ["replace"],
    reason: "A Job cannot be changed: a new one runs in its place.",
  },
  {
    id: "none/tags",
    risk: "none",
    actions: ["update"],
    when: [{ path: "tags_all.*", is: "changed" }],
    reason: "Tags change.",
  },
];
