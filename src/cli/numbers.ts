/** Numbers as they are typed on the command line. */
import { JangadaError } from "../errors";

/**
 * Reads a whole number: digits and nothing else, so that neither `1e3` nor `0x10` nor nothing at all is taken for one.
 * @throws JangadaError BAD_NUMBER
 */
export function wholeNumber(option: string, { from, to }: { readonly from: number; readonly to: number }) {
  return (text: string): number => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= to) return number;
    throw new JangadaError({
      code: "BAD_NUMBER",
      message: `${option} takes a whole number from ${from} to ${to}, not '${text}'.`,
    });
  };
}
