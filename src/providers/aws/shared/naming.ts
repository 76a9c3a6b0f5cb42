/** Ids and names as AWS makes them. All derive from the world's seed, so that two runs agree. */
import { crc32 } from "node:zlib";
import { keyOf } from "../../../rehearsal/protocol/sets";
import { objectOf, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import { textOf } from "../../../rehearsal/engine/attributes";

export const UPPER_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
export const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** As in the ids of IAM and RDS. */
export const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Text of an alphabet, out of a digest. */
export function textFromDigest(hex: string, length: number, alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"): string {
  const base = BigInt(alphabet.length);
  let number = BigInt(`0x${hex}`);
  let text = "";
  for (let index = 0; index < length; index++) {
    text += alphabet[Number(number % base)] ?? "";
    number /= base;
  }
  return text;
}

/** `vpc-0123456789abcdef0` of given words, whether there is one or not. */
export function ec2Id(context: BehaviourContext, prefix: string, ...words: readonly string[]): string {
  return `${prefix}-0${context.digest("id", prefix, context.realm, ...words).slice(0, 16)}`;
}

/** The same, of what is planned, and that nothing in the world has yet: two alike get ids of their own. */
export function newEc2Id(context: BehaviourContext, prefix: string, planned: ValueObject): string {
  return firstUnusedId(context, (count) => ec2Id(context, prefix, fingerprint(planned), String(count)));
}

/** The first candidate that no object of the type has. */
export function firstUnusedId(context: BehaviourContext, candidate: (count: number) => string): string {
  for (let count = 0; ; count++) {
    const id = candidate(count);
    if (!context.world.get(context.type, id, context.realm)) return id;
  }
}

export { uuid } from "../../shared/uuid";

/** `AROA…`: the unique id of something in IAM. */
export function iamId(context: BehaviourContext, prefix: string, name: string): string {
  return prefix + textFromDigest(context.digest("iam", prefix, context.realm, name), 17, BASE32);
}

/** The provider's number for a text (`create.StringHashcode`), which some of its ids are made of. */
export const hashcode = (text: string): number => crc32(text);

/** What tells a planned object from others: the id, which comes of it, does not count. */
export function fingerprint(planned: ValueObject): string {
  return keyOf(objectOf(Object.entries(planned).filter(([name]) => name !== "id" && name !== "arn")));
}

/**
 * The name that is configured, or one that the provider makes: the prefix, or `terraform-`, and 26 digits, as its SDK
 * makes them of the clock.
 *
 * @param attribute `name`, or `identifier`, …; the prefix is in `<attribute>_prefix`
 */
export function nameOrGenerated(context: BehaviourContext, planned: ValueObject, attribute = "name"): string {
  const given = textOf(planned[attribute]);
  if (given !== undefined) return given;
  const prefix = textOf(planned[`${attribute}_prefix`]) || "terraform-";
  const withoutName = objectOf(Object.entries(planned).filter(([name]) => name !== attribute));
  for (let count = 0; ; count++) {
    const hex = context.digest("name", context.type, context.realm, fingerprint(withoutName), String(count));
    const name = `${prefix}20260101${textFromDigest(hex, 10, "0123456789")}${String(count + 1).padStart(8, "0")}`;
    const isTaken = context.world
      .list(context.type)
      .some(({ realm, attributes }) => realm === context.realm && attributes[attribute] === name);
    if (!isTaken) return name;
  }
}

/** What stands behind the last `/` or `:` of an ARN. */
export function lastArnPart(text: string | undefined): string {
  return text?.split(/[/:]/).at(-1) ?? "";
}
