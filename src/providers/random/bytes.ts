/** random_id, random_bytes and random_uuid. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Value } from "../../rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { numberOf, textOf } from "../../rehearsal/engine/attributes";
import { stateObject } from "./state-object";

type Computed = { [name: string]: Value };

/** The id itself has no prefix; every other form has it. */
function idForms(bytes: Buffer, prefix: string): Computed {
  return {
    id: bytes.toString("base64url"),
    b64_url: prefix + bytes.toString("base64url"),
    b64_std: prefix + bytes.toString("base64"),
    hex: prefix + bytes.toString("hex"),
    dec: prefix + BigInt(`0x${bytes.toString("hex") || "0"}`).toString(),
  };
}

export const randomId: ResourceBehaviour = {
  computed: (_, state, prior) =>
    prior ? {} : idForms(randomBytes(numberOf(state.byte_length) ?? 0), textOf(state.prefix) ?? ""),
  /** `<base64url>`, or `<prefix>,<base64url>`. */
  import(_, id) {
    const comma = id.lastIndexOf(",");
    const prefix = comma < 0 ? null : id.slice(0, comma);
    const encoded = id.slice(comma + 1);
    const bytes = Buffer.from(encoded, "base64url");
    if (bytes.toString("base64url") !== encoded) return undefined;
    const forms = idForms(bytes, prefix ?? "");
    return stateObject("random_id", { ...forms, prefix, byte_length: bytes.length, keepers: null });
  },
};

const byteForms = (bytes: Buffer): Computed => ({ base64: bytes.toString("base64"), hex: bytes.toString("hex") });

export const randomBytesResource: ResourceBehaviour = {
  computed: (_, state, prior) => (prior ? {} : byteForms(randomBytes(numberOf(state.length) ?? 0))),
  /** The bytes in base64. */
  import(_, id) {
    const bytes = Buffer.from(id, "base64");
    if (bytes.toString("base64") !== id) return undefined;
    return stateObject("random_bytes", { ...byteForms(bytes), length: bytes.length, keepers: null });
  },
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const randomUuid: ResourceBehaviour = {
  computed(_, __, prior): Computed {
    if (prior) return {};
    const uuid = randomUUID();
    return { id: uuid, result: uuid };
  },
  import: (_, id) => (UUID.test(id) ? stateObject("random_uuid", { id, result: id, keepers: null }) : undefined),
};
