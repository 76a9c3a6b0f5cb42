/** What Terraform's own words mean, where its problem has a name and a remedy of ours. */
import type { Problem } from "../errors";

/** Terraform's and OpenTofu's words where the lock cannot be had, for whatever reason: also if the disk is full. */
const NO_LOCK = "Error acquiring the state lock";
/** What it adds if that is because somebody else holds it. */
const LOCK_HELD =
  /Lock Info:|resource temporarily unavailable|ConditionalCheckFailed|PreconditionFailed|already locked/;
const DISK_FULL = /no space left on device|disk quota exceeded|file too large/i;

const UNLOCK =
  "Wait until the other run has ended. If none runs any more, take the lock away by the id above: terraform force-unlock <id>, in the stack's folder.";
const MAKE_ROOM =
  "Make room on that disk, and run the same again: what Terraform could not write down is looked for first, and told.";

export function codeOf(summary: string, detail = ""): Pick<Problem, "code" | "remedy"> {
  if (summary.startsWith(NO_LOCK) && LOCK_HELD.test(detail)) return { code: "STATE_LOCKED", remedy: UNLOCK };
  if (DISK_FULL.test(`${summary}\n${detail}`)) return { code: "NO_SPACE", remedy: MAKE_ROOM };
  return { code: "TERRAFORM" };
}
