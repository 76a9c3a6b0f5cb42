/** IAM policy documents as plain JSON: known at synth, the same at every synth, and needing no data source. */

/** A statement, in IAM's own words. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly [kind in "AWS" | "Service"]?: string | readonly string[] };
  readonly Action: string | readonly string[];
  /** Absent in trust policies. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * The JSON of a policy. Tokens may stand in it. A policy variable such as `${aws:PrincipalTag/team}` must be written
 * `$${…}`: Terraform reads the text as a template.
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Trust policy that lets an AWS service assume a role; with `account`, only for resources of that account (confused deputy). */
export function serviceTrust(service: string, account?: string): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      ...(account ? { Condition: { StringEquals: { "aws:SourceAccount": account } } } : {}),
    },
  ]);
}
