/** What is known of Helm releases, and of the values that charts share. */
import { UNSAFE_VALUES } from "../../catalog/unsafe-values";
import type { ServiceFacts } from "../../model/resource-facts";
import type { RiskRule } from "../../model/risk";
import { podsOnHostNetwork, privilegedPods } from "../shared/pod-rules";
import { onlyDefinitions, servedNoLonger } from "./definition-changes";
import { settingUnsafe } from "./unsafe-values";

const RELEASE = "helm_release";

/** Values that undo a protection: a rule for each entry of `UNSAFE_VALUES` that no other rule judges. */
const UNSAFE: readonly RiskRule[] = UNSAFE_VALUES.filter(({ rule }) => rule === undefined).map(
  ({ id, inOwnChartsToo, reason }) => ({
    id: `exposure/values-${id}`,
    risk: "exposure",
    types: [RELEASE],
    actions: inOwnChartsToo ? ["update", "replace"] : ["create", "update", "replace"],
    when: [settingUnsafe(id)],
    reason: `${reason} Set by: {after}.`,
  }),
);

export const helmFacts: ServiceFacts = {
  fieldLabels: { [RELEASE]: { version: { field: "chart version" } } },
  noise: [
    {
      name: "helm-revision",
      types: [RELEASE],
      attribute: /^metadata(\[0\])?\.(revision|last_deployed|first_deployed|notes)$/,
      reason: "Helm counts deployments; a rollback or a rerun of the same chart and values counts too.",
    },
  ],
  rules: [
    {
      id: "data-loss/crds-removed",
      risk: "data-loss",
      types: [RELEASE],
      actions: ["delete", "replace"],
      when: [{ path: "**.kind", was: ["CustomResourceDefinition", "StatefulSet", "PersistentVolumeClaim"] }],
      reason: "The release brings {before}: what is kept in them goes with it.",
    },
    {
      id: "data-loss/persistent-release",
      risk: "data-loss",
      types: [RELEASE],
      actions: ["delete", "replace"],
      when: [{ path: "values.**.persistence.enabled", was: [true] }],
      reason: "The release keeps data in volumes of its own.",
    },
    {
      id: "exposure/load-balancer-opened",
      risk: "exposure",
      types: [RELEASE],
      actions: ["create", "update", "replace"],
      when: [{ path: "values.**.loadBalancerSourceRanges", is: "opening", absent: "world" }],
      reason: "The load balancer lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/source-ranges-opened",
      risk: "exposure",
      types: [RELEASE],
      actions: ["create", "update", "replace"],
      when: [{ path: "values.**.service.beta.kubernetes.io/load-balancer-source-ranges", is: "opening" }],
      reason: "The load balancer lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/allow-list-opened",
      risk: "exposure",
      types: [RELEASE],
      actions: ["update", "replace"],
      when: [{ path: "values.**.ipAllowList.sourceRange", is: "opening", absent: "world" }],
      reason: "The ingress answers {after}, where it was {before}.",
    },
    {
      id: "exposure/load-balancer-public",
      risk: "exposure",
      types: [RELEASE],
      actions: ["update", "replace"],
      when: [{ path: "values.**.service.beta.kubernetes.io/aws-load-balancer-scheme", becomes: ["internet-facing"] }],
      reason: "The load balancer gets public addresses.",
    },
    privilegedPods(RELEASE),
    podsOnHostNetwork(RELEASE),
    ...UNSAFE,
    {
      id: "downtime/release-version",
      risk: "downtime",
      types: [RELEASE],
      actions: ["update"],
      when: [{ path: "version", is: "changed" }],
      unless: [onlyDefinitions],
      reason:
        "The chart goes from {before} to {after}: its pods restart one after another; with a single copy that is an outage of seconds to minutes.",
    },
    {
      id: "downtime/release-gone",
      risk: "downtime",
      types: [RELEASE],
      actions: ["delete", "replace"],
      unless: [onlyDefinitions],
      reason: "What the release runs stops.",
    },
    {
      id: "downtime/version-served-no-longer",
      risk: "downtime",
      types: [RELEASE],
      actions: ["update"],
      when: [servedNoLonger],
      reason:
        "No longer served: {before}. Whoever asks for objects in that version gets none, and manifests that name it are refused.",
    },
  ],
};
