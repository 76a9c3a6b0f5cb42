import { bitString, context, integer, namedBits, oid, sequence, text, time } from "../../../src/rehearsal/x509/der";
import { DerValue } from "../../../src/rehearsal/x509/der-reader";
import { basicConstraints, keyUses, subjectAlternativeNames } from "../../../src/rehearsal/x509/extensions";
import { addressBytes } from "../../../src/rehearsal/x509/names";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("DER", () => {
  it.each([
    [0, "020100"],
    [127, "02017f"],
    [128, "02020080"],
    [256, "02020100"],
  ])("writes the integer %d in the fewest bytes, without becoming negative", (value, expected) => {
    expect(hex(integer(value))).toBe(expected);
  });

  it("writes long lengths in the long form", () => {
    expect(hex(bitString(Buffer.alloc(199))).slice(0, 6)).toBe("0381c8");
    expect(hex(bitString(Buffer.alloc(299))).slice(0, 8)).toBe("0382012c");
  });

  it("writes named bits without trailing zeros", () => {
    // keyCertSign and cRLSign: as every certificate authority has them
    expect(hex(namedBits([5, 6]))).toBe("03020106");
    expect(hex(namedBits([8]))).toBe("0303070080");
  });

  it("writes what does not fit a PrintableString in UTF-8", () => {
    expect(hex(text("Shop")).slice(0, 2)).toBe("13");
    expect(hex(text("Açaí")).slice(0, 2)).toBe("0c");
  });

  it("writes times from 2050 with four digits of the year", () => {
    expect(time(new Date("2049-12-31T23:59:59Z")).toString("latin1")).toContain("491231235959Z");
    expect(time(new Date("2050-01-01T00:00:00Z")).toString("latin1")).toContain("20500101000000Z");
  });

  it("reads what it wrote", () => {
    const read = DerValue.parse(sequence(oid("1.2.840.113549.1.1.11"), context(3, integer(7))));
    expect(read.child(0).oid).toBe("1.2.840.113549.1.1.11");
    expect(hex(read.child(1).child(0).raw)).toBe("020107");
  });

  it("refuses what is cut off", () => {
    expect(() => DerValue.parse(sequence(integer(5)).subarray(0, 4))).toThrow("data truncated");
    expect(() => DerValue.parse(Buffer.concat([integer(5), integer(6)]))).toThrow("trailing data");
  });
});

describe("IP addresses", () => {
  it.each([
    ["10.0.0.1", "0a000001"],
    ["::1", "00000000000000000000000000000001"],
    ["2001:db8::8:800:200c:417a", "20010db80000000000080800200c417a"],
    // As Go writes it into a certificate.
    ["::ffff:10.0.0.1", "0a000001"],
    ["::10.0.0.1", "0000000000000000000000000a000001"],
  ])("%s", (address, expected) => {
    expect(hex(addressBytes(address))).toBe(expected);
  });

  it("refuses a name", () => {
    expect(() => addressBytes("shop")).toThrow("invalid IP address: shop");
    expect(() => addressBytes("fe80::1%eth0")).toThrow("invalid IP address: fe80::1%eth0");
  });
});

describe("extensions", () => {
  /** An extension's second field is its mark, where it is critical. */
  const isCritical = (extension: Buffer | undefined): boolean =>
    hex(DerValue.parse(extension ?? Buffer.alloc(0)).child(1).raw) === "0101ff";

  it("are critical where nobody may pass over them", () => {
    const [usage, extended] = keyUses(["cert_signing", "server_auth"]);
    expect([usage, extended].map(isCritical)).toEqual([true, false]);
    expect(isCritical(basicConstraints(true))).toBe(true);
    const names = { dns: ["shop.example.com"] };
    expect(isCritical(subjectAlternativeNames(names, false)[0])).toBe(false);
    expect(isCritical(subjectAlternativeNames(names, true)[0])).toBe(true);
  });
});
