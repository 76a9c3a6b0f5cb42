import { isIP } from "node:net";
import fc from "fast-check";
import { z } from "zod";
import {
  type AddressRange,
  BITS,
  contains,
  type Family,
  formatAddress,
  formatRange,
  hasHostBits,
  normalRange,
  overlaps,
  parseAddress,
  parseIpv4Range,
  parseRange,
  plainFamily,
  rangeSize,
  readRange,
  subRange,
} from "../../src/model/cidr";

const rangeOf = (text: string): AddressRange => parseRange(text) as AddressRange;

const anyAddress = fc
  .constantFrom<Family>(4, 6)
  .chain((family) =>
    fc
      .bigInt({ min: 0n, max: (1n << BigInt(BITS[family])) - 1n })
      .map((number) => ({ family, number, text: formatAddress({ family, number }) })),
  );
const anyRange = anyAddress.chain(({ family, text }) =>
  fc.integer({ min: 0, max: BITS[family] }).map((prefix) => `${text}/${prefix}`),
);

/** Near to addresses: what one parser takes and another refuses. */
const nearly = fc
  .array(
    fc.constantFrom(
      ..."::,:,.,0,1,9,10,010,0x1,255,256,ffff,F,00001,12345,1.2.3.4,01.2.3.4,::ffff:1.2.3.4,g, ,+1,-1,1e1,/,8".split(
        ",",
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("addresses", () => {
  test("are read and written back", () => {
    fc.assert(
      fc.property(anyAddress, ({ family, number, text }) => {
        expect(parseAddress(text)).toEqual({ family, number });
        expect(parseAddress(text.toUpperCase())).toEqual({ family, number });
      }),
    );
  });

  test("are what the system's own parser takes, and nothing else", () => {
    fc.assert(
      fc.property(nearly, (text) => {
        expect(parseAddress(text)?.family ?? 0).toBe(isIP(text));
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    "fe80::1%eth0",
    "%",
    "1.2.3.4%eth0",
    "010.0.0.1",
    "1.2.3.4 ",
    "1.2.3",
    "0x7f.0.0.1",
    "",
    "::ffff:01.2.3.4",
  ])("%j is none", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test.each([
    ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["64:ff9b::1.2.3.4", "64:ff9b::102:304"],
    ["::1.2.3.4", "::102:304"],
    ["::0.0.0.1", "::1"],
    ["1:2:3:4:5:6:255.255.255.255", "1:2:3:4:5:6:ffff:ffff"],
    ["::ffff:1.2.3.4", "::ffff:102:304"],
  ])("%s is written %s", (text, expected) => {
    expect(formatAddress(parseAddress(text) ?? { family: 4, number: 0n })).toBe(expected);
  });

  test("of IPv4 within IPv6 are IPv4", () => {
    const plain = (text: string): string => formatAddress(plainFamily(parseAddress(text) ?? { family: 4, number: 0n }));

    expect(plain("::ffff:10.1.2.3")).toBe("10.1.2.3");
    expect(plain("::ffff:0:a01:203")).toBe("::ffff:0:a01:203");
    expect(plain("::fffe:a01:203")).toBe("::fffe:a01:203");
    expect(plain("::a01:203")).toBe("::a01:203");
    expect(plain("10.1.2.3")).toBe("10.1.2.3");
  });
});

describe("ranges", () => {
  test.each([
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0.0.256/16",
    "a.b.c.d/8",
    "10.0.0.0/8 ",
    " 10.0.0.0/8",
    "10.0.0.0/ 8",
    "10.0.0.0/08",
    "010.0.0.0/8",
    "10.0.0.0/",
    "10.0.0.0/-1",
    "10.0.0.0/+8",
    "10.0.0.0/8/8",
    "10.0.0.0/255.0.0.0",
    "10/8",
    "/8",
    "0/0",
    "::/129",
    "::/0128",
    "fe80::%eth0/64",
    "fe80::/64%eth0",
    "::ffff:010.0.0.0/104",
    "",
  ])("%j is none", (text) => {
    expect(parseRange(text)).toBeUndefined();
    expect(normalRange(text)).toBe(text);
    expect(hasHostBits(text)).toBe(false);
  });

  test("of IPv4 are what the schemas of the file take, and nothing else", () => {
    const schema = z.cidrv4();
    const near = fc.oneof(
      anyRange,
      nearly,
      fc.tuple(nearly, fc.constantFrom("0", "8", "08", "32", "33", "128", "", " 8")).map((parts) => parts.join("/")),
    );

    fc.assert(
      fc.property(near, (text) => {
        expect(parseIpv4Range(text) !== undefined).toBe(schema.safeParse(text).success);
      }),
      { numRuns: 5_000 },
    );
    expect(parseIpv4Range("::/0")).toBeUndefined();
  });

  test("hold the addresses with their first bits", () => {
    fc.assert(
      fc.property(anyRange, (text) => {
        const [address = "", prefix] = text.split("/");
        const { family, number } = parseAddress(address) ?? { family: 4, number: -1n };
        const range = rangeOf(text);
        const rest = BigInt(BITS[family] - Number(prefix));

        expect(range).toMatchObject({ family, prefix: Number(prefix) });
        expect(range.first >> rest).toBe(number >> rest);
        expect(range.last >> rest).toBe(number >> rest);
        expect(rangeSize(range)).toBe(1n << rest);
        expect(range.first % (1n << rest)).toBe(0n);
        expect(hasHostBits(text)).toBe(number !== range.first);
        expect(hasHostBits(normalRange(text))).toBe(false);
        expect(parseRange(formatRange(range))).toEqual(range);
      }),
    );
  });

  test.each([
    ["10.1.2.3/16", "10.1.0.0/16"],
    ["255.255.255.255/0", "0.0.0.0/0"],
    ["255.255.255.255/1", "128.0.0.0/1"],
    ["2001:DB8::1/32", "2001:db8::/32"],
    ["::1/128", "::1/128"],
  ])("%s drops its bits behind the prefix: %s", (text, expected) => {
    expect(normalRange(text)).toBe(expected);
  });

  test.each([
    ["10.0.0.0/16", "10.0.255.0/24", true],
    ["10.0.255.0/24", "10.0.0.0/16", true],
    ["10.0.0.0/16", "10.1.0.0/16", false],
    ["10.1.0.0/16", "10.0.0.0/16", false],
    ["10.0.0.0/32", "10.0.0.1/32", false],
    ["10.0.0.1/32", "10.0.0.1/32", true],
    ["10.0.0.0/31", "10.0.0.1/32", true],
    ["10.0.0.2/31", "10.0.0.2/32", true],
    ["10.0.0.1/32", "10.0.0.0/31", true],
    ["0.0.0.0/0", "255.255.255.255/32", true],
    ["0.0.0.0/0", "::/0", false],
    ["2001:db8::/32", "2001:db8:ffff::/48", true],
    ["2001:db8::/32", "2001:db9::/48", false],
  ])("%s and %s overlap: %s", (a, b, expected) => {
    expect(overlaps(rangeOf(a), rangeOf(b))).toBe(expected);
  });

  test.each([
    ["10.0.0.0/8", "10.255.0.0/16", true],
    ["10.0.0.0/8", "10.0.0.0/8", true],
    ["10.0.0.0/8", "10.0.0.0/32", true],
    ["10.0.0.0/8", "10.255.255.255/32", true],
    ["10.255.0.0/16", "10.0.0.0/8", false],
    ["192.168.0.0/16", "192.160.0.0/12", false],
    ["10.0.0.0/8", "11.0.0.0/16", false],
    ["10.0.0.0/8", "9.255.255.255/32", false],
    ["::/0", "10.0.0.0/8", false],
    ["2001:db8::/32", "2001:db8:1::/48", true],
  ])("%s contains %s: %s", (outer, inner, expected) => {
    expect(contains(rangeOf(outer), rangeOf(inner))).toBe(expected);
  });

  test.each([
    ["10.0.0.0/16", 8, 200, "10.0.200.0/24"],
    ["10.0.0.0/16", 0, 0, "10.0.0.0/16"],
    ["10.0.0.0/16", 16, 65535, "10.0.255.255/32"],
    ["2001:db8::/56", 8, 15, "2001:db8:0:f::/64"],
  ])("of %s, %d bits longer, the %d is %s, as Terraform's cidrsubnet counts", (whole, bits, number, expected) => {
    expect(formatRange(subRange(rangeOf(whole), bits, number))).toBe(expected);
  });
});

describe("what anybody takes for a range", () => {
  test.each([
    ["10.0.0.1", "10.0.0.1/32"],
    ["::1", "::1/128"],
    [" 10.0.0.0/8 ", "10.0.0.0/8"],
    ["010.000.00.0/08", "10.0.0.0/8"],
    ["0.0.0.0/00", "0.0.0.0/0"],
    ["000.0.0.0/0", "0.0.0.0/0"],
    ["::/00", "::/0"],
    ["0000::/0", "::/0"],
    ["2001:0db8:0010::/032", "2001:db8::/32"],
    ["::ffff:010.1.2.3", "::ffff:a01:203/128"],
    ["10.1.2.3/8", "10.0.0.0/8"],
  ])("%j is %s", (text, expected) => {
    expect(formatRange(readRange(text) as AddressRange)).toBe(expected);
  });

  test.each([
    "",
    "0.0.0.0/",
    "0/0",
    "0.0.0.0/ 0",
    "0.0.0.0/33",
    "0.0.0.0/-1",
    "nonsense",
    "fe80::1%eth0",
    "all",
    "0x0.0.0.0/0",
  ])("%j is none", (text) => {
    expect(readRange(text)).toBeUndefined();
  });

  test("is every range, as it is", () => {
    fc.assert(fc.property(anyRange, (text) => expect(readRange(text)).toEqual(parseRange(text))));
  });
});
