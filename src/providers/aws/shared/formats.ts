/** The formats that AWS's provider checks in its own way. */
import { hasHostBits, normalRange } from "../../../model/cidr";
import { formatProblem, type ProviderFormats, quote } from "../../../rehearsal/engine/formats";

export const awsFormats: ProviderFormats = {
  /** A range is taken by its first address only: `10.0.0.0/16`, not `10.0.0.1/16`. */
  cidr: (name, text) => {
    const problem = formatProblem("cidr", name, text);
    if (problem !== undefined || !hasHostBits(text)) return problem;
    return `expected ${name} to contain a valid network Value, expected ${normalRange(text)}, got ${text}`;
  },
  arn: (name, text) => {
    const problem = arnProblem(text);
    return problem && `${quote(name)} (${text}) is an invalid ARN: ${problem}`;
  },
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
