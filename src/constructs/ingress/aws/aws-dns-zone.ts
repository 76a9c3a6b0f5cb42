/** The environment's DNS zone in Route 53: adopted by its id, or made. */
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import type { IngressSettings } from "../props";

export interface AwsDnsZoneProps {
  /** What its name in the cloud begins with. */
  readonly name: string;
  /** The section's fields, checked and with their defaults. */
  readonly settings: IngressSettings;
}

/**
 * A zone that is made here is public, and plain. Not signed: DNSSEC needs a record in the parent zone, and while that is
 * wrong the whole zone stops resolving. Without query logs: they must lie in us-east-1, and hold the addresses of resolvers,
 * not of clients. Who wants either makes the zone, and gives its id.
 *
 * @security CKV2_AWS_38 CKV2_AWS_39 not met, for these reasons
 */
export class AwsDnsZone extends Construct {
  /** Absent of a zone that existed. */
  public readonly resource?: Route53Zone;
  public readonly zoneId: string;
  /** Of a zone that was made: the parent zone must delegate to them before any name in it is found. */
  public readonly nameServers: readonly string[] | undefined;

  constructor(scope: Construct, id: string, props: AwsDnsZoneProps) {
    super(scope, id);
    const { zoneId } = props.settings.aws;
    if (zoneId !== undefined) {
      this.zoneId = zoneId;
      return;
    }
    this.resource = new Route53Zone(this, "Resource", {
      name: props.name,
      comment: `Environment ${props.settings.environment}`,
      // external-dns leaves its records behind, and a zone with records cannot be deleted.
      forceDestroy: !props.settings.protected,
      tags: { ...props.settings.tags },
    });
    this.zoneId = this.resource.zoneId;
    this.nameServers = this.resource.nameServers;
    this.node.defaultChild = this.resource;
  }
}
