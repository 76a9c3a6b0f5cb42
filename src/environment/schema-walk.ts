/** Finds the schema of a place: what stands there by all wrappers, unions and lists. */
import type { z } from "zod";
import type { Path } from "./path";

type Schema = z.core.$ZodTypes;

/** The plain schemas (objects, strings, …) that could describe `value`, wrappers and unions taken off. */
export function alternatives(schema: z.core.$ZodType, value: unknown): readonly Schema[] {
  const { def } = (schema as Schema)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return alternatives(def.innerType, value);
    case "lazy":
      return alternatives(def.getter(), value);
    case "pipe":
      return alternatives((def.in as Schema)._zod.def.type === "transform" ? def.out : def.in, value);
    case "intersection":
      return [...alternatives(def.left, value), ...alternatives(def.right, value)];
    case "union":
      return chosen(def, value).flatMap((option) => alternatives(option, value));
    default:
      return [schema as Schema];
  }
}

/** Of a discriminated union the options that the discriminator chooses; all if it chooses none. */
function chosen(def: z.core.$ZodUnionDef, value: unknown): readonly z.core.$ZodType[] {
  const discriminator = (def as Partial<z.core.$ZodDiscriminatedUnionDef>).discriminator;
  if (discriminator === undefined || !isMap(value)) return def.options;
  const matching = def.options.filter((option) =>
    alternatives(option, value).some((inner) => {
      const { def: object } = inner._zod;
      const key = object.type === "object" ? object.shape[discriminator] : undefined;
      return key?._zod.values?.has(value[discriminator] as z.core.util.Primitive) ?? false;
    }),
  );
  return matching.length > 0 ? matching : def.options;
}

/** The schemas that could stand at a path below `schema`, with their wrappers (which carry the descriptions). */
export function schemasAt(schema: z.core.$ZodType, value: unknown, path: Path): readonly z.core.$ZodType[] {
  const [key, ...rest] = path;
  if (key === undefined) return [schema];
  const inner = childOf(value, key);
  return alternatives(schema, value).flatMap((option) => {
    const { def } = option._zod;
    const next =
      def.type === "object"
        ? (def.shape[key] ?? def.catchall)
        : def.type === "record"
          ? def.valueType
          : def.type === "array"
            ? def.element
            : undefined;
    return next ? schemasAt(next, inner, rest) : [];
  });
}

/** Types that take any key. */
const OPEN_TYPES: ReadonlySet<string> = new Set(["any", "unknown", "record", "custom", "transform"]);

export interface UnknownKey {
  readonly path: Path;
  readonly key: string;
  readonly known: readonly string[];
}

/** The keys that no schema knows, however strict it is. */
export function unknownKeys(
  schemas: readonly z.core.$ZodType[],
  value: unknown,
  path: Path = [],
): readonly UnknownKey[] {
  const options = schemas.flatMap((schema) => alternatives(schema, value));
  if (Array.isArray(value)) {
    const elements = options.flatMap(({ _zod: { def } }) => (def.type === "array" ? [def.element] : []));
    return elements.length > 0 ? value.flatMap((item, index) => unknownKeys(elements, item, [...path, index])) : [];
  }
  if (!isMap(value)) return [];
  const objects = options.flatMap(({ _zod: { def } }) => (def.type === "object" ? [def] : []));
  const values = options.flatMap(({ _zod: { def } }) => (def.type === "record" ? [def.valueType] : []));
  const open =
    options.some((option) => OPEN_TYPES.has(option._zod.def.type)) ||
    objects.some((def) => def.catchall && !isNever(def.catchall));
  const known = [...new Set(objects.flatMap((def) => Object.keys(def.shape)))];
  if (objects.length === 0 && values.length === 0) return [];
  return Object.keys(value).flatMap((key) => {
    const next = [...objects.flatMap((def) => def.shape[key] ?? []), ...values];
    if (!known.includes(key) && !open) return [{ path, key, known }];
    return next.length > 0 ? unknownKeys(next, value[key], [...path, key]) : [];
  });
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value below, or undefined. */
export function childOf(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[key];
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(childOf, value);
}

function isNever(schema: z.core.$ZodType): boolean {
  return (schema as Schema)._zod.def.type === "never";
}
