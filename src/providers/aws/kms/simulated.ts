/** KMS: keys, their policies, and the names they go by. */
import { UNKNOWN, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import { isTrue, textOf } from "../../../rehearsal/engine/attributes";
import { statementsOf, textsIn, type Statement } from "../iam/documents";
import { findByAttribute } from "../shared/lookups";
import { fingerprint, firstUnusedId, uuid } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { locationOf, arn, globalArn } from "../shared/location";
import { type HandMadeChanges } from "../../../rehearsal/engine/hand-made";

/** Days after which a key turns, unless it says otherwise (docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html). */
const ROTATION_DAYS = 365;

const LOCKED_OUT = "The new key policy will not allow you to update the key policy in the future.";

/** The policy of a key for which none is configured: the account's IAM policies decide. */
const defaultPolicy = (context: BehaviourContext, state: ValueObject): string =>
  JSON.stringify({
    Id: "key-default-1",
    Statement: [
      {
        Action: "kms:*",
        Effect: "Allow",
        Principal: { AWS: globalArn(locationOf(context, state), "iam", "root") },
        Resource: "*",
        Sid: "Enable IAM User Permissions",
      },
    ],
    Version: "2012-10-17",
  });

const key = patternedResource(
  {
    id: (context, planned) =>
      firstUnusedId(context, (count) => {
        const hex = context.digest("kms", context.realm, fingerprint(planned), String(count));
        return isTrue(planned.multi_region) ? `mrk-${hex.slice(0, 32)}` : uuid(hex);
      }),
    arn: "kms:key/{id}",
    values: (context, state) => ({
      key_id: String(state.id),
      description: "",
      multi_region: false,
      rotation_period_in_days: isTrue(state.enable_key_rotation) ? ROTATION_DAYS : 0,
      policy: defaultPolicy(context, state),
    }),
  },
  {
    plan: (_context, planned, prior, config) => {
      const turned = prior && prior.enable_key_rotation !== planned.enable_key_rotation;
      if (turned && config.rotation_period_in_days === null) planned.rotation_period_in_days = UNKNOWN;
    },
    refuse: (context, state, prior) => policyProblems(context, doing(prior, "KMS Key", textOf(state.key_id)), state),
  },
);

/** A policy that nobody of the account could change any more is refused, unless that check is bypassed. */
function policyProblems(context: BehaviourContext, start: string, state: ValueObject): readonly Diagnostic[] {
  if (isTrue(state.bypass_policy_lockout_safety_check)) return [];
  const statements = statementsOf(textOf(state.policy) ?? "");
  if (!statements) return [apiError(start, "MalformedPolicyDocumentException", "Policy contains a syntax error")];
  const { account } = locationOf(context, state);
  const keeps = statements.some((statement) => allowsChange(statement) && isOf(statement, account));
  return keeps ? [] : [apiError(start, "MalformedPolicyDocumentException", LOCKED_OUT)];
}

const allowsChange = ({ Effect, Action }: Statement): boolean =>
  Effect === "Allow" && textsIn(Action).some((action) => /^(\*|kms:(\*|Put\*|PutKeyPolicy))$/i.test(action));

/** Whether a principal of the account is meant. */
function isOf({ Principal: principal }: Statement, account: string): boolean {
  if (principal === "*") return true;
  if (typeof principal !== "object" || principal === null) return false;
  return textsIn((principal as Statement).AWS).some(
    (who) => who === "*" || who === account || who.includes(`::${account}:`),
  );
}

const alias = patternedResource(
  {
    id: "{name}",
    arn: "kms:{name}",
    exists: { code: "AlreadyExistsException", message: "An alias with the name {id} already exists" },
    values: (context, state) => {
      const target = keyOfText(context, textOf(state.target_key_id) ?? "");
      return { target_key_arn: textOf(target?.attributes.arn) ?? "" };
    },
  },
  {
    plan: (_context, planned, prior) => {
      if (prior && planned.target_key_id !== prior.target_key_id) planned.target_key_arn = UNKNOWN;
    },
    refuse: (_context, state, prior) =>
      actualProblems(
        textOf(state.name)?.startsWith("alias/aws/") &&
          apiError(
            doing(prior, "KMS Alias", textOf(state.name)),
            "NotAuthorizedException",
            "Aliases of AWS are its own.",
          ),
      ),
  },
);

/** The key that a text names: by id, by ARN, or by an alias or its ARN. */
export function keyOfText(context: BehaviourContext, text: string) {
  const name = /(alias\/.+)$/.exec(text)?.[1];
  const target = name
    ? textOf(findByAttribute(context, "aws_kms_alias", "name", name)?.attributes.target_key_arn)
    : text;
  return (
    findByAttribute(context, "aws_kms_key", "id", target) ?? findByAttribute(context, "aws_kms_key", "arn", target)
  );
}

const keyPolicy: ResourceBehaviour = {
  id: (_context, planned) => textOf(planned.key_id) ?? "",
  refuse: (context, state, prior) =>
    policyProblems(context, doing(prior, "KMS Key Policy", textOf(state.key_id)), state),
};

const grant = patternedResource({
  id: (context, planned) => `${textOf(planned.key_id)}:${context.digest("grant", context.realm, fingerprint(planned))}`,
  values: (context, state) => ({
    grant_id: String(state.id).split(":").at(-1) ?? "",
    grant_token: Buffer.from(context.digest("grant-token", String(state.id))).toString("base64"),
  }),
});

const replica = patternedResource({
  id: (_context, planned) => textOf(planned.primary_key_arn)?.split("/").at(-1) ?? "",
  arn: "kms:key/{id}",
  values: (context, state) => ({
    key_id: String(state.id),
    key_rotation_enabled: false,
    key_spec: "SYMMETRIC_DEFAULT",
    key_usage: "ENCRYPT_DECRYPT",
    policy: defaultPolicy(context, state),
  }),
});

/** Begins the ids of the keys that AWS makes for its own services: `alias/aws/rds` and its kin are in every account. */
const AWS_KEY = "a35a35a3";

/** Whether a key is one of those: nobody made it, and it is there. */
export const AWS_KEY_ARN = new RegExp(`^arn:[^:]*:kms:[^:]*:[^:]*:key/${AWS_KEY}-`);

export function managedKeyArn(context: BehaviourContext, state: ValueObject, service: string): string {
  const hex = AWS_KEY + context.digest("aws-key", context.realm, service).slice(AWS_KEY.length);
  return arn(locationOf(context, state), "kms", `key/${uuid(hex)}`);
}

export const kmsTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_kms_key: key,
  aws_kms_alias: alias,
  aws_kms_key_policy: keyPolicy,
  aws_kms_grant: grant,
  aws_kms_replica_key: replica,
};

/** What people change by hand. */
export const kmsHandMade: HandMadeChanges = {
  changes: [{ type: "aws_kms_key", set: () => ({ enable_key_rotation: "false" }) }],
};
