/** Which resources belong together, as the configuration in a plan tells: ids of what is yet to be made are not known. */
import type { RawPlan, RawResourceChange } from "./plan-format";

type References = (change: RawResourceChange) => Readonly<Record<string, string>> | undefined;

/**
 * For each attribute whose expression refers to one resource alone, the address of that. Of the root module.
 * @param types of the resources that are asked about
 */
export function referencesIn(plan: RawPlan, types: readonly string[]): References {
  const resources = plan.configuration?.root_module?.resources ?? [];
  const known = new Map(
    resources
      .filter(({ address }) => types.some((type) => address.startsWith(`${type}.`)))
      .map(({ address, expressions }) => [address, Object.entries(expressions ?? {}).flatMap(oneResource)]),
  );
  return ({ type, name }) => {
    const found = known.get(`${type}.${name}`);
    return found && found.length > 0 ? Object.fromEntries(found) : undefined;
  };
}

/** Terraform names an attribute of a resource, and then the resource: `random_pet.name.id`, `random_pet.name`. */
function oneResource([attribute, expression]: [string, unknown]): readonly (readonly [string, string])[] {
  const references = (expression as { readonly references?: readonly unknown[] } | null)?.references;
  if (!Array.isArray(references)) return [];
  const addresses = references.flatMap((text) => {
    const match = typeof text === "string" ? /^((?:data\.)?[a-z0-9_]+\.[^.[\s]+)/.exec(text) : null;
    return match?.[1] === undefined ? [] : [match[1]];
  });
  const [only, ...others] = new Set(addresses);
  return only !== undefined && others.length === 0 ? [[attribute, only]] : [];
}
