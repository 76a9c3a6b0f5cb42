/** Who may reach the API server. */
import type { SectionProblem } from "../core/component";
import { isWorld } from "./ranges";
import type { ClusterSection } from "./section";

/** @security CKV_AWS_38 AWS-0041 */
export function checkApi(api: ClusterSection["api"]): readonly SectionProblem[] {
  const worldly = (ranges: readonly string[], path: readonly string[]): readonly SectionProblem[] =>
    ranges.flatMap((cidr, index) =>
      isWorld(cidr)
        ? [
            {
              path: [...path, index],
              code: "CLUSTER_API_OPEN_TO_WORLD",
              message: `'${cidr}' opens the API server to everybody.`,
              remedy: "Name the ranges that administrators and deployers come from.",
            },
          ]
        : [],
    );
  const none: readonly SectionProblem[] =
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
    ...none,
    ...worldly(api.public?.cidrs ?? [], ["api", "public", "cidrs"]),
    ...worldly(api.clients ?? [], ["api", "clients"]),
  ];
}
