import { subnetCidr, ZONE_LETTERS, zoneSlot } from "../../../../src/constructs/network/aws/cidr-plan";
import { type AddressRange, contains, overlaps, parseIpv4Range } from "../../../../src/model/cidr";

const TIERS = ["public", "private", "data", "intra"] as const;

const rangeOf = (text: string): AddressRange => parseIpv4Range(text) as AddressRange;

describe("the plan of subnets", () => {
  it("of a /16 is the one that the documentation names", () => {
    expect(TIERS.map((tier) => subnetCidr("10.0.0.0/16", tier, "eu-west-1b"))).toEqual([
      "10.0.193.0/24",
      "10.0.32.0/19",
      "10.0.201.0/24",
      "10.0.209.0/24",
    ]);
  });

  it("overlaps nowhere, and stays within the network, whatever its size", () => {
    for (const network of ["10.0.0.0/16", "172.16.0.0/17", "192.168.0.0/18", "10.9.0.0/19", "10.8.240.0/20"]) {
      const planned = TIERS.flatMap((tier) =>
        [...ZONE_LETTERS].map((letter) => subnetCidr(network, tier, `us-east-1${letter}`)),
      );
      planned.forEach((one, index) => {
        expect(contains(rangeOf(network), rangeOf(one))).toBe(true);
        expect(planned.slice(index + 1).filter((other) => overlaps(rangeOf(one), rangeOf(other)))).toEqual([]);
      });
    }
  });

  it("depends on the zone's letter alone", () => {
    expect(zoneSlot("us-east-1f")).toBe(5);
    expect(zoneSlot("us-east-1g")).toBeUndefined();
    expect(() => subnetCidr("10.0.0.0/16", "data", "us-east-1g")).toThrow(RangeError);
    expect(() => subnetCidr("10.0.0.0/21", "data", "us-east-1a")).toThrow(RangeError);
  });
});
