/** What the profile gives backups that the file says nothing of. */
import type { EnvironmentFacts, Profile } from "../../model/component";
import { retentionHours } from "./section";

const NIGHTLY = { name: "daily", cron: "0 2 * * *" };

/** Twice as long as a weekly schedule pauses, at least. */
const RETENTION: Readonly<Record<Profile, string>> = { minimal: "14d", standard: "30d", full: "90d" };

/** Time in which somebody notices that backups are being deleted. */
const LOCK_DAYS = 7;

export interface VeleroDefaults {
  readonly protected: boolean;
  /** For each schedule of the file; the usual one where it has none. */
  readonly schedules: readonly object[];
  readonly lock?: object;
}

type Given = Readonly<Record<string, unknown>>;

export function veleroDefaults({ profile, protected: byEnvironment }: EnvironmentFacts, given: Given): VeleroDefaults {
  const volumes = profile === "minimal" ? "snapshots" : "copies";
  const usual = { volumes, retention: RETENTION[profile] };
  const schedules = Array.isArray(given["schedules"]) ? (given["schedules"] as readonly unknown[]) : [];
  const isProtected = typeof given["protected"] === "boolean" ? given["protected"] : byEnvironment;
  return {
    protected: byEnvironment,
    // A list of the file takes the place of the default's, entry by entry.
    schedules: schedules.length > 0 ? schedules.map(() => usual) : [{ ...NIGHTLY, ...usual }],
    // A store that the file names has its own.
    ...(isProtected && given["lock"] === undefined && given["store"] === undefined
      ? { lock: { mode: "governance", days: lockDays(schedules, usual.retention) } }
      : {}),
  };
}

/** What is locked for longer than it is kept is paid for, and cannot be restored. */
function lockDays(schedules: readonly unknown[], usual: string): number {
  const kept = schedules.map((schedule) => {
    const written = (schedule as { readonly retention?: unknown } | null)?.retention;
    // What is wrong there is told by the field itself.
    return retentionHours(typeof written === "string" ? written : usual);
  });
  const days = kept.filter((hours) => hours > 0).map((hours) => Math.floor(hours / 24));
  return Math.max(1, Math.min(LOCK_DAYS, ...days));
}
