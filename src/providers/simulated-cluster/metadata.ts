/** The `metadata` block of every object: what the API server writes into it. */
import { keyOf } from "../../rehearsal/protocol/sets";
import { objectOf, UNKNOWN, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../rehearsal/engine/behaviour";
import { firstOf, numberOf, textOf, withAttributes } from "../../rehearsal/engine/attributes";
import { kindOf } from "./kinds";
import { findObject, objectId } from "./objects";

/** The letters of generated names: no vowels, so no words (k8s.io/apimachinery, util/rand). */
const LETTERS = "bcdfghjklmnpqrstvwxz2456789";
const GENERATED_LETTERS = 5;

/** The object's name: the given one, or one generated from `generate_name` that is free. */
export function chosenName(context: BehaviourContext, planned: ValueObject): string {
  const metadata = firstOf(planned.metadata);
  const given = textOf(metadata?.name);
  if (given) return given;
  const namespace = textOf(metadata?.namespace);
  for (let count = 0; ; count++) {
    const digest = context.digest("name", context.type, context.realm, keyOf(planned.metadata ?? null), String(count));
    const end = Array.from({ length: GENERATED_LETTERS }, (_, index) => {
      const byte = parseInt(digest.slice(2 * index, 2 * index + 2), 16);
      return LETTERS[byte % LETTERS.length] ?? "";
    }).join("");
    const name = `${textOf(metadata?.generate_name) ?? ""}${end}`;
    if (!findObject(context.world, context.realm, context.type, objectId(namespace, name))) return name;
  }
}

/** The metadata after a create or an update. */
export function writtenMetadata(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
  name: string,
): Value {
  const metadata = firstOf(state.metadata) ?? objectOf();
  const before = firstOf(prior?.metadata);
  const digest = context.digest("object", context.type, context.realm, textOf(metadata.namespace) ?? "", name);
  return [
    withAttributes(metadata, {
      name,
      labels: metadata.labels ?? null,
      uid: before?.uid ?? uuidOf(digest),
      resource_version: versionAfter(before, digest),
      generation: generationAfter(context.type, state, prior),
    }),
  ];
}

/**
 * Marks what an update changes in the metadata, so that the apply may return it. (The real provider plans the old version
 * and returns another, which Terraform tolerates of the older SDK; a rehearsal is to have no such tolerance.)
 */
export function planMetadata(type: string, planned: ValueObject, prior: ValueObject): void {
  const metadata = firstOf(planned.metadata);
  if (!metadata || sameObject(planned, prior)) return;
  const changes: { [name: string]: Value } = { resource_version: UNKNOWN };
  if (kindOf(type)?.counted && !sameSpec(planned, prior)) changes.generation = UNKNOWN;
  planned.metadata = [withAttributes(metadata, changes)];
}

export const sameObject = (planned: ValueObject, prior: ValueObject): boolean => keyOf(planned) === keyOf(prior);

const sameSpec = (planned: ValueObject, prior: ValueObject): boolean =>
  keyOf(planned.spec ?? null) === keyOf(prior.spec ?? null);

function generationAfter(type: string, state: ValueObject, prior: ValueObject | null): number {
  if (!kindOf(type)?.counted) return 0;
  if (!prior) return 1;
  const before = numberOf(firstOf(prior.metadata)?.generation) ?? 1;
  return sameSpec(state, prior) ? before : before + 1;
}

/** Versions only grow. */
function versionAfter(before: ValueObject | undefined, digest: string): string {
  const last = Number(textOf(before?.resource_version) ?? Number.NaN);
  const step = parseInt(digest.slice(0, 4), 16);
  return String(Number.isNaN(last) ? 1000 + step : last + 1 + (step % 97));
}

/** The form of a random UUID (RFC 9562, version 4) from 32 hexadecimal digits. */
export function uuidOf(digest: string): string {
  const variant = ((parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
}
