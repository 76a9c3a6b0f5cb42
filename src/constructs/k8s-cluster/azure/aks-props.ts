/** The props of a cluster on AKS: subscription, tenant and principals are written as Azure writes them. */
import { z } from "zod";
import { textSchema } from "../../../model/text-form";
import { PRINCIPAL, SUBSCRIPTION, TENANT } from "../../../targets/aks/forms";
import { kubernetesClusterSchema } from "../props";

/** Names begin with it: of the node's resource group, of an identity, and of the API server's host, which has the fewest (54). */
const NAME_LENGTH = 54;

export const aksClusterSchema = kubernetesClusterSchema.safeExtend({
  name: z
    .string()
    .regex(new RegExp(`^[a-z][a-z0-9-]{0,${NAME_LENGTH - 2}}[a-z0-9]$`), {
      message: `must be up to ${NAME_LENGTH} lower-case letters, digits and hyphens`,
    })
    .describe(
      "Name of the cluster; in an environment, the environment's. A literal: the API server's host begins with it.",
    ),
  account: textSchema(SUBSCRIPTION).describe(
    "Id of the subscription. A literal: names that are unique in the world derive from it.",
  ),
  accountDetails: z
    .object({ tenant: textSchema(TENANT) })
    .describe("The tenant whose people and identities are let in."),
  admins: z
    .array(textSchema(PRINCIPAL))
    .min(1, { message: "must name an Entra ID group: nobody else administers the cluster, whoever creates it" })
    .describe(
      "Object ids of the Entra ID groups that administer the cluster. Literals: role assignments are named after them.",
    ),
});

export type AksClusterSettings = z.output<typeof aksClusterSchema>;
