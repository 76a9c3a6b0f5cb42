import { describeRetold } from "../../../helpers/noise-cases";

const table = (...gateways: readonly string[]) => ({
  id: "rtb-1",
  route: gateways.map((gateway) => ({ cidr_block: "0.0.0.0/0", gateway_id: gateway })),
});
const own = {
  type: "aws_route",
  values: { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" },
};

describeRetold([
  ["a route of its own", "aws_route_table", table(), table("igw-1"), [own], true],
  ["a route that leads elsewhere", "aws_route_table", table(), table("igw-2"), [own], false],
]);
