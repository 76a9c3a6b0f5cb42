/** Where something on Azure stands, read from what constructs are told on every target. */
import type { IConstruct } from "constructs";
import { JangadaError } from "../../../errors";
import { type DetailedNetwork, resourceGroupOf } from "./network-place";

/** What a construct is told of its place: the same on every target. */
export interface PlaceProps {
  /** The cloud's region. A literal. */
  readonly region: string;
  /** The cloud's account. A literal: names that are unique in the world derive from it. */
  readonly account: string;
  /** What else the account is known by: `tenant`, which must be there. @default none, which is refused */
  readonly accountDetails?: Readonly<Record<string, string>> | undefined;
  /** IPv4 ranges outside of the network from which it is deployed. @default none */
  readonly deployFrom?: readonly string[] | undefined;
  /** The network from which it is reached. @default none, which is refused */
  readonly network?: DetailedNetwork | undefined;
}

/** The same in Azure's words. */
export interface AzurePlace {
  readonly location: string;
  readonly subscription: string;
  readonly tenant: string;
  readonly network: DetailedNetwork;
  readonly resourceGroupName: string;
  readonly deployFrom: readonly string[];
}

/** @throws JangadaError AZURE_PLACE, with all that is missing, or NETWORK_INCOMPLETE. */
export function azurePlaceOf(scope: IConstruct, props: PlaceProps): AzurePlace {
  const { region: location, account: subscription, network, deployFrom = [] } = props;
  const tenant = props.accountDetails?.["tenant"];
  if (network !== undefined && tenant !== undefined) {
    return { location, subscription, tenant, network, resourceGroupName: resourceGroupOf(network), deployFrom };
  }
  const missing = (path: string, what: string) => ({
    code: "AZURE_PLACE",
    message: `On Azure it must be said ${what}.`,
    place: { construct: scope.node.path, path },
  });
  throw new JangadaError([
    ...(network === undefined ? [missing("network", "which network reaches it: it stands in that one's group")] : []),
    ...(tenant === undefined ? [missing("accountDetails.tenant", "which tenant's principals are let in")] : []),
  ]);
}
