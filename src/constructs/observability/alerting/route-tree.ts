/**
 * The tree of Alertmanager's routes. Two stand side by side: that of the file, and one of the same branches for alerts that
 * were escalated. An escalated alert takes the branch that its alert takes, and is silent when that is: so a scheduled silence
 * of a route holds for what is escalated from it.
 */
import { ESCALATION_LABEL, formatMatcher, type Matcher, parseMatchers } from "./matchers";
import { WATCHDOG } from "./own-alerts";
import type { RootRouteSection, RouteInput, RouteSection } from "./routes-section";
import { secondsOf } from "../duration";
import type { AlertingSection } from "./section";

/** A receiver that tells nobody. No receiver of the file has this name. */
export const NOBODY = "null";

/** As Alertmanager's configuration has it. */
export interface AlertmanagerRoute {
  readonly receiver?: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly continue?: boolean;
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
  readonly routes?: readonly AlertmanagerRoute[];
}

/** The first route: the file's, else one to the only receiver there is, else one to nobody. */
export function rootOf({ route, receivers }: AlertingSection): RootRouteSection {
  const [only, ...others] = receivers;
  const receiver = only && others.length === 0 ? only.name : NOBODY;
  return (
    route ?? {
      receiver,
      groupBy: ["alertname", "namespace"],
      groupWait: "30s",
      groupInterval: "5m",
      repeatInterval: "4h",
      routes: [],
    }
  );
}

export function routeTree(alerting: AlertingSection): AlertmanagerRoute {
  const root = rootOf(alerting);
  return {
    receiver: root.receiver,
    ...timing(root),
    routes: [watchdogRoute(alerting), ...escalatedTree(alerting, root), ...root.routes.map(plainRoute)],
  };
}

function plainRoute(route: RouteSection): AlertmanagerRoute {
  return {
    ...(route.receiver === undefined ? {} : { receiver: route.receiver }),
    ...branch(route),
    ...(route.continue ? { continue: true } : {}),
    ...intervals(route),
    ...(route.routes.length > 0 ? { routes: route.routes.map(plainRoute) } : {}),
  };
}

/** What fires always must neither be told to people nor be put together with anything. */
function watchdogRoute({ watchdog }: AlertingSection): AlertmanagerRoute {
  return {
    receiver: watchdog?.to ?? NOBODY,
    matchers: [text({ label: "alertname", operator: "=", value: WATCHDOG })],
    ...(watchdog
      ? {
          group_wait: "0s",
          // What is told again is told at such an interval: a shorter one, so that no call comes a whole one too late.
          group_interval: "30s",
          repeat_interval: watchdog.every,
        }
      : {}),
  };
}

function escalatedTree(alerting: AlertingSection, root: RootRouteSection): readonly AlertmanagerRoute[] {
  if (alerting.escalation.length === 0) return [];
  const levels = alerting.escalation.map(({ to }, index): AlertmanagerRoute => ({
    receiver: to,
    matchers: [text(isLevel(index + 1))],
  }));
  return [
    {
      receiver: NOBODY,
      matchers: [text({ label: ESCALATION_LABEL, operator: "!=", value: "" })],
      routes: [...root.routes.flatMap((route) => escalatedRoute(route, levels)), ...levels],
    },
  ];
}

/**
 * The first branch that an alert takes is the one that is escalated: whoever is told next is told once. Of one that is not, and
 * lets the alert go on to the routes after it, only the branches within are there.
 */
function escalatedRoute(route: RouteSection, levels: readonly AlertmanagerRoute[]): readonly AlertmanagerRoute[] {
  const within = route.routes.flatMap((inner) => escalatedRoute(inner, levels));
  if (!route.escalates && route.continue) return within.map((inner) => joined(branch(route), inner));
  const ends = route.escalates ? levels.map((level) => ({ ...level, ...intervals(route) })) : [];
  const routes = [...within, ...ends];
  return [{ receiver: NOBODY, ...branch(route), ...(routes.length > 0 ? { routes } : {}) }];
}

/** A route in the place of the one that it stands in. */
function joined(outer: AlertmanagerRoute, inner: AlertmanagerRoute): AlertmanagerRoute {
  const matchers = [...(outer.matchers ?? []), ...(inner.matchers ?? [])];
  return { ...outer, ...inner, ...(matchers.length > 0 ? { matchers } : {}) };
}

export const isLevel = (level: number): Matcher => ({ label: ESCALATION_LABEL, operator: "=", value: String(level) });

const text = formatMatcher;

function branch(route: RouteSection): AlertmanagerRoute {
  const matchers = parseMatchers(route.matchers).map(formatMatcher);
  return { ...(matchers.length > 0 ? { matchers } : {}), ...timing(route) };
}

function timing(route: Pick<RouteInput, "groupBy" | "groupWait" | "groupInterval" | "repeatInterval">): {
  [K in "group_by" | "group_wait" | "group_interval" | "repeat_interval"]?: AlertmanagerRoute[K];
} {
  return {
    ...(route.groupBy ? { group_by: route.groupBy } : {}),
    ...(route.groupWait === undefined ? {} : { group_wait: route.groupWait }),
    ...(route.groupInterval === undefined ? {} : { group_interval: route.groupInterval }),
    ...(route.repeatInterval === undefined ? {} : { repeat_interval: route.repeatInterval }),
  };
}

/** They are no route's but their own: Alertmanager hands them down to none. */
function intervals({ silences, onlyDuring }: RouteSection): AlertmanagerRoute {
  return {
    ...(silences.length > 0 ? { mute_time_intervals: silences } : {}),
    ...(onlyDuring.length > 0 ? { active_time_intervals: onlyDuring } : {}),
  };
}

/** The longest that the first notification of an alert may wait on any route, in seconds. */
export function longestWait(root: RootRouteSection): number {
  const waits = (routes: readonly RouteSection[]): readonly number[] =>
    routes.flatMap(({ groupWait, routes: within }) => [
      ...(groupWait === undefined ? [] : [secondsOf(groupWait)]),
      ...waits(within),
    ]);
  return Math.max(secondsOf(root.groupWait), ...waits(root.routes));
}
