/** What of alerting no field alone says. Paths are within `alerting`. */
import type { SectionProblem } from "../../../model/component";
import { secondsOf } from "../duration";
import { contradict, parseMatchers } from "./matchers";
import { checkReceivers } from "./check-receivers";
import { checkRoutes } from "./check-routes";
import { longestWait, rootOf } from "./route-tree";
import type { AlertingSection } from "./section";

export function checkAlerting(alerting: AlertingSection): readonly SectionProblem[] {
  return [
    ...checkReceivers(alerting),
    ...checkRoutes(alerting),
    ...checkSilences(alerting),
    ...checkEscalation(alerting),
    ...checkInhibitions(alerting),
  ];
}

function checkSilences({ silences, route }: AlertingSection): readonly SectionProblem[] {
  const used = JSON.stringify(route ?? {});
  return silences.flatMap(({ name }, index): readonly SectionProblem[] => {
    const path = ["silences", index, "name"];
    if (silences.findIndex((other) => other.name === name) !== index) {
      return [
        {
          path,
          code: "ALERTING_SILENCE_TWICE",
          message: `There are two silences called '${name}'.`,
          remedy: "Give one of them another name, or put both into the 'when' of one.",
        },
      ];
    }
    if (used.includes(JSON.stringify(name))) return [];
    return [
      {
        path,
        code: "ALERTING_SILENCE_UNUSED",
        message: `No route names the silence '${name}': it silences nothing.`,
        remedy: "Name it in the 'silences' of a route; a route without matchers takes every alert.",
      },
    ];
  });
}

function checkEscalation(alerting: AlertingSection): readonly SectionProblem[] {
  const { escalation } = alerting;
  const wait = longestWait(rootOf(alerting));
  return escalation.flatMap((level, index): readonly SectionProblem[] => {
    const { after, to, matchers } = level;
    const path = ["escalation", index];
    const same = (other: typeof level): boolean => JSON.stringify(other) === JSON.stringify(level);
    return [
      ...(secondsOf(after) <= wait
        ? [
            {
              path: [...path, "after"],
              code: "ALERTING_ESCALATION_SOON",
              message: `After ${after} nobody has been told yet: a route's 'groupWait' is ${wait} s.`,
              remedy: "Escalate after a longer time, or let the group wait less.",
            },
          ]
        : []),
      ...(escalation.findIndex(same) !== index
        ? [
            {
              path,
              code: "ALERTING_ESCALATION_TWICE",
              message: `'${to}' is told twice of the same alerts, after the same time.`,
              remedy: "Take one of the two out.",
            },
          ]
        : []),
      ...(contradict(parseMatchers(matchers))
        ? [
            {
              path: [...path, "matchers"],
              code: "ALERTING_NEVER",
              message: "No alert can match all of these: the level would never be reached.",
            },
          ]
        : []),
    ];
  });
}

function checkInhibitions({ inhibit }: AlertingSection): readonly SectionProblem[] {
  return inhibit.flatMap((rule, index) =>
    (["source", "target"] as const).flatMap((side): readonly SectionProblem[] =>
      contradict(parseMatchers(rule[side]))
        ? [
            {
              path: ["inhibit", index, side],
              code: "ALERTING_NEVER",
              message: "No alert can match all of these.",
            },
          ]
        : [],
    ),
  );
}
