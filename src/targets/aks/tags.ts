/**
 * What Azure takes for tags. Names have 512 characters, of storage accounts 128; DNS zones take no spaces, no parentheses and no
 * digit at the beginning (learn.microsoft.com/azure/azure-resource-manager/management/tag-resources, "Limitations"): the
 * strictest counts.
 */
import type { TagFacts } from "../../model/target-facts";

export const azureTags: TagFacts = {
  key: {
    pattern: /^(?!azure|microsoft|windows)[a-z][a-z0-9_.:=+@-]{0,127}$/i,
    error:
      "must be a tag name that Azure accepts everywhere: at most 128 letters, digits and _.:=+@-, beginning with a letter, not with azure, microsoft or windows",
    example: "costCenter",
  },
  value: {
    pattern: /^[\p{L}\p{Z}\p{N}\p{P}\p{S}]{0,256}$/u,
    error: "must be a tag value that Azure accepts: at most 256 characters, none of them a control character",
    example: "platform",
  },
  maxCount: 50,
  caseInsensitive: "Azure",
};
