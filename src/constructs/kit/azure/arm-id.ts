/** What an id of Azure Resource Manager says of itself, whether it is known already or only to Terraform. */
import { Fn, Token } from "cdktf";

/** `/subscriptions/<0>/resourceGroups/<1>/…`: where each stands between the slashes. */
const SUBSCRIPTION = 2;
const RESOURCE_GROUP = 4;

export const subscriptionOfId = (id: string): string => part(id, SUBSCRIPTION);
export const resourceGroupOfId = (id: string): string => part(id, RESOURCE_GROUP);

function part(id: string, index: number): string {
  if (!Token.isUnresolved(id)) return id.split("/")[index] ?? "";
  return Fn.element(Fn.split("/", id), index) as string;
}
