/** What AWS takes for tags; IAM is the strictest (docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html). */
import type { TagFacts } from "../../model/target-facts";

export const awsTags: TagFacts = {
  key: {
    pattern: /^(?!aws:)[\p{L}\p{N}_.:/=+\-@][\p{L}\p{Z}\p{N}_.:/=+\-@]{0,127}$/iu,
    error:
      "must be a tag key that AWS accepts: at most 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:",
    example: "costCenter",
  },
  value: {
    pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
    error: "must be a tag value that AWS accepts: at most 256 letters, digits, spaces and _.:/=+-@",
    example: "platform",
  },
  maxCount: 50,
  caseInsensitive: "IAM",
};
