import fc from "fast-check";
import { numberFromDouble, numberFromText, numberText, quoteBigNumbers } from "../../../src/rehearsal/protocol/numbers";
import { BigNumber } from "../../../src/rehearsal/protocol/value";
import { decimals, numbers } from "./support/arbitraries";

/** A decimal as a fraction, by arithmetic that shares nothing with the code under test. */
function fraction(text: string): { top: bigint; bottom: bigint } {
  const [mantissa = "0", power = "0"] = text.toLowerCase().split("e");
  const [whole = "0", after = ""] = mantissa.replace("-", "").split(".");
  const digits = BigInt(`${whole}${after}`) * (mantissa.startsWith("-") ? -1n : 1n);
  const exponent = BigInt(power) - BigInt(after.length);
  return exponent >= 0n ? { top: digits * 10n ** exponent, bottom: 1n } : { top: digits, bottom: 10n ** -exponent };
}

function expectEqualDecimals(left: string, right: string): void {
  const [a, b] = [fraction(left), fraction(right)];
  expect(a.top * b.bottom).toBe(b.top * a.bottom);
}

describe("a number", () => {
  test("keeps its decimal value, of any size and precision", () => {
    fc.assert(
      fc.property(decimals, (text) => expectEqualDecimals(numberText(numberFromText(text)), text)),
      { numRuns: 500 },
    );
  });

  test("comes back from its text as it was", () => {
    fc.assert(
      fc.property(numbers, (value) => expect(numberFromText(numberText(value))).toEqual(value)),
      { numRuns: 500 },
    );
  });

  test("has one form for one value", () => {
    for (const text of ["1.5", "1.50", "15e-1", "+1.5", "0.15E1"]) expect(numberFromText(text)).toBe(1.5);
    for (const text of ["9007199254740993", "9007199254740993.0", "9007199254740993e0"]) {
      expect(numberFromText(text)).toEqual(new BigNumber("9007199254740993"));
    }
    expect(numberFromText("1e5000")).toEqual(numberFromText("10e4999"));
  });

  test("of an enormous exponent stays a short text", () => {
    for (const text of ["1e999999999", "-25e-888888888"]) expect(numberText(numberFromText(text))).toBe(text);
  });

  test("of the wire's double form is the double's exact value", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-20, max: 1e30 }), (double) => {
        const value = numberFromDouble(double);
        // A double is a multiple of a power of two, exactly what remains when it is scaled up.
        const { top, bottom } = fraction(numberText(value));
        const scaled = (top * 2n ** 200n) / bottom;
        expect(Number(scaled) / 2 ** 200).toBe(double);
        expect((top * 2n ** 200n) % bottom).toBe(0n);
      }),
    );
  });

  test.each(["", ".", "-", "1.2.3", "0x10", "ten", "1e", " 1"])("is refused when it is none: %j", (text) => {
    expect(() => numberFromText(text)).toThrow("is not a number");
  });
});

describe("numbers in JSON", () => {
  test("are quoted where a double would change them, and nowhere else", () => {
    const json =
      '{"n":12345678901234567890123,"d":0.1,"s":"12345678901234567890123 \\" 0.30000000000000000001","x":[1,-2e3]}';
    expect(JSON.parse(quoteBigNumbers(json))).toEqual({
      n: "12345678901234567890123",
      d: 0.1,
      s: '12345678901234567890123 " 0.30000000000000000001',
      x: [1, -2000],
    });
  });
});
