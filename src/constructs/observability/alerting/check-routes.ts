/** Whether every route leads to somebody, and alerts can come to it. Paths are within `alerting`. */
import type { SectionProblem } from "../../../model/component";
import { secondsOf } from "../duration";
import { contradict, follows, formatMatcher, type Matcher, parseMatchers } from "./matchers";
import type { RouteInput, RouteSection } from "./routes-section";
import { rootOf } from "./route-tree";
import type { AlertingSection } from "./section";

type Path = readonly (string | number)[];

export function checkRoutes(alerting: AlertingSection): readonly SectionProblem[] {
  const root = rootOf(alerting);
  const { route, escalation, watchdog } = alerting;
  return [
    ...(route ? unknownReceiver(alerting, root.receiver, ["route", "receiver"]) : []),
    ...checkTimes(root, root, ["route"]),
    ...checkList(alerting, root.routes, ["route", "routes"], { matchers: [], times: root }),
    ...escalation.flatMap(({ to }, index) => unknownReceiver(alerting, to, ["escalation", index, "to"])),
    ...(watchdog ? unknownReceiver(alerting, watchdog.to, ["watchdog", "to"]) : []),
    ...unusedReceivers(alerting),
  ];
}

/** What holds of all routes of a list, by the route that they stand in. */
interface Surroundings {
  readonly matchers: readonly Matcher[];
  readonly times: RouteInput | Omit<RouteInput, "matchers">;
}

function checkList(
  alerting: AlertingSection,
  routes: readonly RouteSection[],
  path: Path,
  { matchers: outer, times }: Surroundings,
): readonly SectionProblem[] {
  return routes.flatMap((route, index): readonly SectionProblem[] => {
    const routePath = [...path, index];
    const matchers = [...outer, ...parseMatchers(route.matchers)];
    const own = { ...times, ...given(route) };
    return [
      ...(route.receiver === undefined ? [] : unknownReceiver(alerting, route.receiver, [...routePath, "receiver"])),
      ...unknownSilences(alerting, route, routePath),
      ...reachable(routes, index, routePath, matchers, outer),
      ...checkTimes(route, own, routePath),
      ...checkList(alerting, route.routes, [...routePath, "routes"], { matchers, times: own }),
    ];
  });
}

const given = ({ groupInterval, repeatInterval }: RouteInput): object => ({
  ...(groupInterval === undefined ? {} : { groupInterval }),
  ...(repeatInterval === undefined ? {} : { repeatInterval }),
});

function unknownReceiver({ receivers }: AlertingSection, name: string, path: Path): readonly SectionProblem[] {
  if (receivers.some((receiver) => receiver.name === name)) return [];
  return [
    {
      path,
      code: "ALERTING_RECEIVER_UNKNOWN",
      message: `There is no receiver '${name}': nobody would be told.`,
      remedy: `There are: ${receivers.map((receiver) => receiver.name).join(", ") || "none"}.`,
    },
  ];
}

function unknownSilences({ silences }: AlertingSection, route: RouteSection, path: Path): readonly SectionProblem[] {
  const known = silences.map(({ name }) => name);
  return (["silences", "onlyDuring"] as const).flatMap((field) =>
    route[field].flatMap((name, index): readonly SectionProblem[] =>
      known.includes(name)
        ? []
        : [
            {
              path: [...path, field, index],
              code: "ALERTING_SILENCE_UNKNOWN",
              message: `There is no silence '${name}' under 'alerting.silences'.`,
              remedy: `There are: ${known.join(", ") || "none"}.`,
            },
          ],
    ),
  );
}

/** Whether an alert can come to a route at all. */
function reachable(
  routes: readonly RouteSection[],
  index: number,
  path: Path,
  matchers: readonly Matcher[],
  outer: readonly Matcher[],
): readonly SectionProblem[] {
  if (contradict(matchers)) {
    return [
      {
        path: [...path, "matchers"],
        code: "ALERTING_NEVER",
        message:
          outer.length > 0
            ? `No alert can match these and what the routes around match (${outer.map(formatMatcher).join(", ")}).`
            : "No alert can match all of these.",
      },
    ];
  }
  const before = routes
    .slice(0, index)
    .find((other) => !other.continue && parseMatchers(other.matchers).every((one) => follows(one, matchers)));
  if (!before) return [];
  return [
    {
      path,
      code: "ALERTING_UNREACHABLE",
      message: `No alert comes to this route: each that it matches is taken by one before it (${before.matchers.join(", ") || "without matchers"}).`,
      remedy: "Put it before that one, or let that one 'continue'.",
    },
  ];
}

/** Alertmanager looks whether to tell again when the group's interval is over: never more often. */
function checkTimes(
  written: Omit<RouteInput, "matchers">,
  { groupInterval = "", repeatInterval = "" }: Omit<RouteInput, "matchers">,
  path: Path,
): readonly SectionProblem[] {
  const field = written.repeatInterval === undefined ? "groupInterval" : "repeatInterval";
  if (written[field] === undefined || secondsOf(repeatInterval) >= secondsOf(groupInterval)) return [];
  return [
    {
      path: [...path, field],
      code: "ALERTING_REPEAT_SHORT",
      message: `'repeatInterval' (${repeatInterval}) is shorter than 'groupInterval' (${groupInterval}): nothing is told more often than that.`,
      remedy: "Let the group wait less, or repeat less often.",
    },
  ];
}

/** Somebody waits to be told, and is not. */
function unusedReceivers(alerting: AlertingSection): readonly SectionProblem[] {
  const { receivers, escalation, watchdog } = alerting;
  const root = rootOf(alerting);
  const named = (routes: readonly RouteSection[]): readonly (string | undefined)[] =>
    routes.flatMap((route) => [route.receiver, ...named(route.routes)]);
  const used = new Set([root.receiver, ...named(root.routes), ...escalation.map(({ to }) => to), watchdog?.to]);
  return receivers.flatMap(({ name }, index): readonly SectionProblem[] =>
    used.has(name) || !alerting.route
      ? []
      : [
          {
            path: ["receivers", index, "name"],
            code: "ALERTING_RECEIVER_UNUSED",
            message: `No route leads to the receiver '${name}': it is never told anything.`,
            remedy: "Name it in a route, in 'escalation' or in 'watchdog', or take it out.",
          },
        ],
  );
}
