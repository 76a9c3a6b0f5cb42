/** An address in the network for a service of Azure, and the name that leads there: nothing of it is reached from outside. */
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { physicalName } from "../cdktf/names";
import { type DetailedNetwork, type PrivateZone, privateZoneOf, subnetOf } from "./network-place";

/**
 * What an endpoint can lead to, as Azure calls it (`groupId`), and whose private zone names it
 * (learn.microsoft.com/azure/private-link/private-endpoint-dns).
 */
const SUBRESOURCES = {
  blob: "blob",
  vault: "key-vault",
  redisEnterprise: "redis",
} as const satisfies { readonly [subresource: string]: PrivateZone };

export type Subresource = keyof typeof SUBRESOURCES;

/** Servers of PostgreSQL mostly stand in a subnet of their own: the network has no zone for their endpoints. */
const NAMED_BY_OTHERS = "postgresqlServer";

/** Characters of an endpoint's name (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules, "privateEndpoints": 64). */
const NAME_LENGTH = 64;

interface EndpointProps {
  /** Name of what it leads to; the endpoint is called after it. A literal. */
  readonly name: string;
  /** The resource group that it stands in. */
  readonly resourceGroupName: string;
  /** The location of the network. */
  readonly location: string;
  /** The network from which the service is reached: its subnet `endpoints`, and its private zone of the service. */
  readonly network: DetailedNetwork;
  /** ARM id of what it leads to. */
  readonly resourceId: string;
  /** What must be there before it. @default nothing more than what it names */
  readonly dependsOn?: ITerraformDependable[];
}

export type ServiceEndpointProps = EndpointProps &
  (
    | {
        /** Which part of that. The network's private zone of the service names it. */
        readonly subresource: Subresource;
      }
    | {
        readonly subresource: typeof NAMED_BY_OTHERS;
        /** Id of the private zone that names it. */
        readonly zoneId: string;
      }
  );

/** Whatever is asked of the service through the network depends on it. */
export class ServiceEndpoint extends Construct {
  public readonly endpoint: PrivateEndpoint;

  /** @throws JangadaError NETWORK_INCOMPLETE if the network tells no such subnet or zone. */
  constructor(scope: Construct, id: string, props: ServiceEndpointProps) {
    super(scope, id);
    const { resourceGroupName, location, network, subresource } = props;
    const zoneId =
      props.subresource === NAMED_BY_OTHERS ? props.zoneId : privateZoneOf(network, SUBRESOURCES[props.subresource]);
    const name = physicalName([props.name, subresource.toLowerCase()], NAME_LENGTH);
    this.endpoint = new PrivateEndpoint(this, "Resource", {
      name,
      location,
      resourceGroupName,
      subnetId: subnetOf(network, "endpoints"),
      // Called otherwise at random.
      customNetworkInterfaceName: `${name}-nic`,
      privateServiceConnection: {
        name,
        isManualConnection: false,
        privateConnectionResourceId: props.resourceId,
        subresourceNames: [subresource],
      },
      privateDnsZoneGroup: { name: "default", privateDnsZoneIds: [zoneId] },
      ...(props.dependsOn === undefined ? {} : { dependsOn: props.dependsOn }),
    });
    this.node.defaultChild = this.endpoint;
  }
}
