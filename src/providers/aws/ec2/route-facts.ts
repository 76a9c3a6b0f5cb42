/** A route table tells its routes again, which are resources of their own. */
import type { RetoldAttribute } from "../../../model/drift-facts";

const TARGETS = ["gateway_id", "nat_gateway_id", "vpc_peering_connection_id", "transit_gateway_id", "vpc_endpoint_id"];

export const retoldRoutes: RetoldAttribute = {
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
        same(values["destination_cidr_block"], range) &&
        same(values["destination_ipv6_cidr_block"], range6) &&
        TARGETS.every((target) => same(values[target], route[target])),
    );
  },
};

/** Nothing and the empty text are the same to the provider. */
function same(a: unknown, b: unknown): boolean {
  return (a ?? "") === (b ?? "");
}
