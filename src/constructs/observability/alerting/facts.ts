/** What is at risk when alerting changes: nobody is told any more, and nobody notices that. */
import type { ServiceFacts } from "../../../model/resource-facts";
import type { RiskRule } from "../../../model/risk";

const RELEASE = "helm_release";
/** In the values of the release that carries PrometheusRule objects. */
const RULES = "values.objects.spec.groups.rules";
/** In the values of the chart kube-prometheus-stack. */
const CONFIG = "values.alertmanager.config";
const NOTICES = ["email", "slack", "pagerduty", "webhook"].map((kind) => `${CONFIG}.receivers.${kind}_configs`);

const lost = (id: string, path: string, reason: string): RiskRule => ({
  id: `downtime/${id}`,
  risk: "downtime",
  types: [RELEASE],
  actions: ["update", "delete", "replace"],
  when: [{ path, is: "losing" }],
  reason,
});

export const alertingFacts: ServiceFacts = {
  rules: [
    lost(
      "alert-gone",
      `${RULES}.alert`,
      "Nobody is told any more, and no outage begins with it: the alerts {after} go.",
    ),
    lost(
      "escalation-gone",
      `${RULES}.labels.escalation`,
      "Alerts that go on are not escalated any more: the levels {after} go.",
    ),
    lost("receiver-gone", `${CONFIG}.receivers.name`, "The receivers {after} are told of nothing any more."),
    {
      id: "downtime/receiver-told-less",
      risk: "downtime",
      types: [RELEASE],
      actions: ["update", "replace"],
      when: [{ anyOf: NOTICES, is: "fewer" }],
      reason: "A receiver is told in fewer ways than before: {after}, where it was {before}.",
    },
    {
      id: "downtime/route-silent",
      risk: "downtime",
      types: [RELEASE],
      actions: ["update", "replace"],
      when: [{ path: `${CONFIG}.**.mute_time_intervals`, is: "gaining" }],
      reason: "Routes tell nobody during the scheduled silences {after}.",
    },
  ],
};
