import { formatProblem, type Format } from "../../../src/rehearsal/engine/formats";
import { goPattern } from "../../../src/rehearsal/engine/go-patterns";
import { loadSchema, schemaNames } from "../../../src/schemas/load";

describe("formats", () => {
  const good: readonly (readonly [Format, string])[] = [
    ["cidr", "10.0.0.0/8"],
    ["cidr", "0.0.0.0/0"],
    ["cidr", "::/0"],
    ["ip", "::1"],
    ["arn", "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"],
    ["arn", "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/a"],
    ["arn", ""],
    ["json", '{"a":1}'],
    ["uuid", "6f2c3d62-9a3f-4c55-8a59-0d6d5f6f3d34"],
    ["rfc3339", "2025-02-03T04:05:06Z"],
    ["rfc3339", "2025-02-03T04:05:06.5+02:00"],
    ["url", "https://example.com/a"],
    ["base64", "YWI="],
    ["azureId", "/subscriptions/x/resourceGroups/y"],
    ["keyVaultKeyId", "https://v.vault.azure.net/keys/k/0"],
  ];
  it.each(good)("%s takes %s", (format, text) => expect(formatProblem(format, "x", text)).toBeUndefined());

  const bad: readonly (readonly [Format, string])[] = [
    ["cidr", "10.0.0.0"],
    ["cidr", "10.0.0.0/33"],
    ["cidr", "10.0.0.0/08"],
    ["cidr", "010.0.0.0/8"],
    ["cidr", "10.0.0.0/8 "],
    ["cidr", "fe80::%eth0/64"],
    ["cidr", "300.0.0.0/8"],
    ["cidr", "10.0.0.0/8/8"],
    ["ip", "10.0.0"],
    ["ip", "10.0.0.01"],
    ["ip", "fe80::1%eth0"],
    ["arn", "arn:aws"],
    ["arn", "arn:aws:iam:::"],
    ["arn", "arn:azure:iam::123456789012:x"],
    ["arn", "arn:aws:iam:nowhere:123456789012:x"],
    ["json", "{"],
    ["uuid", "6f2c"],
    ["rfc3339", "2025-02-03"],
    ["rfc3339", "2025-13-03T04:05:06Z"],
    ["url", "example.com"],
    ["url", ""],
    ["base64", "a"],
    ["azureId", "subscriptions/x"],
    ["keyVaultKeyId", "https://v.vault.azure.net/k"],
  ];
  it.each(bad)("%s refuses '%s', and names the argument or the text", (format, text) => {
    expect(formatProblem(format, "argument", text)).toMatch(text === "" ? /argument/ : /argument|not a valid/);
  });

  it.each([
    ["10.0.0.1/16", "10.0.0.0/16"],
    ["1.2.3.4/0", "0.0.0.0/0"],
    ["2001:DB8::1/32", "2001:db8::/32"],
  ])("%s is refused where a range is written by its first address", (text, network) => {
    const problem = `expected x to contain a valid network Value, expected ${network}, got ${text}`;
    expect(formatProblem("cidr", "x", text, { networkAddress: true })).toBe(problem);
    expect(formatProblem("cidr", "x", text)).toBeUndefined();
  });

  it.each(["10.0.0.0/16", "255.255.255.255/32", "0.0.0.0/0", "2001:DB8:0::/48", "::/0"])("%s is its own", (text) => {
    expect(formatProblem("cidr", "x", text, { networkAddress: true })).toBeUndefined();
  });
});

describe("Go's regular expressions", () => {
  it.each([
    ["^[[:alpha:]_]+$", "ab_", "a1"],
    ["^[^[:space:]]+$", "ab", "a b"],
    ["(?i)^abc$", "ABC", "abd"],
    ["\\Aab\\z", "ab", "ab\n"],
    ["^(?P<first>a)b$", "ab", "b"],
    ["^\\pL+$", "é", "1"],
    ["^\\x{1F600}$", "😀", "a"],
    ["^\\Qa.b\\E$", "a.b", "axb"],
    ['^\\{[\\w\\s:\\{\\}\\[\\]\\"]*}$', "{a}", "a"],
  ])("%s", (pattern, matching, other) => {
    expect(goPattern(pattern)?.test(matching)).toBe(true);
    expect(goPattern(pattern)?.test(other)).toBe(false);
  });

  it("says so when there is no such expression in JavaScript", () => {
    expect(goPattern("(")).toBeUndefined();
  });

  it("are all translated that the schemas hold", () => {
    const patterns = schemaNames().flatMap((name) => [
      ...JSON.stringify(loadSchema(name)).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g),
    ]);
    expect(patterns.length).toBeGreaterThan(20);
    const all = new Set(patterns.map(([, pattern]) => JSON.parse(pattern as string) as string));
    expect([...all].filter((pattern) => goPattern(pattern) === undefined)).toEqual([]);
  });
});
