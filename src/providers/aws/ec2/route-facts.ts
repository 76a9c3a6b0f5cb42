/** A route table's `route` repeats routes that are resources of their own: showing them there is no drift. */
import type { MirroredAttribute } from "../../../model/drift-facts";

const TARGETS = ["gateway_id", "nat_gateway_id", "vpc_peering_connection_id", "transit_gateway_id", "vpc_endpoint_id"];

export const mirroredRoutes: MirroredAttribute = {
  type: "aws_route_table",
  attribute: "route",
  isHeld: (entry, table, siblings) => {
    const route = entry as Readonly<Record<string, unknown>>;
    const { cidr_block: range, ipv6_cidr_block: range6 } = route;
    return siblings.some(
      ({ type, values }) =>
        type === "aws_route" &&
        values["route_table_id"] === table["id"] &&
        Boolean(range || range6) &&
        isSameText(values["destination_cidr_block"], range) &&
        isSameText(values["destination_ipv6_cidr_block"], range6) &&
        TARGETS.every((target) => isSameText(values[target], route[target])),
    );
  },
};

/** Nothing and the empty text are the same to the provider. */
function isSameText(a: unknown, b: unknown): boolean {
  return (a ?? "") === (b ?? "");
}
