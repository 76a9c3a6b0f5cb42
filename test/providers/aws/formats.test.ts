import { awsFormats } from "../../../src/providers/aws/shared/formats";
import { formatProblem } from "../../../src/rehearsal/engine/formats";

describe("ARNs", () => {
  it.each([
    "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
    "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/a",
    "",
  ])("'%s' is taken", (text) => {
    expect(formatProblem("arn", "x", text, awsFormats)).toBeUndefined();
  });

  it.each(["arn:aws", "arn:aws:iam:::", "arn:azure:iam::123456789012:x", "arn:aws:iam:nowhere:123456789012:x"])(
    "'%s' is refused, and the argument named",
    (text) => {
      expect(formatProblem("arn", "argument", text, awsFormats)).toContain('"argument"');
    },
  );

  it("are known to nobody else", () => {
    expect(formatProblem("arn", "x", "no ARN")).toBeUndefined();
  });
});

describe("ranges", () => {
  it.each([
    ["10.0.0.1/16", "10.0.0.0/16"],
    ["1.2.3.4/0", "0.0.0.0/0"],
    ["2001:DB8::1/32", "2001:db8::/32"],
  ])("%s is refused where a range is written by its first address", (text, network) => {
    const problem = `expected x to contain a valid network Value, expected ${network}, got ${text}`;
    expect(formatProblem("cidr", "x", text, awsFormats)).toBe(problem);
    expect(formatProblem("cidr", "x", text)).toBeUndefined();
  });

  it.each(["10.0.0.0/16", "255.255.255.255/32", "0.0.0.0/0", "2001:DB8:0::/48", "::/0"])("%s is its own", (text) => {
    expect(formatProblem("cidr", "x", text, awsFormats)).toBeUndefined();
  });
  it("are refused in everybody's words where they are none", () => {
    expect(formatProblem("cidr", "x", "10.0.0.0/33", awsFormats)).toBe(formatProblem("cidr", "x", "10.0.0.0/33"));
  });
});
