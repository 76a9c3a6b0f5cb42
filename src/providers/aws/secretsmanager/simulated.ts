/** Secrets Manager, and Parameter Store beside it. */
import { UNKNOWN, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { numberOf, textOf } from "../../../rehearsal/engine/attributes";
import { addCompanion, findByAttribute, retainedObjects, RETAINED, findDuplicate } from "../shared/lookups";
import { fingerprint, LETTERS, textFromDigest, nameOrGenerated } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { arn, locationOf } from "../shared/location";

/** A secret that waits for its deletion: to everybody it is gone, but for whoever wants its name. */
const DELETED = "aws_secretsmanager_deleted_secret";

/** Six letters behind a secret's name: others for each life of the name. */
const secretArn = (context: BehaviourContext, planned: ValueObject): string => {
  const name = nameOrGenerated(context, planned);
  for (let count = 0; ; count++) {
    const suffix = textFromDigest(context.digest("secret", context.realm, name, String(count)), 6, LETTERS);
    const id = arn(locationOf(context, planned), "secretsmanager", `secret:${name}-${suffix}`);
    if (![context.type, DELETED].some((type) => context.world.get(type, id, context.realm))) return id;
  }
};

const secret = patternedResource(
  {
    id: secretArn,
    values: (_context, state) => ({ arn: String(state.id), policy: "" }),
  },
  {
    refuse: (context, state, prior) => {
      const name = textOf(state.name) ?? "";
      const start = doing(prior, "Secrets Manager Secret", name);
      const waiting = retainedObjects(context, DELETED).some(({ attributes }) => attributes.name === name);
      return actualProblems(
        findDuplicate(context, state, ["name"]) &&
          apiError(start, "ResourceExistsException", `The operation failed because the secret ${name} already exists.`),
        !prior &&
          waiting &&
          apiError(
            start,
            "InvalidRequestException",
            "You can't create this secret because a secret with this name is already scheduled for deletion.",
          ),
      );
    },
    // Its name stays taken until the recovery window is over.
    deleted: (context, { id, attributes }) => {
      if ((numberOf(attributes.recovery_window_in_days) ?? 30) === 0) return;
      addCompanion(context, DELETED, id, { ...attributes, [RETAINED]: true });
    },
  },
);

const version: ResourceBehaviour = {
  id: (context, planned) => {
    const hex = context.digest("secret-version", context.realm, fingerprint(planned));
    return `${textOf(planned.secret_id)}|terraform-20260101${textFromDigest(hex, 18, "0123456789")}`;
  },
  exists: { code: "ResourceExistsException", message: "The version is there already: {id}" },
  computed: (context, state) => ({
    arn:
      textOf(findByAttribute(context, "aws_secretsmanager_secret", "name", state.secret_id)?.attributes.arn) ??
      textOf(state.secret_id) ??
      "",
    version_id: String(state.id).split("|")[1] ?? "",
    version_stages: ["AWSCURRENT"],
    has_secret_string_wo: (numberOf(state.secret_string_wo_version) ?? 0) > 0,
  }),
};

const rotation: ResourceBehaviour = {
  id: (_context, planned) => textOf(planned.secret_id) ?? "",
  exists: { code: "InvalidRequestException", message: "A rotation is set already: {id}" },
  computed: () => ({ rotation_enabled: true }),
  refuse: (context, state) => {
    const owner = findByAttribute(context, "aws_secretsmanager_secret", "id", state.secret_id)?.attributes
      .owning_service;
    return actualProblems(
      !textOf(state.rotation_lambda_arn) &&
        owner === undefined &&
        apiError(
          `creating Secrets Manager Secret Rotation (${textOf(state.secret_id)})`,
          "InvalidRequestException",
          "No Lambda rotation function ARN is associated with this secret.",
        ),
    );
  },
};

/** A change of these is a new version of a parameter. */
const VERSIONED = ["value", "insecure_value", "value_wo_version", "description", "tier", "type", "key_id"];

const parameter = patternedResource(
  {
    id: "{name}",
    exists: {
      code: "ParameterAlreadyExists",
      message:
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    },
    values: (context, state, prior) => ({
      arn: arn(locationOf(context, state), "ssm", `parameter/${(textOf(state.name) ?? "").replace(/^\//, "")}`),
      version: (numberOf(prior?.version) ?? 0) + 1,
      tier: "Standard",
      data_type: "text",
      key_id: state.type === "SecureString" ? "alias/aws/ssm" : "",
      insecure_value: state.type === "SecureString" ? null : (textOf(state.value) ?? ""),
      value: textOf(state.insecure_value) ?? "",
      has_value_wo: (numberOf(state.value_wo_version) ?? 0) > 0,
    }),
  },
  {
    plan: (_context, planned, prior) => {
      if (!prior) return;
      const differs = (name: string): boolean => prior[name] !== planned[name];
      if (VERSIONED.some(differs)) planned.version = UNKNOWN;
      // Each shows the other, except for a secret.
      if (differs("value")) planned.insecure_value = UNKNOWN;
      else if (differs("insecure_value")) planned.value = UNKNOWN;
    },
  },
);

export const secretTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_secretsmanager_secret: secret,
  aws_secretsmanager_secret_version: version,
  aws_secretsmanager_secret_policy: { id: (_context, planned) => textOf(planned.secret_arn) ?? "" },
  aws_secretsmanager_secret_rotation: rotation,
  aws_ssm_parameter: parameter,
};
