/** The `format` facts: whether a text is one, and what is wrong with it in the providers' words. */
import { hasHostBits, normalRange, parseAddress, parseRange } from "../../model/cidr";
import type { Allowed } from "../../schemas/provider-schema";

export type Format = NonNullable<Allowed["format"]>;

/** Who is speaking: the formats are the same, the strictness is not. */
export interface FormatOptions {
  /** AWS takes a range by its first address only: `10.0.0.0/16`, not `10.0.0.1/16`. */
  readonly networkAddress?: boolean;
}

/** What is wrong with the text, as a sentence about the argument `name`; undefined if nothing is. */
export function formatProblem(
  format: Format,
  name: string,
  text: string,
  options: FormatOptions = {},
): string | undefined {
  return FORMATS[format](name, text, options);
}

const FORMATS: {
  readonly [format in Format]: (name: string, text: string, options: FormatOptions) => string | undefined;
} = {
  cidr: (name, text, { networkAddress }) => {
    if (!parseRange(text)) return `${quote(text)} is not a valid CIDR block: invalid CIDR address: ${text}`;
    if (!networkAddress || !hasHostBits(text)) return undefined;
    return `expected ${name} to contain a valid network Value, expected ${normalRange(text)}, got ${text}`;
  },
  ip: (name, text) => (parseAddress(text) ? undefined : `expected ${name} to contain a valid IP, got: ${text}`),
  arn: (name, text) => {
    const problem = arnProblem(text);
    return problem && `${quote(name)} (${text}) is an invalid ARN: ${problem}`;
  },
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
  azureId: (name, text) =>
    /^(\/[^/]+){2,}$/.test(text) ? undefined : `Can not parse ${quote(name)} as a resource id: ${quote(text)}`,
  keyVaultKeyId: (name, text) =>
    /^https:\/\/[^/]+\/(keys|secrets|certificates)\/[^/]+(\/[^/]+)?\/?$/.test(text)
      ? undefined
      : `parsing ${quote(name)}: ${quote(text)} is not a Key Vault key id`,
};

/** The account part of an ARN, as the AWS provider checks it (its `verify.ValidARN`). */
const ACCOUNT = "^(aws|aws-managed|third-party|aws-marketplace|\\d{12}|cw.{10})$";

function arnProblem(text: string): string | undefined {
  if (text === "") return undefined;
  const [prefix, partition = "", service, region = "", account = "", ...resource] = text.split(":");
  if (prefix !== "arn") return "arn: invalid prefix";
  if (service === undefined || resource.length === 0) return "arn: not enough sections";
  if (!/^aws(-[a-z]+)*$/.test(partition)) return "invalid partition value";
  if (region !== "" && !/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region)) return "invalid region value";
  if (account !== "" && !new RegExp(ACCOUNT).test(account)) {
    return `invalid account ID value (expecting to match regular expression: ${ACCOUNT})`;
  }
  return resource.join(":") === "" ? "missing resource value" : undefined;
}

const isTimestamp = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text) && !Number.isNaN(Date.parse(text));

const quote = (text: string): string => JSON.stringify(text);
