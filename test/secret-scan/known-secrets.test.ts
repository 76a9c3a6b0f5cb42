import { gzipSync } from "node:zlib";
import { KnownSecrets, redact, scanText } from "../../src/secret-scan";
import { base64, PRIVATE_KEY } from "./samples";

const SECRET = `p"a'ss <&> wörd$2024/+=`;

function knowing(...secrets: readonly (string | number)[]): KnownSecrets {
  const known = new KnownSecrets();
  for (const secret of secrets) known.add(secret);
  return known;
}

describe("given a known secret", () => {
  test.each<[what: string, text: string]>([
    ["itself", SECRET],
    ["within a text", `x${SECRET}y`],
    ["as JSON", JSON.stringify({ a: SECRET })],
    ["as JSON within JSON", JSON.stringify({ a: JSON.stringify({ b: SECRET }) })],
    ["for a URL", `?q=${encodeURIComponent(SECRET)}&b`],
    ["for a form", `q=${encodeURIComponent(SECRET).replaceAll("%20", "+")}&b`],
    ["for a URL, in small letters", `?q=${encodeURIComponent(SECRET).toLowerCase()}&b`],
    ["for XML", `<a>${SECRET.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</a>`],
    ["for a shell", `echo '${SECRET.replaceAll("'", `'\\''`)}'`],
    ["for SQL", `SELECT '${SECRET.replaceAll("'", "''")}'`],
    ["in hexadecimal", Buffer.from(SECRET).toString("hex")],
    ["in base64", base64(SECRET)],
    ["in base64, behind one character", base64(`x${SECRET}y`)],
    ["in base64, behind two", base64(`xy${SECRET}z`)],
    ["in base64 of what is no text", Buffer.from(`\u0000\u0001${SECRET}\u0002`).toString("base64")],
    ["in base64 for URLs", Buffer.from(`?${SECRET}`).toString("base64url")],
    ["in base64 of UTF-16", Buffer.from(`x${SECRET}`, "utf16le").toString("base64")],
    ["in base64 of base64", base64(base64(`a text with ${SECRET}`))],
    ["in base64 of gzip", gzipSync(`echo ${SECRET}`).toString("base64")],
  ])("finds it %s", (_, text) => {
    const known = knowing(SECRET);

    expect(known.has(text) || known.isEncodedIn(scanText(text, "hide"))).toBe(true);
    expect(redact(`before ${text} after`, known)).toMatch(/^before .*\(sensitive\).* after$/s);
    expect(redact(text, known)).not.toMatch(/2024|MjAyNC|32303234/);
  });

  test("of several lines, finds each", () => {
    const line = PRIVATE_KEY.split("\n")[1] ?? "";

    expect(redact(`    ${line}`, knowing(PRIVATE_KEY))).toBe("    (sensitive)");
  });

  test("within a longer one, takes out the longer one", () => {
    expect(redact("a hunter2-and-more b", knowing("hunter2-", "hunter2-and-more"))).toBe("a (sensitive) b");
  });

  test.each<[what: string, secret: string | number, text: string]>([
    ["a short one", "hunter2", "the hunter2 of the sea"],
    ["a number", "12345678", "arn:aws:x:12345678:y"],
    ["a number as a number", 12345678, "x-12345678"],
    ["a switch", "true", "true"],
    ["one character", "1", "1"],
    ["an ordinary word", "postgres", "postgres://db/postgres"],
  ])("%s is not searched for in texts", (_, secret, text) => {
    expect(redact(text, knowing(secret))).toBe(text);
  });

  test("a short one is found as a whole value", () => {
    const known = knowing("hunter2", "4711");

    expect([known.isWhole("hunter2"), known.isWhole("4711"), known.isWhole(4711), known.isWhole("47110")]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test("tells nothing of it when serialized", () => {
    expect(JSON.stringify({ known: knowing(SECRET) })).toBe('{"known":"(sensitive)"}');
  });
});

describe("given a hostile text", () => {
  const known = knowing("password=password", "aaaaaaaaaaaaaaab");
  // Each would take hours if any expression went over it once for each of its characters.
  test.each(
    [
      "a",
      "password=",
      "pass",
      "--token ",
      "curl -u ",
      "-----BEGIN PRIVATE KEY-----",
      "a://",
      "a://b:",
      "%41",
      "a%",
      '\\"',
      "{{",
      "${",
      "$(",
      "`",
      "eyJ",
      "AKIA",
      "QUJD",
      "x/",
      "basic ",
      "machine a login b ",
      "kind: Secret\ndata:\n",
      "&amp;",
      "?sig=",
      "mysql -x ",
      "1:2:",
      "<password>",
      "identified by '",
      "H4sI",
      "secret: [",
      '"password":"',
      "aA",
    ].map((unit) => [unit]),
  )("of nothing but %j, comes to an end", (unit) => {
    const text = unit.repeat(Math.ceil(300_000 / unit.length));

    expect(redact(text, known).length).toBeLessThanOrEqual(text.length * 2);
  });
});
