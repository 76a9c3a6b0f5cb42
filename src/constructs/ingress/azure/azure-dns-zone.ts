/** The environment's DNS zone in Azure DNS: adopted by its id, or made. */
import { DnsZone } from "@cdktf/provider-azurerm/lib/dns-zone";
import { Construct } from "constructs";
import type { IngressSettings } from "../props";

export interface AzureDnsZoneProps {
  /** Name of the zone. */
  readonly name: string;
  /** The section's fields, checked and with their defaults. */
  readonly settings: IngressSettings;
  /** The resource group that it is made in; asked only where none exists. */
  resourceGroup(): string;
}

/**
 * A zone that is made here is public, and plain. Not signed: DNSSEC needs a record in the parent zone, and while that is
 * wrong the whole zone stops resolving. Who wants it makes the zone, and gives its id.
 */
export class AzureDnsZone extends Construct {
  /** Absent of a zone that existed. */
  public readonly resource?: DnsZone;
  public readonly zoneId: string;
  /** Of a zone that was made: the parent zone must delegate to them before any name in it is found. */
  public readonly nameServers: readonly string[] | undefined;

  constructor(scope: Construct, id: string, props: AzureDnsZoneProps) {
    super(scope, id);
    const { azure, protected: isProtected } = props.settings;
    if (azure.zoneId !== undefined) {
      this.zoneId = azure.zoneId;
      return;
    }
    this.resource = new DnsZone(this, "Resource", {
      name: props.name,
      resourceGroupName: props.resourceGroup(),
      // Azure asks nobody: a zone goes with all of its records, and comes back under other name servers.
      lifecycle: { preventDestroy: isProtected },
    });
    this.zoneId = this.resource.id;
    this.nameServers = this.resource.nameServers;
    this.node.defaultChild = this.resource;
  }
}
