import { zonesOfSubnets } from "../../../src/constructs/network/aws/zones-of-subnets";
import { readPlan } from "../../../src/operations/plan-model";
import { entryLines } from "../../../src/operations/spread/entries";
import { type ChangeParts, planOf } from "../plan-model/plans";

/** A subnet of the tier in the zone. */
const subnet = (tier: string, zone: string, actions: readonly string[]): ChangeParts => {
  const values = { availability_zone: `eu-west-1${zone}`, cidr_block: "10.0.0.0/19" };
  return {
    type: "aws_subnet",
    name: `network_${tier}_eu-west-1${zone}`,
    actions,
    ...(actions.includes("create") ? {} : { before: values }),
    ...(actions.includes("delete") ? {} : { after: values }),
  };
};

function lines(path: string, ...parts: readonly ChangeParts[]): readonly string[] {
  const { changes, standing = [] } = readPlan(planOf(parts), undefined, { judgedTogether: [zonesOfSubnets.type] });
  return entryLines(path, changes, standing, [zonesOfSubnets]);
}

const STAYS = ["a", "b"].flatMap((zone) => ["private", "data"].map((tier) => subnet(tier, zone, ["no-op"])));

test("a zone that is added, and one that goes", () => {
  expect(lines("network", ...STAYS, subnet("private", "c", ["create"]), subnet("data", "c", ["create"]))).toEqual([
    "zones eu-west-1a, eu-west-1b → eu-west-1a, eu-west-1b, eu-west-1c",
  ]);
  expect(lines("network", ...STAYS, subnet("private", "c", ["delete"]))).toEqual([
    "zones eu-west-1a, eu-west-1b, eu-west-1c → eu-west-1a, eu-west-1b",
  ]);
});

test.each<[string, string, readonly ChangeParts[]]>([
  ["a network that comes as a whole", "network", [subnet("private", "a", ["create"])]],
  ["one that goes as a whole", "network", [subnet("private", "a", ["delete"])]],
  ["a subnet more in a zone that stays", "network", [...STAYS, subnet("intra", "a", ["create"])]],
  ["what is of something else", "cluster", [...STAYS, subnet("private", "c", ["create"])]],
])("of %s, nothing", (_, path, parts) => {
  expect(lines(path, ...parts)).toEqual([]);
});
