/**
 * What is wrong where another tool takes Prometheus's place: whatever Grafana, Alertmanager, Loki and the rules would do of the
 * section is refused where it stands, and never left undone in silence. Paths are within the section.
 */
import type { SectionContext, SectionProblem } from "../../model/component";
import { corporateAgents } from "./agents";
import { NO_ALERTING } from "./alerting/section";
import { grafanaSection } from "./grafana-section";
import { NO_PROMETHEUS, type ObservabilitySection } from "./section";

type Section = Pick<
  ObservabilitySection,
  "prometheus" | "grafana" | "logs" | "access" | "alerting" | "thresholds" | "values" | "datadog"
>;

/** Whether a tool of the company's takes Prometheus's place. */
export const standsAlone = ({ prometheus }: Pick<ObservabilitySection, "prometheus">): boolean =>
  prometheus === NO_PROMETHEUS;

export function checkAlone(section: Section): readonly SectionProblem[] {
  if (!standsAlone(section)) return [];
  return [...(corporateAgents(section).length === 0 ? [NOTHING] : []), ...notServed(section)];
}

/** Told, since no alert that does not fire tells of itself. */
export function noAlerts(section: Section, { observed }: Pick<SectionContext, "observed">): readonly SectionProblem[] {
  if (!standsAlone(section)) return [];
  const count = (observed?.().alerts ?? []).reduce((sum, { rules }) => sum + rules.length, 0);
  return [
    {
      path: ["prometheus"],
      code: "OBSERVABILITY_NO_ALERTS",
      severity: "warning",
      message: `None of the ${count} alerts of this environment fires: they are Prometheus's, and another tool cannot take them over.`,
      remedy: "Make monitors there; docs/datadog.md says of what.",
    },
  ];
}

const NOTHING: SectionProblem = {
  path: ["prometheus"],
  code: "OBSERVABILITY_NOTHING",
  message: "Nothing would observe the environment: there is no Prometheus, and no other tool.",
  remedy: "Give 'observability.datadog', or leave out 'observability' as a whole.",
};

function notServed(section: Section): readonly SectionProblem[] {
  const { logs, access, grafana, alerting, thresholds, values } = section;
  return [
    ...(logs ? [refused(["logs"], "Loki keeps", "the tool's own agents send logs (`datadog.logs`)")] : []),
    ...(access
      ? [
          refused(
            ["access"],
            "Grafana, Prometheus and Alertmanager show",
            "the tool has its own pages, and its own login",
          ),
        ]
      : []),
    ...differing(grafana, grafanaSection.parse({})).map((key) =>
      refused(["grafana", key], "Grafana does", "the tool has its own pages, and its own login"),
    ),
    ...differing(alerting, NO_ALERTING).map((key) =>
      refused(["alerting", key], "Alertmanager does", "people are told by the tool's own monitors"),
    ),
    ...Object.keys(thresholds).map((name) =>
      refused(["thresholds", name], "Prometheus compares with", "the tool's own monitors have their own figures"),
    ),
    ...Object.entries(values).flatMap(([key, given]) =>
      given === undefined ? [] : [refused(["values", key], "the chart is given", "the chart is not installed")],
    ),
  ];
}

function refused(path: readonly string[], whose: string, instead: string): SectionProblem {
  return {
    path,
    code: "OBSERVABILITY_NOT_SERVED",
    message: `'${path.join(".")}' is what ${whose}, and with 'prometheus: ${NO_PROMETHEUS}' it is not there.`,
    remedy: `Leave it out: ${instead}. Or leave out 'prometheus: ${NO_PROMETHEUS}', and have both.`,
  };
}

/** Keys whose value is not what an empty section has. */
function differing(given: object, empty: object): readonly string[] {
  const usual = new Map(Object.entries(empty));
  return Object.entries(given).flatMap(([key, value]: [string, unknown]) =>
    JSON.stringify(value) === JSON.stringify(usual.get(key)) ? [] : [key],
  );
}
