/** A zod schema in which one field is another one, and everything else as it was. Needs no knowledge of what the schema is of. */
import type { z } from "zod";

type AnySchema = z.core.$ZodType;

/**
 * Puts what `change` makes of a field in the field's place. What stands around the field (optional, a default, a list, a map, an
 * object with its checks) stays.
 * @param path Keys of objects, `*` for every entry of a list or a map.
 * @throws RangeError if the schema has no such field.
 */
export function schemaWith<S extends z.ZodType>(
  schema: S,
  path: readonly string[],
  change: (field: z.ZodType) => z.ZodType,
): S {
  const field = path.join(".");
  const inside = (inner: AnySchema, rest: readonly string[]): z.ZodType => replace(inner as z.ZodType, rest);

  function replace(at: z.ZodType, rest: readonly string[]): z.ZodType {
    const def = at._zod.def as z.core.$ZodTypeDef & Readonly<Record<string, unknown>>;
    const again = (part: object): z.ZodType => at.clone({ ...def, ...part } as never, { parent: true });
    switch (def.type) {
      case "optional":
      case "nullable":
      case "default":
      case "prefault":
      case "readonly":
        return again({ innerType: inside(def["innerType"] as AnySchema, rest) });
    }
    const [key, ...deeper] = rest;
    if (key === undefined) return change(at);
    const shape = def.type === "object" ? (def["shape"] as Readonly<Record<string, AnySchema>>) : {};
    const named = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (named) return again({ shape: { ...shape, [key]: inside(named, deeper) } });
    if (key === "*" && def.type === "array") return again({ element: inside(def["element"] as AnySchema, deeper) });
    if (key === "*" && def.type === "record")
      return again({ valueType: inside(def["valueType"] as AnySchema, deeper) });
    throw new RangeError(`The schema has no field '${field}'.`);
  }

  return replace(schema, path) as S;
}
