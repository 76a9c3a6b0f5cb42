/** The typed reader of another stack's outputs. */
import { Token, type TerraformRemoteState } from "cdktf";
import type { AttributeShape, AttributesOf } from "../../src/model/contract";

/**
 * The attributes of what another stack of this environment publishes. What is literal there (zones, versions, names) is
 * literal here; what only Terraform knows is read from the output, map values by their literal keys.
 */
export function importedAttributes<S extends AttributeShape>(
  remote: TerraformRemoteState,
  output: string,
  shape: S,
  published: unknown,
): AttributesOf<S> {
  const values = published as { readonly [attribute: string]: unknown };
  const read = Object.entries(shape).map(([attribute, kind]): [string, unknown] => {
    const value = values[attribute];
    const path = `${output}.${attribute}`;
    if (kind === "map" && isPlainMap(value)) {
      return [
        attribute,
        mapValues(value, (key, inner) => (isLiteral(inner) ? inner : remote.getString(`${path}["${key}"]`))),
      ];
    }
    if (isLiteral(value)) return [attribute, value];
    if (kind === "number") return [attribute, remote.getNumber(path)];
    if (kind === "list") return [attribute, remote.getList(path)];
    if (kind === "map") return [attribute, Token.asStringMap(remote.get(path))];
    return [attribute, remote.getString(path)];
  });
  return Object.fromEntries(read) as AttributesOf<S>;
}

function isLiteral(value: unknown): boolean {
  if (value === undefined || Token.isUnresolved(value)) return false;
  if (Array.isArray(value)) return value.every(isLiteral);
  return true;
}

function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Token.isUnresolved(value);
}

function mapValues(
  map: Record<string, unknown>,
  change: (key: string, value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(key, value)]));
}
