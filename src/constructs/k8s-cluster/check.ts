/** Checks across the fields of the section `cluster`, as they hold on every target. */
import { isSupportedMinor, supportedMinors } from "../../catalog/kubernetes";
import { overlaps, parseIpv4Range } from "../../model/cidr";
import type { EnvironmentFacts, SectionContext, SectionProblem } from "../../model/component";
import { factsOf } from "../../targets";
import type { NetworkSection } from "../network/section";
import { isAdopted } from "../kit/adopted";
import { checkApi } from "./check-api";
import { checkPools } from "./check-pools";
import { type ClusterSection, NETWORK_ACCESS } from "./section";

export function checkCluster(section: ClusterSection, context: SectionContext): readonly SectionProblem[] {
  const network = context.sections["network"] as NetworkSection | undefined;
  return [
    ...checkVersion(section),
    ...(isAdopted(section, context.facts)
      ? []
      : [
          ...checkAdmins(context.facts),
          ...checkAccess(section.api, context.facts),
          ...checkClusterFields(section, network?.cidr),
        ]),
  ];
}

/** What is checked of the cluster itself, whether a file or a program says it. @param cidr the network's, where it is known */
export function checkClusterFields(
  section: Pick<ClusterSection, "pools" | "serviceCidr" | "api">,
  cidr: string | undefined,
): readonly SectionProblem[] {
  return [...checkPools(section.pools ?? []), ...serviceOverlap(section.serviceCidr, cidr), ...checkApi(section.api)];
}

export function checkVersion({ version }: Pick<ClusterSection, "version">): readonly SectionProblem[] {
  if (isSupportedMinor(version)) return [];
  return [
    {
      path: ["version"],
      code: "KUBERNETES_UNSUPPORTED",
      message: `Kubernetes ${version} is not supported: no add-ons and charts are pinned for it.`,
      remedy: `Choose one of ${supportedMinors.join(", ")}.`,
    },
  ];
}

/** @param cidr of the network, where it is known */
export function serviceOverlap(serviceCidr: string, cidr: string | undefined): readonly SectionProblem[] {
  const [services, network] = [serviceCidr, cidr].map((range) =>
    range === undefined ? undefined : parseIpv4Range(range),
  );
  if (!services || !network || !overlaps(services, network)) return [];
  return [
    {
      path: ["serviceCidr"],
      code: "CLUSTER_SERVICE_CIDR_OVERLAPS",
      message: `The range of Services ${serviceCidr} overlaps the network's ${cidr}: some addresses would mean two things.`,
      remedy: "Choose another private range, such as 172.20.0.0/16.",
    },
  ];
}

/** Which ways there are beside the network's own is the target's: the file is read for all of them. */
function checkAccess(
  { access }: ClusterSection["api"],
  { target }: Pick<EnvironmentFacts, "target">,
): readonly SectionProblem[] {
  const names = [...Object.keys(NETWORK_ACCESS), ...(factsOf(target)?.apiAccess ?? []).map(({ name }) => name)];
  if (names.includes(access)) return [];
  return [
    {
      path: ["api", "access"],
      code: "CLUSTER_API_ACCESS_UNSERVED",
      message: `The target '${target}' has no way to the API server that is called '${access}'.`,
      remedy: `Write one of: ${names.join(", ")}.`,
    },
  ];
}

function checkAdmins({ admins, target, ...where }: EnvironmentFacts): readonly SectionProblem[] {
  const { block, principal } = factsOf(target) ?? {};
  if (block === undefined || !principal || admins.length > 0) return [];
  return [
    {
      path: [block, "admins"],
      fromTop: true,
      reliesOn: [block, "admins"],
      code: "CLUSTER_NO_ADMINS",
      message: "Nobody would administer the cluster: whoever creates it is not let in by that.",
      remedy: `Name who deploys: \`admins: ["${principal.usual(where)}"]\` under '${block}'.`,
    },
  ];
}
