/** What no cloud takes back: putting it back is refused before it is tried. */
import type { AttributeChange, ResourceChange } from "../../model/plan";
import type { Facts } from "../../model/resource-facts";

/**
 * Why an attribute cannot be made again what it was.
 * @param real what it is now
 * @param wanted what it was
 */
export function whyIrreversible(
  { type }: Pick<ResourceChange, "type">,
  { path }: Pick<AttributeChange, "path">,
  real: unknown,
  wanted: unknown,
  { irreversible }: Pick<Facts, "irreversible">,
): string | undefined {
  return irreversible.find(
    ({ types, attribute, closed }) => types.includes(type) && attribute === path && closed(real, wanted),
  )?.reason;
}
