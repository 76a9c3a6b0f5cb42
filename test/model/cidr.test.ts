import fc from "fast-check";
import { contains, formatCidr, normalCidr, overlaps, parseCidr, subRange } from "../../src/model/cidr";
import { subnetCidr, ZONE_LETTERS, zoneSlot } from "../../src/constructs/network/cidr-plan";

const TIERS = ["public", "private", "data", "intra"] as const;

describe("IPv4 ranges", () => {
  it.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.256/16", "a.b.c.d/8", "10.0.0.0/8 ", "::/0"])("refuses %j", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it("drops the bits behind the prefix", () => {
    expect(normalCidr("10.1.2.3/16")).toBe("10.1.0.0/16");
    expect(normalCidr("255.255.255.255/0")).toBe("0.0.0.0/0");
  });

  it("reads back what it writes", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.integer({ min: 0, max: 32 }), (address, prefix) => {
        const first = address - (address % 2 ** (32 - prefix));
        expect(parseCidr(formatCidr({ first, prefix }))).toEqual({ first, prefix });
      }),
    );
  });

  it.each([
    ["10.0.0.0/16", "10.0.255.0/24", true],
    ["10.0.255.0/24", "10.0.0.0/16", true],
    ["10.0.0.0/16", "10.1.0.0/16", false],
    ["0.0.0.0/0", "255.255.255.255/32", true],
    ["no range", "10.0.0.0/8", false],
  ])("%s and %s overlap: %s", (a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
  });

  it.each([
    ["10.0.0.0/8", "10.255.0.0/16", true],
    ["10.255.0.0/16", "10.0.0.0/8", false],
    ["192.168.0.0/16", "192.160.0.0/12", false],
    ["10.0.0.0/8", "11.0.0.0/16", false],
  ])("%s contains %s: %s", (outer, inner, expected) => {
    expect(contains(outer, inner)).toBe(expected);
  });

  it("counts sub-ranges as Terraform's cidrsubnet does", () => {
    expect(formatCidr(subRange({ first: 10 * 2 ** 24, prefix: 16 }, 8, 200))).toBe("10.0.200.0/24");
  });
});

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
        const range = parseCidr(network);
        const inner = parseCidr(one);
        expect(inner && range && inner.first >= range.first && overlaps(one, network)).toBe(true);
        expect(planned.slice(index + 1).filter((other) => overlaps(one, other))).toEqual([]);
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
