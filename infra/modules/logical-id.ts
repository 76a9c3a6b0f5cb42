/** Resource names from construct paths: readable, stable, from the names that users chose. */
import { JangadaError } from "../../src/errors";

/** Ids that stand for "the thing itself" and say nothing more. */
const OMITTED_IDS = new Set(["Default", "Resource"]);
const ALLOWED = /^[A-Za-z][A-Za-z0-9-]*$|^[a-z0-9][a-z0-9-]*$/;

/**
 * The Terraform name of what stands at a path below its stack: `network/Default/private/eu-west-1a/Resource` becomes
 * `network_private_eu-west-1a`. Ids may not hold `_`, so that no two paths can meet in one name.
 */
export function logicalId(path: readonly string[]): string {
  for (const id of path) {
    if (!ALLOWED.test(id)) {
      throw new JangadaError({
        code: "CONSTRUCT_ID_NOT_ALLOWED",
        message: `The construct id '${id}' cannot become part of a resource address.`,
        place: { construct: path.join("/") },
        remedy: "Use letters, digits and hyphens.",
      });
    }
  }
  const name = path.filter((id) => !OMITTED_IDS.has(id)).join("_");
  // Terraform names begin with a letter or an underscore.
  return /^[A-Za-z]/.test(name) ? name : `_${name}`;
}
