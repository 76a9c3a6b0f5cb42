/**
 * Terraform's wire form of a value: MessagePack, read by a type. Unknown values are extensions (0: wholly unknown, 12: with
 * refinements), a dynamic value is a pair of its type in JSON and itself, a number that neither an integer nor a double
 * of MessagePack holds is its decimal text.
 */
import { Decoder, Encoder, ExtensionCodec, ExtData } from "@msgpack/msgpack";
import type { CtyType } from "../../schemas/cty";
import { ctyTypeFrom, typeOf } from "./cty-json";
import { mismatch, within, type Place } from "./mismatch";
import { numberFromDouble, numberFromText, numberText } from "./numbers";
import { canonicalSet } from "./sets";
import { BigNumber, Dynamic, isObject, objectOf, UNKNOWN, Unknown, type Value } from "./value";

export { fromJson, parseJson, toJson } from "./json";
export { canonicalSet, keyOf } from "./sets";

/** Extension type of an unknown value without refinements; its payload has no meaning (Terraform sends one zero byte). */
const EXT_UNKNOWN = 0;
/** Extension type of an unknown value with refinements: a MessagePack map, passed on as it came. */
const EXT_REFINED = 12;
const NO_PAYLOAD = new Uint8Array([0]);

const extensions = new ExtensionCodec();
extensions.register({
  type: EXT_UNKNOWN,
  encode: (value) => (value instanceof Unknown && value.refinements === undefined ? NO_PAYLOAD : null),
  decode: () => UNKNOWN,
});
extensions.register({
  type: EXT_REFINED,
  encode: (value) => (value instanceof Unknown && value.refinements !== undefined ? value.refinements : null),
  decode: (payload) => new Unknown(Uint8Array.from(payload)),
});

/** The library refuses the key `__proto__` because it builds plain objects; here it is a key like any other. */
const PROTO = "__proto__";
const PROTO_STANDIN = "\u0000__proto__";
const PROTO_LENGTH = PROTO.length;

const encoder = new Encoder({ extensionCodec: extensions, maxDepth: 1000 });
const decoder = new Decoder({
  extensionCodec: extensions,
  useBigInt64: true,
  keyDecoder: {
    canBeCached: (length) => length === PROTO_LENGTH,
    decode: (bytes, offset, length) => {
      const key = Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString("utf8");
      return key === PROTO ? PROTO_STANDIN : key;
    },
  },
});

/**
 * Encodes a value for Terraform. An attribute that an object lacks is null; sets are put in canonical order.
 * @throws JangadaError `REHEARSAL_VALUE`, naming the path, when the value does not fit the type
 */
export function encodeValue(value: Value, type: CtyType): Uint8Array {
  return encoder.encode(toWire(value, type, null));
}

/**
 * Decodes a value from Terraform.
 * @throws JangadaError `REHEARSAL_VALUE`, naming the path, when the value does not fit the type
 */
export function decodeValue(bytes: Uint8Array, type: CtyType): Value {
  return fromWire(decoder.decode(bytes), type, null);
}

function toWire(value: Value, type: CtyType, place: Place | null): unknown {
  if (value === null || value instanceof Unknown) return value;
  if (type === "dynamic") {
    const { type: of, value: inner } = value instanceof Dynamic ? value : new Dynamic(typeOf(value), value);
    return [Buffer.from(JSON.stringify(of)), toWire(inner, of, place)];
  }
  if (typeof type === "string") return primitiveToWire(value, type, place);
  if (type[0] === "map" || type[0] === "object") {
    if (!isObject(value)) throw mismatch(place, type, value);
    const wire = Object.create(null) as { [name: string]: unknown };
    if (type[0] === "map") {
      for (const [key, each] of Object.entries(value)) wire[key] = toWire(each, type[1], within(place, key));
      return wire;
    }
    const attributes = type[1] as { readonly [name: string]: CtyType };
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(attributes, name)) throw mismatch(within(place, name), "no such attribute", value[name]);
    }
    for (const [name, of] of Object.entries(attributes))
      wire[name] = toWire(value[name] ?? null, of, within(place, name));
    return wire;
  }
  if (!Array.isArray(value)) throw mismatch(place, type, value);
  if (type[0] === "tuple") {
    const types = type[1];
    if (value.length !== types.length) throw mismatch(place, `tuple of ${types.length}`, value);
    return types.map((of, index) => toWire(value[index] ?? null, of, within(place, index)));
  }
  const of = type[1] as CtyType;
  const elements = value.map((each, index) => toWire(each, of, within(place, index)));
  return type[0] === "set" && elements.length > 1
    ? canonicalSet(value).map((each, index) => toWire(each, of, within(place, index)))
    : elements;
}

