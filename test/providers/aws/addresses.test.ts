import fc from "fast-check";
import { parseAddress, parseIpv4Range, rangeSize } from "../../../src/model/cidr";
import { addressIn, RESERVED_ADDRESSES, publicAddress } from "../../../src/providers/aws/shared/addresses";

const digest = fc.stringMatching(/^[0-9a-f]{16}$/);

test.each(["10.0.0.0/28", "10.0.255.0/24", "172.16.0.0/16"])(
  "of %s, those that AWS keeps are given to nobody",
  (cidr) => {
    const range = parseIpv4Range(cidr);
    const given = new Set<bigint>();
    fc.assert(
      fc.property(digest, (hex) => {
        const number = parseAddress(addressIn(cidr, hex))?.number ?? -1n;
        given.add(number);
        expect(range && number - range.first >= 4n && number < range.last).toBe(true);
      }),
      { numRuns: 500 },
    );
    const most = range ? rangeSize(range) - BigInt(RESERVED_ADDRESSES) : 0n;
    expect(BigInt(given.size) <= most).toBe(true);
  },
);

test("all others of a small range are", () => {
  const given = new Set(
    Array.from({ length: 11 }, (_, n) => addressIn("10.0.0.0/28", n.toString(16).padStart(8, "0"))),
  );

  expect([...given]).toEqual(Array.from({ length: 11 }, (_, n) => `10.0.0.${n + 4}`));
});

test("of a range that is not known, or so small, there is one still", () => {
  expect(addressIn(undefined, "00000000")).toBe("10.0.0.4");
  expect(addressIn("no range", "00000001")).toBe("10.0.0.5");
  expect(addressIn("10.0.0.0/30", "00000009")).toBe("10.0.0.4");
});

test("public ones are Amazon's", () => {
  fc.assert(fc.property(digest, (hex) => expect(publicAddress(hex)).toMatch(/^5[234](\.\d{1,3}){3}$/)));
});
