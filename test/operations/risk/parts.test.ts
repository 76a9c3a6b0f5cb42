import { allowsEverything, gained } from "../../../src/operations/risk/policy";
import { compareSizes } from "../../../src/operations/risk/sizes";
import { valuesAt } from "../../../src/operations/risk/values";
import { judged, allow, change, create, policy } from "./changes";

describe("policy documents", () => {
  const parsed = (text: string): never => JSON.parse(text) as never;
  const gains = (before: string, after: string): readonly string[] => gained(parsed(before), parsed(after));

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

describe("sizes", () => {
  test.each([
    ["db.t4g.medium", "db.t4g.large", -1],
    ["m7g.large", "m7g.xlarge", -1],
    ["m7g.4xlarge", "m7g.2xlarge", 1],
    ["m7g.24xlarge", "m7g.metal", -1],
    ["m7g.xlarge", "m7g.xlarge", 0],
    ["t3.large", "m5.large", undefined],
    ["nonsense", "t3.large", undefined],
  ])("%s and %s: %s", (a, b, expected) => {
    expect(compareSizes(a, b)).toBe(expected);
  });
});

describe("values at a path", () => {
  const value = {
    a: [{ b: [1, 2] }, { b: [3] }],
    c: { "x.y/z": 4, deep: { n: [{ k: 5 }] } },
    p: [{ name: "q", v: 6 }],
  };

  test.each([
    ["a.b", [1, 2, 3]],
    ["c.x.y/z", [4]],
    ["**.k", [5]],
    ["c.*.n.k", [5]],
    ["p[name=q].v", [6]],
    ["p[name=r].v", []],
    ["nothing.here", []],
  ])("%s", (path, expected) => {
    expect(valuesAt(value, path)).toEqual(expected);
  });
});

describe("several findings", () => {
  test("stand in the order of their harm, and what does none is not told beside them", () => {
    const before = {
      instance_class: "db.t4g.medium",
      publicly_accessible: false,
      backup_retention_period: 14,
      tags_all: { a: "1" },
    };
    const after = {
      instance_class: "db.t4g.large",
      publicly_accessible: true,
      backup_retention_period: 7,
      tags_all: { a: "2" },
    };

    const risks = judged(change("aws_db_instance", before, after)).map(({ risk }) => risk);

    expect(risks).toEqual(["data-loss", "exposure", "downtime", "cost", "cost"]);
  });

  test("what is read is never judged", () => {
    expect(judged({ ...change("aws_kms_key", {}, {}), mode: "data", actions: ["read"] })).toEqual([]);
  });

  test("the source of a duration is told with it", () => {
    const [finding] = judged(change("aws_eks_cluster", { version: "1.34" }, { version: "1.35" }));

    expect(finding?.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});
