/** IAM: one for the whole account. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { textOf } from "../../../rehearsal/engine/attributes";
import { objectsInRealm } from "../shared/lookups";
import { BASE32, iamId, textFromDigest } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { locationOf, globalArn } from "../shared/location";
import { permissionProblems, POLICY_SIZE, sizeOf } from "./documents";
import { attachment, CREATED, exclusive, profile, role, rolePolicy } from "./roles";
import { type HandMadeChanges } from "../../../rehearsal/engine/hand-made";

const policy = patternedResource(
  {
    id: "{arn}",
    arn: "iam::policy{path}{name}",
    exists: {
      code: "EntityAlreadyExists",
      message: "A policy called {id} already exists. Duplicate names are not allowed.",
    },
    values: (context, state) => ({ attachment_count: 0, policy_id: iamId(context, "ANPA", String(state.name)) }),
  },
  {
    refuse: (context, state, prior) => {
      const start = doing(prior, "IAM Policy", textOf(state.name));
      const text = textOf(state.policy) ?? "";
      // Of one name whatever the path.
      const twin = objectsInRealm(context, "aws_iam_policy").some(
        ({ id, attributes }) => id !== state.id && attributes.name === state.name,
      );
      return [
        ...permissionProblems(start, text),
        ...actualProblems(
          sizeOf(text) > POLICY_SIZE.managed &&
            apiError(start, "LimitExceeded", `Cannot exceed quota for PolicySize: ${POLICY_SIZE.managed}`),
          twin &&
            apiError(
              start,
              "EntityAlreadyExists",
              `A policy called ${textOf(state.name)} already exists. Duplicate names are not allowed.`,
            ),
        ),
      ];
    },
  },
);

const oidcProvider: ResourceBehaviour = {
  id: (context, planned) =>
    globalArn(locationOf(context), "iam", `oidc-provider/${(textOf(planned.url) ?? "").replace(/^https:\/\//, "")}`),
  exists: { code: "EntityAlreadyExists", message: "Provider with url {id} already exists." },
  computed: (context, state) => ({
    arn: String(state.id),
    thumbprint_list: [context.digest("thumbprint", String(state.url)).slice(0, 40)],
  }),
};

/** A role that a service owns: `AWSServiceRoleFor…` under the service's path. */
const serviceRole: ResourceBehaviour = (() => {
  const nameFor = (service: string, suffix: string | undefined): string => {
    const words = (service.split(".")[0] ?? "").split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    return `AWSServiceRoleFor${words.join("")}${suffix ? `_${suffix}` : ""}`;
  };
  return {
    id: (context, planned) => {
      const service = textOf(planned.aws_service_name) ?? "";
      const name = nameFor(service, textOf(planned.custom_suffix));
      return globalArn(locationOf(context), "iam", `role/aws-service-role/${service}/${name}`);
    },
    exists: { code: "InvalidInput", message: "Service role name {id} has been taken in this account." },
    computed: (context, state) => {
      const service = textOf(state.aws_service_name) ?? "";
      const name = nameFor(service, textOf(state.custom_suffix));
      return {
        arn: String(state.id),
        name,
        path: `/aws-service-role/${service}/`,
        create_date: CREATED,
        unique_id: iamId(context, "AROA", name),
      };
    },
  };
})();

export const iamTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_iam_role: role,
  aws_iam_role_policy: rolePolicy,
  aws_iam_role_policy_attachment: attachment,
  aws_iam_role_policies_exclusive: exclusive("policy_names"),
  aws_iam_role_policy_attachments_exclusive: exclusive("policy_arns"),
  aws_iam_policy: policy,
  aws_iam_instance_profile: profile,
  aws_iam_openid_connect_provider: oidcProvider,
  aws_iam_service_linked_role: serviceRole,
  aws_iam_user: patternedResource({
    id: "{name}",
    arn: "iam::user{path}{name}",
    exists: { code: "EntityAlreadyExists", message: "User with name {id} already exists." },
    values: (context, state) => ({ unique_id: iamId(context, "AIDA", String(state.name)) }),
  }),
  aws_iam_user_policy: patternedResource({ id: "{user}:{name}" }),
  aws_iam_user_policy_attachment: { id: (_context, { user, policy_arn: arn }) => `${textOf(user)}/${textOf(arn)}` },
  aws_iam_group: patternedResource({
    id: "{name}",
    arn: "iam::group{path}{name}",
    exists: { code: "EntityAlreadyExists", message: "Group with name {id} already exists." },
    values: (context, state) => ({ unique_id: iamId(context, "AGPA", String(state.name)) }),
  }),
  aws_iam_access_key: {
    id: (context, planned) =>
      `AKIA${textFromDigest(context.digest("access-key", context.realm, textOf(planned.user) ?? ""), 16, BASE32)}`,
    computed: (context, state) => ({
      create_date: CREATED,
      secret: textFromDigest(context.digest("access-secret", String(state.id)), 40),
      encrypted_secret: null,
      encrypted_ses_smtp_password_v4: null,
      key_fingerprint: null,
      ses_smtp_password_v4: textFromDigest(context.digest("smtp", String(state.id)), 44),
    }),
  },
};

/** What people change by hand. */
export const iamHandMade: HandMadeChanges = { deletions: ["aws_iam_role_policy"] };
