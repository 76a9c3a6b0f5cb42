/**
 * Numbers between Terraform (decimal, 512 bits) and JavaScript (doubles).
 *
 * A JavaScript `number` stands for the decimal that it prints as: `0.1` is one tenth, as a person wrote it in a
 * configuration and as Terraform holds it, and not the double nearest to it. Every other number is a `BigNumber`. So
 * every number has one form, comparing by text is comparing by value, and nothing changes on its way through.
 */
import { JangadaError } from "../../errors";
import { BigNumber } from "./value";

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;
const INFINITIES: { readonly [text: string]: number } = {
  Infinity: Infinity,
  "+Infinity": Infinity,
  Inf: Infinity,
  "+Inf": Infinity,
  "-Infinity": -Infinity,
  "-Inf": -Infinity,
};
/** Up to so many digits a number is written out; beyond it keeps its exponent. Every double fits (its longest has 1,075). */
const WRITTEN_OUT = 1100;

/** A decimal in normal form: `digits × 10^exponent`, digits without zeros at either end (empty: zero). */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/**
 * The number that a decimal text means.
 * @throws JangadaError `REHEARSAL_NUMBER` when the text is no decimal number
 */
export function numberFromText(text: string): number | BigNumber {
  const infinity = INFINITIES[text];
  if (infinity !== undefined) return infinity;
  const decimal = parse(text);
  const double = Number(text);
  if (Number.isFinite(double) && same(decimal, parse(String(double)))) {
    return decimal.digits === "" && decimal.negative ? -0 : double;
  }
  return new BigNumber(write(decimal));
}

/** The number that a double on the wire means: exactly its binary value, however long its decimal expansion is. */
export function numberFromDouble(double: number): number | BigNumber {
  if (!Number.isFinite(double) || Number.isSafeInteger(double)) return double;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, double);
  const raw = bits.getBigUint64(0);
  const biased = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  const power = (biased === 0 ? 1 : biased) - 1075;
  const sign = double < 0 ? "-" : "";
  if (power >= 0) return numberFromText(`${sign}${mantissa << BigInt(power)}`);
  return numberFromText(`${sign}${mantissa * 5n ** BigInt(-power)}e${power}`);
}

/** The decimal text of a number, which `numberFromText` reads back to the same number. */
export function numberText(value: number | BigNumber): string {
  if (value instanceof BigNumber) return value.text;
  return Object.is(value, -0) ? "-0" : String(value);
}

/**
 * Quotes the numbers in a JSON text that a double would change, so that `JSON.parse` keeps their digits; `fromJson`
 * reads a quoted number as a number.
 */
export function quoteBigNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') || typeof numberFromText(token) === "number" ? token : `"${token}"`,
  );
}

function parse(text: string): Decimal {
  const match = DECIMAL.exec(text);
  const all = match ? `${match[2] ?? ""}${match[3] ?? ""}` : "";
  if (!match || all === "") {
    throw new JangadaError({ code: "REHEARSAL_NUMBER", message: `"${text.slice(0, 40)}" is not a number` });
  }
  let start = 0;
  let end = all.length;
  while (start < end && all[start] === "0") start++;
  while (end > start && all[end - 1] === "0") end--;
  const digits = all.slice(start, end);
  const exponent = Number(match[4] ?? 0) - (match[3] ?? "").length + all.length - end;
  return { negative: match[1] === "-", digits, exponent: digits === "" ? 0 : exponent };
}

function same(a: Decimal, b: Decimal): boolean {
  return a.digits === b.digits && a.exponent === b.exponent && (a.negative === b.negative || a.digits === "");
}

function write({ negative, digits, exponent }: Decimal): string {
  const sign = negative ? "-" : "";
  if (Math.abs(exponent) > WRITTEN_OUT) return `${sign}${digits}e${exponent}`;
  if (exponent >= 0) return `${sign}${digits}${"0".repeat(exponent)}`;
  const padded = digits.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
