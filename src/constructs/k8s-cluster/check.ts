/** Checks across the fields of the section `cluster`, and with the section `network`. */
import type { ChartName } from "../../catalog/charts";
import { isSupportedMinor, supportedMinors } from "../../catalog/kubernetes";
import type { SectionContext, SectionProblem } from "../../model/component";
import { chartValueProblems } from "../kit/cluster/check-values";
import { checkApi } from "./check-api";
import { checkPools } from "./check-pools";
import { checkControlPlaneZones, checkServiceRange, type NetworkFacts, networkFacts } from "./check-zones";
import type { ClusterSection } from "./section";

/** Which chart a key of `values` belongs to. */
export const CLUSTER_CHARTS = {
  karpenter: "karpenter",
  metricsServer: "metrics-server",
} as const satisfies Record<keyof ClusterSection["values"], ChartName>;

export function checkCluster(section: ClusterSection, context: SectionContext): readonly SectionProblem[] {
  const network = networkFacts(context);
  return [
    ...checkVersion(section),
    ...(section.existing ? checkExisting(section) : checkOwn(section, context, network)),
    ...checkValues(section),
  ];
}

function checkOwn(
  section: ClusterSection,
  { facts }: SectionContext,
  network: NetworkFacts,
): readonly SectionProblem[] {
  return [
    ...checkAdmins(section, facts.account),
    ...checkPools(section.pools ?? [], network.zones),
    ...checkControlPlaneZones(section.controlPlaneZones ?? [], network, facts.region),
    ...checkServiceRange(section.serviceCidr, network),
    ...checkApi(section.api),
  ];
}

function checkVersion({ version }: ClusterSection): readonly SectionProblem[] {
  if (version === undefined || isSupportedMinor(version)) return [];
  return [
    {
      path: ["version"],
      code: "KUBERNETES_UNSUPPORTED",
      message: `Kubernetes ${version} is not supported: no add-ons and charts are pinned for it.`,
      remedy: `Choose one of ${supportedMinors.join(", ")}.`,
    },
  ];
}

/** Beside a cluster that exists, nothing is made, and so nothing about its making can be said. */
function checkExisting(section: ClusterSection): readonly SectionProblem[] {
  const given = [
    ...(["pools", "controlPlaneZones"] as const).filter((key) => section[key] !== undefined),
    ...(section.admins.length > 0 ? (["admins"] as const) : []),
    ...(Object.keys(section.encryptionKeys).length > 0 ? (["encryptionKeys"] as const) : []),
  ];
  const contradictions = given.map((key) => ({
    path: [key],
    code: "CLUSTER_EXISTING_CONTRADICTION",
    message: `'${key}' says how a cluster is made, but 'existing' names one that is there.`,
    remedy: `Leave out '${key}', or 'existing'.`,
  }));
  if (!section.autoscaling.enabled) return contradictions;
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

function checkAdmins({ admins }: ClusterSection, account: string): readonly SectionProblem[] {
  if (admins.length === 0) {
    return [
      {
        path: ["admins"],
        code: "CLUSTER_NO_ADMINS",
        message: "Nobody would administer the cluster: whoever creates it is not let in by that.",
        remedy: `Name the IAM role that deploys, such as arn:aws:iam::${account}:role/platform-admin.`,
      },
    ];
  }
  return admins.flatMap((admin, index) => [
    ...(admins.indexOf(admin) === index
      ? []
      : [{ path: ["admins", index], code: "CLUSTER_ADMIN_TWICE", message: `'${admin}' is named twice.` }]),
    // EKS takes principals of other accounts in an access entry; that is nearly always a file copied from elsewhere.
    ...(admin.split(":")[4] === account
      ? []
      : [
          {
            path: ["admins", index],
            code: "CLUSTER_ADMIN_OF_OTHER_ACCOUNT",
            message: `'${admin}' is not of the environment's account ${account}.`,
            remedy: "Name a role of the environment's account; people of others take that role on.",
          },
        ]),
  ]);
}

function checkValues({ values }: ClusterSection): readonly SectionProblem[] {
  return Object.entries(CLUSTER_CHARTS).flatMap(([key, chart]) =>
    chartValueProblems(chart, values[key as keyof typeof CLUSTER_CHARTS], ["values", key]),
  );
}
