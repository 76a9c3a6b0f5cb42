import type { ChangeParts } from "../plan-model/plans";
import { change, create, judged } from "./changes";

/** What the change opens to addresses. */
const opened = (parts: ChangeParts): readonly string[] =>
  judged(parts)
    .filter(({ rule }) => /opened/.test(rule))
    .map(({ reason }) => reason);

describe("lists of ranges", () => {
  const api = (...ranges: readonly string[]): object => ({
    vpc_config: [{ endpoint_public_access: true, public_access_cidrs: ranges }],
  });
  const balancer = (values: object): object => ({ values: [JSON.stringify(values)] });
  const annotated = (text: string): object =>
    balancer({ service: { annotations: { "service.beta.kubernetes.io/load-balancer-source-ranges": text } } });

  test.each<[string, ChangeParts, readonly string[]]>([
    [
      "two halves are everybody",
      change("aws_eks_cluster", api("203.0.113.0/24"), api("0.0.0.0/1", "128.0.0.0/1")),
      ["The cluster's API server can be reached from everybody, where it was 203.0.113.0/24."],
    ],
    [
      "a range that splits is none",
      change("aws_eks_cluster", api("10.0.0.0/8"), api("10.0.0.0/9", "10.128.0.0/9")),
      [],
    ],
    ["ranges that join are none", change("aws_eks_cluster", api("10.0.0.0/9", "10.128.0.0/9"), api("10.0.0.0/8")), []],
    [
      "what is new is told",
      change("aws_eks_cluster", api("10.0.0.0/9"), api("10.0.0.0/8")),
      ["The cluster's API server can be reached from 10.128.0.0/9, where it was 10.0.0.0/9."],
    ],
    [
      "on creation, quarters are everybody",
      create(
        "helm_release",
        balancer({ service: { spec: { loadBalancerSourceRanges: ["0.0.0.0/2", "64.0.0.0/2"] } } }),
      ),
      ["The load balancer lets 0.0.0.0/2, 64.0.0.0/2 in, where it was nothing."],
    ],
    [
      "an annotation holds a list",
      change("helm_release", annotated("10.0.0.0/8"), annotated("10.0.0.0/8, 11.0.0.0/8")),
      ["The load balancer lets 11.0.0.0/8 in, where it was 10.0.0.0/8."],
    ],
  ])("%s", (_, parts, expected) => {
    expect(opened(parts)).toEqual(expected);
  });
});
