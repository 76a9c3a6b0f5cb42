/** What Terraform is in the middle of: what would be lost if it were killed now. */
import type { Listener } from "../events";

export interface InFlight {
  readonly listener: Listener;
  /** `<stack>: <action> <address>`, in the order in which they were begun. */
  current(): readonly string[];
}

/** @param next receives every event afterwards */
export function trackInFlight(next: Listener): InFlight {
  const begun = new Map<string, string>();
  return {
    current: () => [...begun.values()],
    listener: (event) => {
      if (event.type === "resource-started") {
        begun.set(`${event.stack} ${event.address}`, `${event.stack}: ${event.action} ${event.address}`);
      }
      if (event.type === "resource") begun.delete(`${event.stack} ${event.address}`);
      if (event.type === "step-finished") {
        for (const key of [...begun.keys()]) if (key.startsWith(`${event.stack} `)) begun.delete(key);
      }
      next(event);
    },
  };
}
