/** Configurations as YAML. Texts are always in quotes: what Terraform puts into them cannot become something else. */
import { stringify } from "yaml";
import type { Configuration } from "./kinds";

/** @param documents of one file, in order; each the whole of its kind */
export function writeConfigurations(documents: readonly Configuration[]): string {
  return documents
    .map((document) =>
      stringify(document, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 }),
    )
    .join("---\n");
}
