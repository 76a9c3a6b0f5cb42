import { allowsEverything, policyGainsBetween } from "../../../../src/providers/aws/shared/policy-gains";
import { allow, change, create, judged, policy } from "../../../operations/risk/changes";

describe("policy documents", () => {
  const parsed = (text: string): never => JSON.parse(text) as never;
  const gains = (before: string, after: string): readonly string[] => policyGainsBetween(parsed(before), parsed(after));

  test.each([
    ["an action", allow("s3:Get*", "a"), allow(["s3:GetObject", "s3:PutObject"], "a"), ["allows s3:PutObject on a"]],
    ["a resource", allow("s3:Get", "a/*"), allow("s3:Get", "a"), ["allows s3:Get on a"]],
    ["nothing, where a pattern covers it", allow("s3:*", "arn:a/*"), allow("S3:GetObject", "arn:a/b"), []],
    ["nothing, in another order", allow(["s3:A", "s3:B"], "a"), allow(["s3:B", "s3:A"], "a"), []],
    [
      "what a condition withheld",
      allow("s3:Get", "a", { Condition: { Bool: { x: "true" } } }),
      allow("s3:Get", "a"),
      ["allows s3:Get on a"],
    ],
    [
      "nothing, where a condition is added",
      allow("s3:Get", "a"),
      allow("s3:Get", "a", { Condition: { Bool: {} } }),
      [],
    ],
    [
      "everything but some",
      allow("s3:Get", "a"),
      { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
      ["allows NotAction iam:*"],
    ],
    [
      "a principal",
      allow("s3:Get", "a", { Principal: { AWS: "arn:x" } }),
      allow("s3:Get", "a", { Principal: "*" }),
      ["allows s3:Get on a to *"],
    ],
  ])("%s is gained", (_, before, after, expected) => {
    expect(gains(policy(before), policy(after))).toEqual(expected);
  });

  test("a denial that goes is a gain", () => {
    const deny = { Effect: "Deny", Action: "s3:Delete*", Resource: "*" };

    expect(gains(policy(allow("s3:*", "*"), deny), policy(allow("s3:*", "*")))).toEqual([
      "no longer denies s3:Delete*",
    ]);
  });

  test.each([
    [policy(allow("*", "*")), true],
    [policy(allow("*", "a")), false],
    [policy(allow("s3:Get", "a", { Principal: "*" })), true],
    [policy(allow("s3:Get", "a", { Principal: "*", Condition: { Bool: {} } })), false],
    [policy(allow("kms:*", "*", { Principal: { AWS: "arn:aws:iam::1:root" } })), false],
  ])("%s allows everything or everybody: %s", (text, expected) => {
    expect(allowsEverything(parsed(text))).toBe(expected);
  });

  test("what it will allow cannot be told before it is known", () => {
    const [finding] = judged({
      ...change("aws_iam_role_policy", { policy: policy(allow("s3:Get", "a")) }, {}),
      unknown: { policy: true },
    });

    expect(finding).toMatchObject({ risk: "exposure", reason: expect.stringContaining("known only once") as string });
  });

  test("a new role with few rights is no exposure", () => {
    expect(judged(create("aws_iam_policy", { policy: policy(allow("s3:Get", "a")) }))).toEqual([]);
    expect(judged(create("aws_iam_policy", { policy: policy(allow("*", "*")) }))).toMatchObject([{ risk: "exposure" }]);
  });
});
