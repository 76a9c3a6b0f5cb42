/** Physical names: readable, within the cloud's limits, and the same at every synth. */
import { createHash } from "node:crypto";
import { Token } from "cdktf";

/** Hexadecimal digits of the digest that stands in for what was cut: one in 16 million meets another. */
const DIGEST_LENGTH = 6;

/**
 * Joins the parts with `-`. A name longer than `max` is cut, and ends in a digest of the whole name, so that two long names
 * that begin alike stay two.
 *
 * @throws RangeError if `max` leaves no room for a digest.
 * @throws TypeError for a token: its length is not known, and half a token is none.
 * @example physicalName(["dev", "orders"], 63) // "dev-orders"
 */
export function physicalName(parts: readonly string[], max: number): string {
  if (max <= DIGEST_LENGTH + 1) throw new RangeError(`A physical name cannot be cut to ${max} characters.`);
  if (parts.some((part) => Token.isUnresolved(part))) {
    throw new TypeError(`A physical name needs literal parts: ${parts.join("-")}`);
  }
  const whole = parts.filter((part) => part !== "").join("-");
  if (whole.length <= max) return whole;
  const digest = createHash("sha256").update(whole).digest("hex").slice(0, DIGEST_LENGTH);
  // Neither Kubernetes nor Helm takes a part between dots that begins or ends with a hyphen.
  return `${whole.slice(0, max - DIGEST_LENGTH - 1).replace(/[-.]+$/, "")}-${digest}`;
}
