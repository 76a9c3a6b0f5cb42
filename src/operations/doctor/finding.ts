/** What doctor finds out, one line each. */
export interface Finding {
  /** What was looked at. */
  readonly check: string;
  /** `warning`: it works, but not for long, or not everywhere. `unchecked`: it could not be looked at, so nothing is known. */
  readonly status: "ok" | "warning" | "failed" | "unchecked";
  /** What was found. */
  readonly message: string;
  /** What to do; of everything that is not ok. */
  readonly remedy?: string;
}

export const ok = (check: string, message: string): Finding => ({ check, status: "ok", message });
export const failed = (check: string, message: string, remedy: string): Finding => ({
  check,
  status: "failed",
  message,
  remedy,
});
export const warning = (check: string, message: string, remedy: string): Finding => ({
  check,
  status: "warning",
  message,
  remedy,
});
/** A check that could not be made is not one that found nothing. */
export const unchecked = (check: string, message: string, remedy: string): Finding => ({
  check,
  status: "unchecked",
  message,
  remedy,
});
