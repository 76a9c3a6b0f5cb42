/** Random texts that the facts about an argument allow. */
import fc from "fast-check";
import type { Allowed } from "../../../src/schemas/provider-schema";
import { goMatches } from "../../../src/model/go-patterns";

type Format = NonNullable<Allowed["format"]>;

const byte = fc.integer({ min: 0, max: 255 });
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]$/);
const account = fc.stringMatching(/^\d{12}$/);
const region = fc.constantFrom("eu-west-1", "us-east-1", "ap-southeast-2");

const FORMATS: { readonly [format in Format]: fc.Arbitrary<string> } = {
  cidr: fc.tuple(byte, byte).map(([a, b]) => `10.${a}.${b}.0/24`),
  ip: fc.tuple(byte, byte, byte).map(([a, b, c]) => `10.${a}.${b}.${c}`),
  arn: fc.tuple(region, account, name).map(([where, who, what]) => `arn:aws:iam:${where}:${who}:thing/${what}`),
  json: fc.json({ maxDepth: 2 }),
  uuid: fc.uuid(),
  rfc3339: fc
    .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2090-01-01T00:00:00Z"), noInvalidDate: true })
    .map((date) => date.toISOString().replace(/\.\d+/, "")),
  url: name.map((host) => `https://${host}.example.com/path`),
  base64: fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString("base64")),
  azureId: name.map((last) => `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/${last}`),
  keyVaultKeyId: name.map((vault) => `https://${vault}.vault.azure.net/keys/${vault}/0123456789abcdef`),
};

export function arbitraryText(allow: Allowed): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = Math.max(minLength, 20), oneOf, format, min, max } = allow;
  if (oneOf) return fc.constantFrom(...oneOf.map(String));
  if (format) return FORMATS[format];
  if (min !== undefined || max !== undefined)
    return fc.integer({ min: Math.ceil(min ?? 0), max: Math.floor(max ?? (min ?? 0) + 100) }).map(String);
  const { pattern } = allow;
  const fits = (text: string): boolean => Buffer.byteLength(text) >= minLength && Buffer.byteLength(text) <= maxLength;
  if (pattern !== undefined) {
    // JavaScript makes the texts; whether one matches, Go says.
    return fc.stringMatching(new RegExp(pattern)).filter((text) => goMatches(pattern, text) && fits(text));
  }
  const longest = Math.min(maxLength, minLength + 20);
  const plain = fc.string({ minLength, maxLength: longest, unit: "grapheme-ascii" });
  return longest >= 14 && minLength <= 2
    ? fc.oneof({ weight: 4, arbitrary: name }, { weight: 1, arbitrary: plain }).filter(fits)
    : plain;
}
