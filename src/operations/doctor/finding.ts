/** What doctor finds out, one line each. */
export interface Finding {
  /** What was looked at. */
  readonly check: string;
  /** `warning`: it works, but not for long, or not everywhere. */
  readonly status: "ok" | "warning" | "failed";
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
