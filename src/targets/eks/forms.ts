/** How AWS writes its names. Loads nothing, for sections and facts. */
import type { TextForm } from "../../model/target-facts";

export const ACCOUNT: TextForm = {
  pattern: /^\d{12}$/,
  error: "must be the 12 digits of an AWS account, in quotes",
  // AWS's own example of an account: a rehearsal is content with it, a deployment is refused by the provider.
  example: "123456789012",
};

/** A zone by its full name. Local and Wavelength Zones are left out. */
export const ZONE: TextForm = {
  pattern: /^[a-z]{2}(-[a-z]+)+-\d[a-f]$/,
  error: "must be the full name of a zone, such as eu-west-1a",
  example: "eu-west-1a",
};

/** ARN of a KMS key, and not of an alias: an alias can be pointed at another key. */
export const KEY: TextForm = {
  pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
  error: "must be the ARN of a KMS key (not of an alias)",
  example: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
};

/** A role or a user; never an assumed role's session, a group or the account's root. */
export const PRINCIPAL: TextForm = {
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
  error: "must be the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/platform-admin",
  example: "arn:aws:iam::123456789012:role/platform-admin",
};
