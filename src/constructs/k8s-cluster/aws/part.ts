/** What EKS adds to the component `cluster`: its own block's defaults and checks, and the versions that only it brings. */
import { ADDONS } from "../../../catalog/eks-addons";
import type {
  EnvironmentFacts,
  SectionContext,
  SectionProblem,
  TargetPart,
  VersionUse,
} from "../../../model/component";
import type { ExistingObject } from "../../../model/existing";
import { chartValueProblems } from "../../kit/cluster/check-values";
import { existingKeys } from "../../kit/existing-key";
import { defaultZones } from "../../network/aws/zones";
import { isAdopted } from "../../kit/adopted";
import type { ClusterSection } from "../section";
import { checkAwsPools } from "./check-pools";
import { checkControlPlaneZones, checkServiceRange, type NetworkFacts, networkFacts } from "./check-zones";

export const eksClusterPart: TargetPart<ClusterSection> = {
  defaults,
  check,
  versions,
  existing,
  observed: ({ autoscaling, aws }) =>
    autoscaling.enabled && aws.existing === undefined
      ? (require("./observed") as typeof import("./observed")).karpenterObserved
      : {},
};

function defaults(facts: EnvironmentFacts, given: Readonly<Record<string, unknown>>): unknown {
  if (isAdopted(given, facts)) return { autoscaling: { enabled: false } };
  const zones = defaultZones(facts);
  return zones.length > 0 ? { aws: { controlPlaneZones: zones } } : {};
}

function check(section: ClusterSection, context: SectionContext): readonly SectionProblem[] {
  return [
    ...(section.aws.existing
      ? checkExisting(section)
      : checkAwsCluster(section, networkFacts(context), context.facts.region)),
    ...chartValueProblems("karpenter", section.aws.values.karpenter, ["aws", "values", "karpenter"]),
  ];
}

/** What is checked of the cluster itself, whether a file or a program says it. */
export function checkAwsCluster(
  section: Pick<ClusterSection, "pools" | "serviceCidr"> & {
    readonly aws: Pick<ClusterSection["aws"], "controlPlaneZones">;
  },
  network: NetworkFacts,
  region: string,
): readonly SectionProblem[] {
  return [
    ...checkAwsPools(section.pools ?? [], network.zones),
    ...checkControlPlaneZones(section.aws.controlPlaneZones ?? [], network, region),
    ...checkServiceRange(section.serviceCidr, network),
  ];
}

/** Beside a cluster that exists, nothing is made, and so nothing about its making can be said. */
function checkExisting({ pools, autoscaling, aws }: ClusterSection): readonly SectionProblem[] {
  const conflictingPaths = [
    ...(pools === undefined ? [] : [["pools"]]),
    ...(aws.controlPlaneZones === undefined ? [] : [["aws", "controlPlaneZones"]]),
    ...(Object.keys(aws.encryptionKeys).length > 0 ? [["aws", "encryptionKeys"]] : []),
  ];
  const contradictions = conflictingPaths.map((path) => ({
    path,
    code: "CLUSTER_EXISTING_CONTRADICTION",
    message: `'${path.join(".")}' says how a cluster is made, but 'aws.existing' names one that is there.`,
    remedy: `Leave out '${path.join(".")}', or 'aws.existing'.`,
  }));
  if (!autoscaling.enabled) return contradictions;
  return [
    ...contradictions,
    {
      path: ["autoscaling", "enabled"],
      code: "CLUSTER_EXISTING_AUTOSCALING",
      message:
        "Karpenter is not installed into a cluster that exists: its queue, roles and tags are that cluster's own.",
      remedy: "Write 'enabled: false', or leave it out.",
    },
  ];
}

function versions({ aws, autoscaling }: ClusterSection): readonly VersionUse[] {
  if (aws.existing) return [];
  const charts = autoscaling.enabled ? ["karpenter-crd", "karpenter"] : [];
  return [
    ...ADDONS.map((name): VersionUse => ({ kind: "add-on", name, path: ["version"] })),
    ...charts.map((name): VersionUse => ({ kind: "chart", name, path: ["version"] })),
  ];
}

function existing({ version, aws }: ClusterSection): readonly ExistingObject[] {
  return [
    ...existingKeys(...Object.values(aws.encryptionKeys)),
    ...(aws.existing ? [{ kind: "cluster" as const, version, ...aws.existing }] : []),
  ];
}
