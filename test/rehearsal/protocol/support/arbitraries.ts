/** Random types, and random values of a type, for the properties of the codec. */
import fc from "fast-check";
import type { CtyType } from "../../../../src/schemas/cty";
import { canonicalSet } from "../../../../src/rehearsal/protocol/codec";
import { numberFromText } from "../../../../src/rehearsal/protocol/numbers";
import { BigNumber, Dynamic, objectOf, Unknown, UNKNOWN, type Value } from "../../../../src/rehearsal/protocol/value";

/** Names that have broken JavaScript programs before, among ordinary ones. */
const names = fc.oneof(
  fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }),
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "0", "10", "name", "é", "a.b"),
);

const primitives = fc.constantFrom<CtyType>("string", "number", "bool");

/** Any type, up to four levels deep. */
export const types: fc.Arbitrary<CtyType> = typesOf(4, true);

/** Types that leave nothing to the value: what a dynamic value is inside. */
const concreteTypes: fc.Arbitrary<CtyType> = typesOf(2, false);

function typesOf(depth: number, dynamic: boolean): fc.Arbitrary<CtyType> {
  const leaf = dynamic ? fc.oneof(primitives, fc.constant<CtyType>("dynamic")) : primitives;
  if (depth === 0) return leaf;
  const inner = typesOf(depth - 1, dynamic);
  // An element of a set has one type, decided before the set is read.
  const setElement = typesOf(depth - 1, false);
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    { weight: 1, arbitrary: inner.map((of): CtyType => ["list", of]) },
    { weight: 1, arbitrary: setElement.map((of): CtyType => ["set", of]) },
    { weight: 1, arbitrary: inner.map((of): CtyType => ["map", of]) },
    { weight: 1, arbitrary: fc.array(inner, { maxLength: 3 }).map((of): CtyType => ["tuple", of]) },
    { weight: 2, arbitrary: attributes(inner).map((of): CtyType => ["object", of]) },
  );
}

function attributes(inner: fc.Arbitrary<CtyType>): fc.Arbitrary<{ [name: string]: CtyType }> {
  return fc.array(fc.tuple(names, inner), { maxLength: 4 }).map((entries) => {
    const object = Object.create(null) as { [name: string]: CtyType };
    for (const [name, type] of entries) object[name] = type;
    return object;
  });
}

/** Decimal texts of every kind: integers of any size, fractions, exponents. */
export const decimals: fc.Arbitrary<string> = fc.oneof(
  fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }).map(String),
  fc.bigInt({ min: 2n ** 53n - 2n, max: 2n ** 53n + 4n }).map(String),
  fc
    .tuple(fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }), fc.nat(40))
    .map(([digits, power]) => `${digits}e-${power}`),
  fc.tuple(fc.integer(), fc.integer({ min: -500, max: 500 })).map(([digits, power]) => `${digits}e${power}`),
  fc.tuple(fc.integer(), fc.nat()).map(([whole, fraction]) => `${whole}.${fraction}`),
);

export const numbers: fc.Arbitrary<number | BigNumber> = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, Infinity, -Infinity, 0.1, 1e21, 5e-324, Number.MAX_SAFE_INTEGER + 2),
  decimals.map(numberFromText),
);

const unknowns = fc.oneof(
  fc.constant(UNKNOWN),
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map((refinements) => new Unknown(refinements)),
);

export interface Holding {
  /** Whether unknown values may occur. */
  readonly unknown: boolean;
}

/** Any value of a type, null and (if wanted) unknown at every level. */
export function valuesOf(type: CtyType, holding: Holding): fc.Arbitrary<Value> {
  const nothing: { weight: number; arbitrary: fc.Arbitrary<Value> }[] = [{ weight: 1, arbitrary: fc.constant(null) }];
  if (holding.unknown) nothing.push({ weight: 1, arbitrary: unknowns });
  return fc.oneof({ weight: 6, arbitrary: presentValuesOf(type, holding) }, ...nothing);
}

function presentValuesOf(type: CtyType, holding: Holding): fc.Arbitrary<Value> {
  if (type === "string") return fc.string({ unit: "grapheme" });
  if (type === "bool") return fc.boolean();
  if (type === "number") return numbers;
  if (type === "dynamic") {
    return concreteTypes.chain((of) => valuesOf(of, holding).map((value) => new Dynamic(of, value)));
  }
  if (type[0] === "tuple") return fc.tuple(...type[1].map((of) => valuesOf(of, holding)));
  if (type[0] === "object") {
    const entries = Object.entries(type[1]);
    return fc
      .tuple(...entries.map(([, of]) => valuesOf(of, holding)))
      .map((each) => objectOf(entries.map(([name], index) => [name, each[index] as Value])));
  }
  const inner = valuesOf(type[1] as CtyType, holding);
  if (type[0] === "map") return fc.array(fc.tuple(names, inner), { maxLength: 4 }).map((entries) => objectOf(entries));
  const elements = fc.array(inner, { maxLength: 5 });
  return type[0] === "set" ? elements.map(canonicalSet) : elements;
}

/** A type with a value of it. */
export function typedValues(holding: Holding): fc.Arbitrary<{ type: CtyType; value: Value }> {
  return types.chain((type) => valuesOf(type, holding).map((value) => ({ type, value })));
}

/** A value spelled out such that no two different values read alike: kinds, signs of zero, prototypes and all. */
export function spelled(value: Value): string {
  if (value instanceof Unknown)
    return `unknown(${value.refinements ? Buffer.from(value.refinements).toString("hex") : ""})`;
  if (value instanceof BigNumber) return `exactly ${value.text}`;
  if (value instanceof Dynamic) return `dynamic(${JSON.stringify(value.type)}, ${spelled(value.value)})`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) return `[${value.map(spelled).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}: ${spelled(value[name] as Value)}`);
  return `${Object.getPrototypeOf(value) === null ? "" : "PROTOTYPE "}{${entries.join(", ")}}`;
}
