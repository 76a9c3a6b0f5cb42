/** EKS. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { firstOf, textOf } from "../../../rehearsal/engine/attributes";
import { uuid } from "../shared/naming";
import { arnOf, patternedResource } from "../shared/patterned-resource";
import { accessEntry, podIdentity, policyAssociation } from "./access";
import { addon } from "./addons";
import { cluster } from "./cluster";
import { fargateProfile, nodeGroup } from "./node-group";
import { type HandMadeChanges } from "../../../rehearsal/engine/hand-made";

export const eksTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_eks_cluster: cluster,
  aws_eks_node_group: nodeGroup,
  aws_eks_fargate_profile: fargateProfile,
  aws_eks_addon: addon,
  aws_eks_access_entry: accessEntry,
  aws_eks_access_policy_association: policyAssociation,
  aws_eks_pod_identity_association: podIdentity,
  aws_eks_identity_provider_config: patternedResource({
    id: (_context, planned) =>
      `${textOf(planned.cluster_name)}:${textOf(firstOf(planned.oidc)?.identity_provider_config_name)}`,
    values: (context, state) => ({
      status: "ACTIVE",
      arn: arnOf(
        context,
        state,
        `eks:identityproviderconfig/{cluster_name}/oidc/${String(state.id).split(":")[1]}/${uuid(context.digest("oidc", String(state.id)))}`,
      ),
    }),
  }),
};

/** What people change by hand. */
export const eksHandMade: HandMadeChanges = {
  changes: [
    { type: "aws_eks_node_group", set: () => ({ "scaling_config[0].max_size": "6" }) },
    { type: "aws_eks_cluster", set: () => ({ "vpc_config[0].endpoint_public_access": "true" }) },
  ],
};
