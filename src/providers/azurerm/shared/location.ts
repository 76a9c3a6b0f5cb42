/** Where in Azure something is: subscription, tenant and region, by the provider's configuration. */
import type { Session } from "../../../rehearsal/protocol/handlers";
import type { Value } from "../../../rehearsal/protocol/value";
import { textOf } from "../../../rehearsal/engine/attributes";
import { uuid } from "../../shared/uuid";

/** The tenant of a provider that names none. */
export const EXAMPLE_TENANT = "00000000-0000-4000-a000-000000000001";

/** Undefined where neither the provider's block nor ARM_SUBSCRIPTION_ID says: the real provider refuses that. */
export const subscriptionOf = ({ config }: Session): string | undefined =>
  textOf(config?.subscription_id) || process.env.ARM_SUBSCRIPTION_ID || undefined;

export const tenantOf = ({ config }: Session): string =>
  textOf(config?.tenant_id) || process.env.ARM_TENANT_ID || EXAMPLE_TENANT;

/** Who runs Terraform: the service principal that the provider's block names, or one that belongs to the tenant. */
export function callerOf(
  session: Session,
  digest: (...words: string[]) => string,
): { readonly clientId: string; readonly objectId: string } {
  const clientId = textOf(session.config?.client_id) || process.env.ARM_CLIENT_ID;
  return {
    clientId: clientId || uuid(digest("caller", "client", tenantOf(session))),
    objectId: uuid(digest("caller", "object", tenantOf(session))),
  };
}

/** `West Europe` is `westeurope`: the provider keeps regions without blanks, in lower case. */
export const normalRegion = (region: Value | undefined): string =>
  (textOf(region) ?? "").replaceAll(" ", "").toLowerCase();
