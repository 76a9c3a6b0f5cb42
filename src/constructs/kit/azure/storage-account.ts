/** Which storage account an endpoint is of. */
import { Fn, Token } from "cdktf";

/** The account's name is the first label of its host (learn.microsoft.com/azure/storage/common/storage-account-overview, "Standard endpoints"). */
export function storageAccountOf({ endpoint }: { readonly endpoint: string }): string {
  return Token.isUnresolved(endpoint)
    ? (Fn.element(Fn.split(".", endpoint), 0) as string)
    : (endpoint.split(".")[0] ?? "");
}
