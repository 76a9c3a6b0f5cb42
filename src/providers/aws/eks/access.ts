/** Who may speak to a cluster, and which pods wear which role. */
import { UNKNOWN, type ValueObject } from "../../../rehearsal/protocol/value";
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { firstOf, textOf } from "../../../rehearsal/engine/attributes";
import { findByAttribute, objectsInRealm, findDuplicate } from "../shared/lookups";
import { lastArnPart, textFromDigest, firstUnusedId, uuid } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { arnOf, patternedResource } from "../shared/patterned-resource";

const CREATED = "2026-01-01 00:00:00 +0000 UTC";

/** Entries mean something only where the cluster asks EKS, not its own ConfigMap. */
function modeProblem(context: BehaviourContext, start: string, state: ValueObject): Diagnostic | false {
  const cluster = findByAttribute(context, "aws_eks_cluster", "name", state.cluster_name);
  const mode = textOf(firstOf(cluster?.attributes.access_config)?.authentication_mode) ?? "CONFIG_MAP";
  return (
    cluster !== undefined &&
    mode === "CONFIG_MAP" &&
    apiError(
      start,
      "InvalidRequestException",
      "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
    )
  );
}

export const accessEntry = patternedResource(
  {
    id: "{cluster_name}:{principal_arn}",
    exists: {
      code: "ResourceInUseException",
      message: "The specified access entry resource is already in use on this cluster.",
    },
    values: (context, state) => {
      const principal = textOf(state.principal_arn) ?? "";
      const [, , , , account = "", what = ""] = principal.split(":");
      const kind = what.split("/")[0] ?? "role";
      const standard = state.type === "STANDARD";
      const session = `${principal.replace(":iam:", ":sts:").replace(/:role\/.*$/, `:assumed-role/${lastArnPart(principal)}`)}/{{SessionName}}`;
      return {
        access_entry_arn: arnOf(
          context,
          state,
          `eks:access-entry/{cluster_name}/${kind}/${account}/${lastArnPart(principal)}/${uuid(context.digest("access", context.realm, String(state.id)))}`,
        ),
        kubernetes_groups: standard || state.type === "EC2" ? [] : ["system:nodes"],
        user_name: !standard ? "system:node:{{EC2PrivateDNSName}}" : kind === "role" ? session : principal,
        created_at: CREATED,
        modified_at: CREATED,
      };
    },
  },
  {
    refuse: (context, state, prior) => {
      const start = doing(prior, "EKS Access Entry", textOf(state.id));
      return actualProblems(modeProblem(context, start, state));
    },
    deleted: (context, { attributes }) => {
      for (const object of associationsOf(context, attributes)) {
        context.world.remove(object.type, object.id, object.realm);
      }
    },
  },
);

const associationsOf = (context: BehaviourContext, entry: ValueObject) =>
  objectsInRealm(context, "aws_eks_access_policy_association").filter(
    ({ attributes }) =>
      attributes.cluster_name === entry.cluster_name && attributes.principal_arn === entry.principal_arn,
  );

/** `arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy` */
const ACCESS_POLICY = /^arn:aws(-cn|-us-gov)?:eks::aws:cluster-access-policy\/Amazon[A-Za-z]+$/;

export const policyAssociation = patternedResource(
  {
    id: "{cluster_name}#{principal_arn}#{policy_arn}",
    exists: { code: "ResourceInUseException", message: "The access policy is associated already: {id}" },
    values: () => ({ associated_at: CREATED, modified_at: CREATED }),
  },
  {
    refuse: (context, state, prior) => {
      const start = doing(prior, "EKS Access Policy Association", textOf(state.id));
      const entry = `${textOf(state.cluster_name)}:${textOf(state.principal_arn)}`;
      return actualProblems(
        modeProblem(context, start, state),
        !ACCESS_POLICY.test(textOf(state.policy_arn) ?? "") &&
          apiError(start, "InvalidParameterException", "The policyArn parameter format is not valid"),
        !objectsInRealm(context, "aws_eks_access_entry").some(({ id }) => id === entry) &&
          apiError(
            start,
            "ResourceNotFoundException",
            `The specified principalArn could not be found: ${textOf(state.principal_arn)}. You must create an access entry for it first.`,
          ),
      );
    },
  },
);

export const podIdentity: ResourceBehaviour = patternedResource(
  {
    id: (context, { cluster_name: cluster, namespace, service_account: account }) =>
      firstUnusedId(context, (count) => {
        const words = [cluster, namespace, account].map((value) => textOf(value) ?? "");
        return `a-${textFromDigest(context.digest("pod-identity", context.realm, ...words, String(count)), 17)}`;
      }),
    values: (context, state) => ({
      association_id: String(state.id),
      association_arn: arnOf(context, state, "eks:podidentityassociation/{cluster_name}/{id}"),
      // Only where the pod's role goes on to another account's.
      external_id: textOf(state.target_role_arn)
        ? arnOf(context, state, "eks:{cluster_name}/{namespace}/{service_account}").split(":").slice(3).join("/")
        : null,
    }),
  },
  {
    // Given with a target role, taken away without one.
    plan: (_context, planned, prior) => {
      if (prior && planned.target_role_arn !== prior.target_role_arn) planned.external_id = UNKNOWN;
    },
    refuse: (context, state, prior) => {
      const twin = findDuplicate(context, state, ["cluster_name", "namespace", "service_account"]);
      const start = doing(prior, "EKS Pod Identity Association");
      return actualProblems(
        twin && apiError(start, "ResourceInUseException", `Association already exists: ${twin.id}`),
      );
    },
    import: (context, id) => {
      const [cluster, own] = id.split(",");
      return objectsInRealm(context, "aws_eks_pod_identity_association").find(
        (object) => object.id === own && object.attributes.cluster_name === cluster,
      );
    },
  },
);
