/** Waits for a Terraform that is nobody's child any more: its parent died, so only its number and its start tell that it lives. */
import { onStopRequest } from "../stop-request";
import { signalProcess } from "../process";
import type { Follower } from "./follow-run";
import { isAlive } from "./identity";
import type { RunRecord } from "./record";

/** Milliseconds between two looks. */
const POLL_INTERVAL = 100;

export async function waitForOrphan(
  { terraform, kind }: RunRecord,
  follower: Follower | undefined,
  options: { readonly signal?: AbortSignal; readonly kill?: AbortSignal },
): Promise<void> {
  const send = (signal: NodeJS.Signals): void => {
    if (isAlive(terraform)) signalProcess(terraform.pid, signal);
  };
  const stop = (): void => send("SIGINT");
  const kill = (): void => send("SIGKILL");
  // Nobody will look at what it plans.
  if (kind === "plan") stop();
  const unwatch = kind === "plan" ? () => undefined : onStopRequest(options.signal, stop);
  options.kill?.addEventListener("abort", kill, { once: true });
  try {
    while (isAlive(terraform)) {
      follower?.read();
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL));
    }
  } finally {
    unwatch();
    options.kill?.removeEventListener("abort", kill);
  }
}
