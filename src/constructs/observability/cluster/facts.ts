/** What is at risk when observability shrinks or goes: metrics and logs that nobody gets back. */
import type { ResourceChange } from "../../../model/plan";
import { valuesAt } from "../../../model/plan-values";
import type { ServiceFacts } from "../../../model/resource-facts";
import { type Condition, type Judgement, NOT_HELD, type RiskRule } from "../../../model/risk";
import { secondsOf } from "../duration";

const RELEASE = "helm_release";
const SPEC = "values.prometheus.prometheusSpec";

/** Of each kind of volume, where the values say how large it is. */
const VOLUMES = {
  prometheus: `${SPEC}.storageSpec.volumeClaimTemplate.spec.resources.requests.storage`,
  grafana: "values.grafana.persistence.size",
  loki: "values.singleBinary.persistence.size",
} as const;

/** A text there says less than before, as `measure` reads it. */
function lessAt(path: string, measure: (text: string) => number): Condition {
  return {
    judge: ({ before, after }: ResourceChange): Judgement => {
      const [was] = valuesAt(before, path);
      const [will] = valuesAt(after, path);
      if (typeof was !== "string" || typeof will !== "string" || measure(will) >= measure(was)) return NOT_HELD;
      return { holds: true, before: was, after: will };
    },
  };
}

const gibibytes = (text: string): number => Number(text.replace(/Gi$/, ""));

const shortened = (id: string, path: string, what: string): RiskRule => ({
  id: `data-loss/${id}`,
  risk: "data-loss",
  types: [RELEASE],
  actions: ["update", "replace"],
  when: [lessAt(path, secondsOf)],
  reason: `${what} older than {after} are deleted; they were kept for {before}.`,
});

export const observabilityReleaseFacts: ServiceFacts = {
  fieldLabels: {
    [RELEASE]: {
      [`${SPEC}.retention`]: { field: "prometheus.retention" },
      [`${SPEC}.replicas`]: { field: "prometheus.replicas" },
      [VOLUMES.prometheus]: { field: "prometheus.storage" },
      [VOLUMES.grafana]: { field: "grafana.storage" },
      "values.loki.limits_config.retention_period": { field: "logs.retention" },
      [VOLUMES.loki]: { field: "logs.storage" },
    },
  },
  rules: [
    shortened("metrics-shortened", `${SPEC}.retention`, "Metrics"),
    shortened("logs-shortened", "values.loki.limits_config.retention_period", "Logs"),
    {
      id: "data-loss/metrics-gone",
      risk: "data-loss",
      types: [RELEASE],
      actions: ["delete", "replace"],
      when: [{ path: "chart", was: ["kube-prometheus-stack"] }],
      reason:
        "Metrics and silences go, and no alert fires any more. Where the environment is protected, the volumes stay, and nobody reads them.",
    },
    ...Object.entries(VOLUMES).map(([name, path]): RiskRule => ({
      id: `downtime/${name}-volume-shrunk`,
      risk: "downtime",
      types: [RELEASE],
      actions: ["update"],
      when: [lessAt(path, gibibytes)],
      reason:
        "A volume never shrinks: it stays as large as it is ({before}), and the deployment may fail. Write {before} again, or remove the volume first.",
    })),
    {
      id: "data-loss/grafana-volume-gone",
      risk: "data-loss",
      types: [RELEASE],
      actions: ["update"],
      when: [{ path: VOLUMES.grafana, is: "removed" }],
      reason: "What people made in Grafana itself goes with its volume.",
    },
  ],
};