function primitiveToWire(value: Value, type: CtyType, place: Place | null): unknown {
  if (type === "string" && typeof value === "string") return value;
  if (type === "bool" && typeof value === "boolean") return value;
  if (type === "number") {
    if (value instanceof BigNumber) return value.text;
    if (typeof value === "number" && !Number.isNaN(value)) {
      const plain = (Number.isSafeInteger(value) && !Object.is(value, -0)) || !Number.isFinite(value);
      return plain ? value : numberText(value);
    }
  }
  throw mismatch(place, type, value);
}

function fromWire(wire: unknown, type: CtyType, place: Place | null): Value {
  if (wire === null) return null;
  if (wire instanceof Unknown) return wire;
  if (wire instanceof ExtData) throw mismatch(place, type, wire);
  if (type === "dynamic") {
    if (!Array.isArray(wire) || wire.length !== 2) throw mismatch(place, type, wire);
    const [json, inner] = wire as [unknown, unknown];
    if (typeof json !== "string" && !(json instanceof Uint8Array)) throw mismatch(place, "type", json);
    const text = typeof json === "string" ? json : Buffer.from(json).toString("utf8");
    const of = ctyTypeFrom(JSON.parse(text) as unknown);
    return new Dynamic(of, fromWire(inner, of, place));
  }
  if (typeof type === "string") return primitiveFromWire(wire, type, place);
  if (type[0] === "map" || type[0] === "object") {
    if (typeof wire !== "object" || Array.isArray(wire) || wire instanceof Uint8Array)
      throw mismatch(place, type, wire);
    const entries = wire as { [key: string]: unknown };
    if (type[0] === "map") {
      return objectOf(
        Object.entries(entries).map(([key, each]) => [
          key === PROTO_STANDIN ? PROTO : key,
          fromWire(each, type[1], within(place, key)),
        ]),
      );
    }
    return objectOf(
      Object.entries(type[1]).map(([name, of]) => {
        const key = name === PROTO ? PROTO_STANDIN : name;
        return [name, Object.hasOwn(entries, key) ? fromWire(entries[key], of, within(place, name)) : null];
      }),
    );
  }
  if (!Array.isArray(wire)) throw mismatch(place, type, wire);
  const elements = wire as unknown[];
  if (type[0] === "tuple") {
    const types = type[1];
    if (elements.length !== types.length) throw mismatch(place, `tuple of ${types.length}`, wire);
    return types.map((of, index) => fromWire(elements[index], of, within(place, index)));
  }
  const of = type[1] as CtyType;
  const values = elements.map((each, index) => fromWire(each, of, within(place, index)));
  return type[0] === "set" ? canonicalSet(values) : values;
}

function primitiveFromWire(wire: unknown, type: CtyType, place: Place | null): Value {
  if (type === "string" && typeof wire === "string") return wire;
  if (type === "bool" && typeof wire === "boolean") return wire;
  if (type === "number") {
    if (typeof wire === "number") return numberFromDouble(wire);
    if (typeof wire === "bigint" || typeof wire === "string") return numberFromText(String(wire));
  }
  throw mismatch(place, type, wire);
}
