/** Who may reach the API server. */
import { checkRanges, type RangesRule } from "../kit/address-checks";
import type { SectionProblem } from "../../model/component";
import type { ClusterSection } from "./section";

const RULE: RangesRule = {
  worldCode: "CLUSTER_API_OPEN_TO_WORLD",
  wideCode: "CLUSTER_API_WIDE",
  what: "the API server",
  remedy: "Name the ranges that administrators and deployers come from.",
};

/** @security CKV_AWS_38 AWS-0041 */
export function checkApi(api: ClusterSection["api"]): readonly SectionProblem[] {
  const missingRanges: readonly SectionProblem[] =
    api.public && api.public.cidrs.length === 0
      ? [
          {
            path: ["api", "public", "cidrs"],
            code: "CLUSTER_API_PUBLIC_WITHOUT_CIDRS",
            message: "A public endpoint without ranges would be open to the world.",
            remedy: "Name the ranges that may reach it under 'cidrs', or leave out 'public'.",
          },
        ]
      : [];
  return [
    ...missingRanges,
    ...checkRanges(api.public?.cidrs ?? [], ["api", "public", "cidrs"], RULE),
    ...checkRanges(api.clients ?? [], ["api", "clients"], RULE),
  ];
}
