/** The props of a cluster on EKS: the account and the principals are written as AWS writes them. */
import { z } from "zod";
import { textSchema } from "../../../model/text-form";
import { ACCOUNT, PRINCIPAL } from "../../../targets/eks/forms";
import { tokenOr } from "../../kit/cdktf/props";
import { kubernetesClusterSchema } from "../props";

export const eksClusterSchema = kubernetesClusterSchema.safeExtend({
  account: tokenOr(z.string().regex(ACCOUNT.pattern, { message: "must be an AWS account id: 12 digits" })).describe(
    "The cloud's account; policies name it.",
  ),
  admins: z
    .array(textSchema(PRINCIPAL))
    .min(1, { message: "must name an IAM role or user: nobody else administers the cluster, whoever creates it" })
    .describe(
      "ARNs of the IAM roles and users that administer the cluster. Literals: access entries are named after them.",
    ),
});
