import * as fc from "fast-check";
import { AddressSet } from "../../src/model/address-set";

const set = (...ranges: readonly string[]): AddressSet => AddressSet.of(ranges);

/** Splits a range of IPv4 at random, down to a few bits. */
const splits = (first: number, prefix: number): fc.Arbitrary<readonly string[]> => {
  const whole = fc.constant<readonly string[]>([`${address(first)}/${prefix}`]);
  if (prefix >= 6) return whole;
  return fc.boolean().chain((split) => {
    if (!split) return whole;
    const halves = [splits(first, prefix + 1), splits(first + 2 ** (31 - prefix), prefix + 1)] as const;
    return fc.tuple(...halves).map(([low, high]) => [...low, ...high]);
  });
};
const address = (number: number): string =>
  [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
const anyRange = fc
  .tuple(fc.nat({ max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
  .map(([number, prefix]) => `${address(number)}/${prefix}`);

describe("the world", () => {
  test.each<[boolean, readonly string[]]>([
    [true, ["0.0.0.0/0"]],
    [true, ["::/0"]],
    [true, ["0.0.0.0/1", "128.0.0.0/1"]],
    [true, ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"]],
    // Half of all addresses is nobody's, and so everybody's.
    [true, ["0.0.0.0/1"]],
    [true, ["128.0.0.0/1"]],
    [true, ["::/1"]],
    // All that has clients.
    [true, ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"]],
    [
      true,
      [
        "1.0.0.0/8",
        "2.0.0.0/7",
        "4.0.0.0/6",
        "8.0.0.0/7",
        "11.0.0.0/8",
        "12.0.0.0/6",
        "16.0.0.0/4",
        "32.0.0.0/3",
        "64.0.0.0/3",
        "96.0.0.0/4",
        "112.0.0.0/7",
      ],
    ],
    [true, ["2000::/3"]],
    [true, ["2000::/5", "2800::/5"]],
    // IPv4 within IPv6.
    [true, ["::ffff:0:0/96"]],
    [true, ["::ffff:0.0.0.0/97", "128.0.0.0/1"]],
    [true, ["10.0.0.0/8", "0.0.0.0/0", "10.1.0.0/16", "10.0.0.0/8"]],
    [true, ["64.0.0.0/3", "0.0.0.0/2", "0.0.0.0/3", "96.0.0.0/3"]],
    [false, ["64.0.0.0/2"]],
    [
      false,
      AddressSet.of(["0.0.0.0/1"]).minus(AddressSet.of(["1.0.0.0/8", "2.0.0.0/7", "4.0.0.0/6", "64.0.0.0/5"])).ranges,
    ],
    [true, AddressSet.of(["0.0.0.0/1"]).minus(AddressSet.of(["1.0.0.0/8", "2.0.0.0/7", "4.0.0.0/6"])).ranges],
    // One address more, or less.
    [false, AddressSet.of(["128.0.0.0/1"]).minus(AddressSet.of(["255.255.255.255/32"])).ranges],
    [
      false,
      [
        "1.0.0.0/8",
        "2.0.0.0/7",
        "4.0.0.0/6",
        "8.0.0.0/7",
        "11.0.0.0/8",
        "12.0.0.0/6",
        "16.0.0.0/4",
        "32.0.0.0/3",
        "64.0.0.0/3",
        "96.0.0.0/4",
      ],
    ],
    [false, ["2000::/5"]],
    [false, ["fc00::/7"]],
    [false, ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]],
    // What nobody can come from does not count twice.
    [false, ["10.0.0.0/8", "10.0.0.0/8", "224.0.0.0/3"]],
    [false, []],
    [false, ["nonsense", "0.0.0.0/33", "0.0.0.0/-1", "0.0.0.0/", "/0", "0/0", "::/129", "0.0.0.0/0/0", "0.0.0.0/ 0"]],
  ])("%s: %j", (expected, ranges) => {
    expect(AddressSet.of(ranges).isWorld).toBe(expected);
  });

  test("is the world, however it is split, and in whatever order", () => {
    const shuffled = splits(0, 0).chain((ranges) => fc.shuffledSubarray([...ranges], { minLength: ranges.length }));

    fc.assert(
      fc.property(shuffled, (ranges) => {
        const all = AddressSet.of(ranges);
        expect(all.isWorld).toBe(true);
        expect(all.isAllOfIpv4).toBe(true);
        expect(all.ranges).toEqual(["0.0.0.0/0"]);
      }),
    );
  });

  test("is nothing that lacks more than half of all addresses, and of the public ones", () => {
    const quarter = fc.constantFrom(64, 128).chain((first) => splits(first * 2 ** 24, 2));
    fc.assert(
      fc.property(
        quarter,
        fc.array(fc.constantFrom("10.0.0.0/8", "240.0.0.0/4", "10.1.0.0/16", "66.1.2.3")),
        (ranges, more) => {
          const all = AddressSet.of([...ranges, ...more]);
          expect(all.isWorld).toBe(false);
          expect(all.isAllOfIpv4).toBe(false);
          expect(all.isWide).toBe(true);
        },
      ),
    );
  });

  test("is all of IPv4 only where not one address is missing", () => {
    const rest = (hole: string): AddressSet => set("0.0.0.0/0").minus(set(hole));

    fc.assert(fc.property(anyRange, (hole) => expect(rest(hole).isAllOfIpv4).toBe(false)));
    expect(set("::/0").isAllOfIpv4).toBe(false);
  });
});

describe("more than one owner has", () => {
  test.each<[boolean, readonly string[]]>([
    [false, ["11.0.0.0/8"]],
    [true, ["11.0.0.0/8", "12.0.0.0/32"]],
    [true, ["0.0.0.0/2"]],
    [false, ["10.0.0.0/8", "11.0.0.0/9"]],
    [false, ["2001::/16"]],
    [true, ["2001::/16", "2002::1"]],
    // That is the world.
    [false, ["0.0.0.0/0"]],
  ])("%s: %j", (expected, ranges) => {
    expect(AddressSet.of(ranges).isWide).toBe(expected);
  });
});

describe("sets", () => {
  test.each([
    [["10.0.0.0/16"], ["10.0.0.0/15"], ["10.1.0.0/16"]],
    [["10.0.0.0/8"], ["10.1.2.0/24", "11.0.0.0/24"], ["11.0.0.0/24"]],
    [["0.0.0.0/0"], ["1.2.3.4/32", "::1/128"], ["::1/128"]],
    [["2001:db8::/32"], ["2001:db8:1::/48", "2001:db9::/48"], ["2001:db9::/48"]],
    [["10.0.0.0/8"], ["10.1.1.1"], []],
    [["10.0.0.0/8"], ["nonsense", "10.0.0.0/99", "fe80::1%eth0"], []],
    [["10.0.0.0/9", "10.128.0.0/9"], ["10.0.0.0/8"], []],
    [["10.0.0.0/8"], ["10.0.0.0/9", "10.128.0.0/9"], []],
    [["10.0.0.0/8"], ["::ffff:10.1.2.3", "::ffff:b00:0/104"], ["11.0.0.0/8"]],
    [[], ["10.1.2.3/8"], ["10.0.0.0/8"]],
    [["10.0.0.1"], ["10.0.0.0/30"], ["10.0.0.0/32", "10.0.0.2/31"]],
    [["10.0.0.3"], ["10.0.0.0/30"], ["10.0.0.0/31", "10.0.0.2/32"]],
    [["255.255.255.254"], ["255.255.255.254/31"], ["255.255.255.255/32"]],
  ])("beyond %j, %j holds %j", (before, after, expected) => {
    expect(AddressSet.of(after).minus(AddressSet.of(before)).ranges).toEqual(expected);
  });

  test.each<[boolean, readonly string[], readonly string[]]>([
    [true, ["10.0.0.0/8"], ["10.1.0.0/16"]],
    [true, ["10.0.0.0/8"], []],
    [true, ["10.0.0.0/9", "10.128.0.0/9"], ["10.0.0.0/8"]],
    [false, ["10.1.0.0/16"], ["10.0.0.0/8"]],
    [false, ["10.0.0.0/32"], ["10.0.0.0/31"]],
    [false, ["10.0.0.1/32"], ["10.0.0.0/31"]],
    [false, ["10.0.0.0/8"], ["10.0.0.0/8", "2001:db8::/32"]],
    [false, ["2001:db8::/32"], ["2001:db8::/32", "10.0.0.0/8"]],
    [false, [], ["10.0.0.0/8"]],
    [false, [], ["::1"]],
  ])("%s: %j covers %j", (expected, whole, part) => {
    expect(AddressSet.of(whole).covers(AddressSet.of(part))).toBe(expected);
    expect(AddressSet.of(part).minus(AddressSet.of(whole)).isEmpty).toBe(expected);
  });

  test("are of IPv4 only where all of a range is", () => {
    expect(set("::ffff:0:0/96").ranges).toEqual(["0.0.0.0/0"]);
    expect(set("::fffe:0:0/95").ranges).toEqual(["::fffe:0:0/95"]);
    expect(set("::/0").ranges).toEqual(["::/0"]);
  });

  test("tell what they hold in the fewest ranges, which hold the same", () => {
    fc.assert(
      fc.property(fc.array(anyRange, { maxLength: 8 }), fc.array(anyRange, { maxLength: 4 }), (ranges, holes) => {
        const all = AddressSet.of(ranges);
        const [out, rest] = [AddressSet.of(holes), all.minus(AddressSet.of(holes))];
        const again = AddressSet.of(rest.ranges);
        expect(again.covers(rest) && rest.covers(again)).toBe(true);
        expect(all.covers(rest)).toBe(true);
        expect(rest.minus(out).ranges).toEqual(rest.ranges);
        expect(rest.union(out).covers(all)).toBe(true);
        expect(new Set(rest.ranges).size).toBe(rest.ranges.length);
      }),
    );
  });
});
