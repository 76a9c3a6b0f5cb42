import { formatProblem, type Format } from "../../../src/rehearsal/engine/formats";

describe("formats", () => {
  const good: readonly (readonly [Format, string])[] = [
    ["cidr", "10.0.0.0/8"],
    ["cidr", "0.0.0.0/0"],
    ["cidr", "::/0"],
    ["ip", "::1"],
    ["json", '{"a":1}'],
    ["uuid", "6f2c3d62-9a3f-4c55-8a59-0d6d5f6f3d34"],
    ["rfc3339", "2025-02-03T04:05:06Z"],
    ["rfc3339", "2025-02-03T04:05:06.5+02:00"],
    ["url", "https://example.com/a"],
    ["base64", "YWI="],
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
    ["json", "{"],
    ["uuid", "6f2c"],
    ["rfc3339", "2025-02-03"],
    ["rfc3339", "2025-13-03T04:05:06Z"],
    ["url", "example.com"],
    ["url", ""],
    ["base64", "a"],
  ];
  it.each(bad)("%s refuses '%s', and names the argument or the text", (format, text) => {
    expect(formatProblem(format, "argument", text)).toMatch(text === "" ? /argument/ : /argument|not a valid/);
  });
});
