/** Where Alertmanager takes an alert to, by its own rule (dispatch/route.go, `Match`): children first, the node itself if none. */
import { contradict, matchesValue, parseMatchers } from "../../src/constructs/observability/alerting/matchers";
import type { AlertmanagerRoute } from "../../src/constructs/observability/alerting/route-tree";

export interface Destination {
  readonly receiver: string;
  readonly silences: readonly string[];
  readonly onlyDuring: readonly string[];
  readonly repeatInterval: string;
}

type Labels = Readonly<Record<string, string>>;

export function destinations(
  route: AlertmanagerRoute,
  labels: Labels,
  outer: AlertmanagerRoute = {},
): readonly Destination[] {
  const matchers = parseMatchers(route.matchers ?? []);
  if (contradict(matchers)) throw new Error("It matches nothing.");
  if (!matchers.every((one) => matchesValue(one, labels[one.label] ?? ""))) return [];
  // Receiver and times are handed down; time intervals are not.
  const own = { ...outer, ...route };
  const { receiver = "", repeat_interval: repeatInterval = "", group_by } = own;
  const handed = { receiver, repeat_interval: repeatInterval, ...(group_by ? { group_by } : {}) };
  const found: Destination[] = [];
  for (const child of route.routes ?? []) {
    const within = destinations(child, labels, handed);
    found.push(...within);
    if (within.length > 0 && child.continue !== true) break;
  }
  if (found.length > 0) return found;
  return [
    {
      receiver,
      silences: route.mute_time_intervals ?? [],
      onlyDuring: route.active_time_intervals ?? [],
      repeatInterval,
    },
  ];
}
