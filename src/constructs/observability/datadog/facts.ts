/** What is at risk when Datadog's agents go, or send less: its monitors then judge by nothing, and most of them say nothing. */
import type { ServiceFacts } from "../../../model/resource-facts";
import type { RiskRule } from "../../../model/risk";

const RELEASE = "helm_release";
/** In the values of the release that carries the DatadogAgent. */
const SPEC = "values.objects.spec";
const SITE = `${SPEC}.global.site`;

const rule = (id: string, actions: RiskRule["actions"], when: RiskRule["when"], reason: string): RiskRule => ({
  id: `downtime/${id}`,
  risk: "downtime",
  types: [RELEASE],
  actions,
  ...(when ? { when } : {}),
  reason,
});

export const datadogFacts: ServiceFacts = {
  fieldLabels: {
    [RELEASE]: {
      "values.objects.*.spec.global.site": { field: "datadog.site" },
      "values.objects.*.spec.global.clusterName": { field: "datadog.clusterName" },
      "values.objects.*.spec.features.logCollection.enabled": { field: "datadog.logs" },
      "values.objects.*.spec.features.apm.enabled": { field: "datadog.apm" },
    },
  },
  rules: [
    rule(
      "datadog-gone",
      ["update", "delete", "replace"],
      [{ path: SITE, is: "removed" }],
      "Nothing of the environment reaches Datadog ({before}) any more: its monitors judge by nothing.",
    ),
    rule(
      "datadog-site-changed",
      ["update"],
      [{ path: SITE, is: "changed" }],
      "Everything is sent to {after} from now on. What is at {before} stays there, and its monitors judge by nothing.",
    ),
    rule(
      "datadog-cluster-renamed",
      ["update"],
      [{ path: `${SPEC}.global.clusterName`, is: "changed" }],
      "The cluster is called {after} in Datadog: monitors and dashboards of {before} find nothing any more.",
    ),
    rule(
      "datadog-logs-off",
      ["update"],
      [
        { path: `${SPEC}.features.logCollection.enabled`, was: [true] },
        { path: `${SPEC}.features.logCollection.enabled`, becomes: [false] },
      ],
      "No log reaches Datadog any more: monitors of logs judge by nothing.",
    ),
  ],
};
