/** What is checked of a virtual network that exists. */
import type { SectionContext, SectionProblem } from "../../../model/component";
import { isAdopted } from "../../kit/adopted";
import type { NetworkSection } from "../section";
import { checkZonesOf } from "./check";
import type { ExistingAzureNetwork } from "./existing-section";

export type NamedNetwork = Pick<NetworkSection, "cidr" | "nat" | "privateEndpoints" | "zoneCount" | "azure">;
type Subnets = ExistingAzureNetwork["subnets"];

const AT = ["azure", "existing"];

/** What holds of it whoever names it, a file or a program. @param group the resource group that is made for what stands in it */
export function checkExistingNetwork(
  section: NamedNetwork,
  existing: ExistingAzureNetwork,
  { group, location }: { readonly group: string; readonly location: string },
): readonly SectionProblem[] {
  return [
    ...contradictions(section),
    ...checkZonesOf(section, location),
    ...checkSubnets(existing),
    ...checkGroup(existing, group),
  ];
}

/** Nothing of it is made, and so nothing of its making can be said. Zones can: what stands in it is spread over them. */
function contradictions(section: NamedNetwork): readonly SectionProblem[] {
  const paths = [
    ...(["cidr", "nat", "privateEndpoints"] as const).filter((key) => section[key] !== undefined).map((key) => [key]),
    ...(["natSku", "natZone"] as const).filter((key) => section.azure[key] !== undefined).map((key) => ["azure", key]),
  ];
  return paths.map((path) => ({
    path,
    code: "NETWORK_EXISTING_CONTRADICTION",
    message: `'${path.join(".")}' says how a network is made, but 'azure.existing' names one that is there.`,
    remedy: `Leave out '${path.join(".")}', or 'azure.existing'.`,
  }));
}

/** Azure reads ids in either case. */
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function checkSubnets({ networkId, subnets }: ExistingAzureNetwork): readonly SectionProblem[] {
  const named = Object.entries(subnets).filter((entry): entry is [keyof Subnets, string] => entry[1] !== undefined);
  return named.flatMap(([purpose, id], index) => {
    const path = [...AT, "subnets", purpose];
    if (!id.toLowerCase().startsWith(`${networkId.toLowerCase()}/subnets/`)) {
      return [
        {
          path,
          code: "NETWORK_SUBNET_ELSEWHERE",
          message: "The subnet is not one of the network that 'azure.existing' names.",
          remedy: `Write an id that begins with ${networkId}/subnets/.`,
        },
      ];
    }
    const earlier = named.slice(0, index).find(([, other]) => same(id, other));
    // Load balancers may stand among the nodes; whatever is delegated, and endpoints, stand alone.
    if (!earlier || [purpose, earlier[0]].every((one) => one === "nodes" || one === "public")) return [];
    return [
      {
        path,
        code: "NETWORK_SUBNET_SHARED",
        message: `'${purpose}' and '${earlier[0]}' name the same subnet: each needs one of its own.`,
        remedy: "Have whoever owns the network make another subnet, and write its id.",
      },
    ];
  });
}

/** One resource group cannot be both: the environment makes its own, and takes it away with itself. */
function checkGroup({ networkId }: ExistingAzureNetwork, group: string): readonly SectionProblem[] {
  if (!same(networkId.split("/")[4] ?? "", group)) return [];
  return [
    {
      path: [...AT, "networkId"],
      code: "NETWORK_EXISTING_GROUP",
      message: `The network stands in the resource group '${group}', which the environment makes for what is its own.`,
      remedy: "Give the environment another name, or name a network of another resource group.",
    },
  ];
}

/** What other sections would have stand in it: each has a subnet for that. */
export function checkPurposes(
  { subnets }: ExistingAzureNetwork,
  { sections, facts }: SectionContext,
): readonly SectionProblem[] {
  const cluster = sections["cluster"] as object | undefined;
  const databases = Array.isArray(sections["databases"]) ? (sections["databases"] as readonly DatabasePlace[]) : [];
  const needs = [
    ["api-server", cluster !== undefined && !isAdopted(cluster, facts), "the API server of the cluster"],
    ["data", databases.some(standsInSubnet), "databases"],
  ] as const;
  return needs
    .filter(([purpose, isNeeded]) => isNeeded && subnets[purpose] === undefined)
    .map(([purpose, , whose]) => ({
      path: [...AT, "subnets"],
      at: "key",
      code: "NETWORK_SUBNET_MISSING",
      message: `No subnet is named for '${purpose}': ${whose} would have nowhere to stand.`,
      remedy: `Write the id of a subnet as 'azure.existing.subnets.${purpose}'.`,
    }));
}

/** As much of an entry of `databases` as tells where it stands. */
interface DatabasePlace {
  readonly runs?: string;
  readonly azure?: { readonly subnetId?: string; readonly privateEndpoint?: unknown };
}

const standsInSubnet = ({ runs, azure }: DatabasePlace): boolean =>
  runs !== "in-cluster" && azure?.subnetId === undefined && azure?.privateEndpoint === undefined;
