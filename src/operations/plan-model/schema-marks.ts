/** The second net: what the provider's schema says is sensitive, also where a plan has lost the mark. */
import { sensitiveArguments } from "../../schemas/sensitive";
import type { Marks } from "./marks";

const known = new Map<string, Marks>();

/** The marks of a resource's or a data source's type; none for a type whose schema the package does not carry. */
export function schemaMarks(type: string, mode: "managed" | "data" = "managed"): Marks {
  const key = `${mode}.${type}`;
  if (known.has(key)) return known.get(key);
  const { resources, dataSources } = sensitiveArguments(type.split("_")[0] ?? "");
  const paths = (mode === "data" ? dataSources : resources)[type] ?? [];
  const marks = ofPaths(paths.map((path) => path.split(".")));
  known.set(key, marks);
  return marks;
}

function ofPaths(paths: readonly (readonly string[])[]): Marks {
  if (paths.some(({ length }) => length === 0)) return true;
  const keys = new Map<string, Marks>();
  for (const name of new Set(paths.map(([first = ""]) => first))) {
    keys.set(name, both(ofPaths(paths.filter(([first]) => first === name).map(([, ...rest]) => rest))));
  }
  return keys.size > 0 ? { keys } : undefined;
}

/** A block may be one object, or a list or a map of them. */
function both(marks: Marks): Marks {
  return marks === true || marks === undefined ? marks : { each: marks, keys: marks.keys };
}
