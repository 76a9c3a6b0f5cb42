/** What the section `ingress` says under `azure`. */
import { z } from "zod";
import { DNS_ZONE } from "../../../targets/aks/forms";

export const azureIngressBlock = z
  .strictObject({
    zoneId: z
      .string()
      .regex(DNS_ZONE.pattern, { message: DNS_ZONE.error })
      .optional()
      .describe(
        "Id of the public zone of Azure DNS that `dnsZone` names, where it exists. Left out, the zone is made, and must be delegated to its name servers, which are an output.",
      ),
  })
  .prefault({})
  .describe("What of the ingress is Azure's own.");
