/** What a network on Azure is told, made or existing. */
import { textSchema } from "../../../model/text-form";
import { SUBSCRIPTION } from "../../../targets/aks/forms";
import { networkSchema } from "../props";

// A literal: the storage account's name derives from it.
export const azureNetworkSchema = networkSchema.safeExtend({ account: textSchema(SUBSCRIPTION) });
