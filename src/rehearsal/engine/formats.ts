/** The `format` facts: whether a text is one, and what is wrong with it in the providers' words. */
import { parseAddress, parseRange } from "../../model/cidr";
import type { Allowed } from "../../schemas/provider-schema";

export type Format = NonNullable<Allowed["format"]>;

/** What is wrong with a text, as a sentence about the argument `name`; undefined if nothing is. */
export type FormatCheck = (name: string, text: string) => string | undefined;

/** Checks of a provider's own: of formats that nobody else has, or that it is stricter in. */
export type ProviderFormats = { readonly [format in Format]?: FormatCheck };

/** A format that neither everybody nor the provider knows a check for takes every text. */
export function formatProblem(
  format: Format,
  name: string,
  text: string,
  formats: ProviderFormats = {},
): string | undefined {
  return (formats[format] ?? FORMATS[format])?.(name, text);
}

/** What a text would have to be in every provider's eyes. */
const FORMATS: ProviderFormats = {
  cidr: (_name, text) =>
    parseRange(text) ? undefined : `${quote(text)} is not a valid CIDR block: invalid CIDR address: ${text}`,
  ip: (name, text) => (parseAddress(text) ? undefined : `expected ${name} to contain a valid IP, got: ${text}`),
  json: (name, text) => {
    try {
      JSON.parse(text);
      return undefined;
    } catch (error) {
      return `${quote(name)} contains an invalid JSON: ${(error as Error).message}`;
    }
  },
  uuid: (name, text) =>
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
      ? undefined
      : `expected ${quote(name)} to be a valid UUID, got ${text}`,
  rfc3339: (name, text) =>
    isTimestamp(text) ? undefined : `expected ${quote(name)} to be a valid RFC3339 date, got ${quote(text)}`,
  url: (name, text) => {
    if (text === "") return `expected ${quote(name)} url to not be empty, got ${text}`;
    const parsed = URL.canParse(text) ? new URL(text) : undefined;
    if (!parsed?.host) return `expected ${quote(name)} to have a host, got ${text}`;
    if (/^(https?|s3|ftp|wss?|tcp|udp):$/.test(parsed.protocol)) return undefined;
    return `expected ${quote(name)} to have a url with schema of: "http,https", got ${text}`;
  },
  base64: (name, text) =>
    /^([0-9A-Za-z+/]{4})*([0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?$/.test(text) && text !== ""
      ? undefined
      : `expected ${quote(name)} to be a base64 string, got ${text}`,
};

const isTimestamp = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text) && !Number.isNaN(Date.parse(text));

export const quote = (text: string): string => JSON.stringify(text);
