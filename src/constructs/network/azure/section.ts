/** What the section `network` says under `azure`. */
import { z } from "zod";
import { textSchema } from "../../../model/text-form";
import { ZONE } from "../../../targets/aks/forms";
import { ZONE_REDUNDANT_NAT } from "../../../targets/aks/nat-gateways";
import type { PrivateZone } from "../../kit/azure/network-place";
import { existingAzureNetwork } from "./existing-section";

const zone = textSchema(ZONE);

const zoneId = z
  .string()
  .regex(
    /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/privateDnsZones\/[a-z0-9.-]+$/i,
    { error: "must be the id of a private DNS zone, /subscriptions/…/privateDnsZones/<name>" },
  );

const OF = {
  cluster: "the API server",
  databases: "PostgreSQL servers",
  redis: "Managed Redis",
  "key-vault": "key vaults",
  blob: "storage accounts",
} as const satisfies { readonly [Z in PrivateZone]: string };

const idOf = (service: PrivateZone) =>
  zoneId.optional().describe(`Id of the zone of ${OF[service]}. Default: one is made.`);

/** Azure's own words. A gateway of the first stands in one zone, one of the second in all that there are. */
export const NAT_SKUS = ["Standard", "StandardV2"] as const;

export const azureNetworkBlock = z
  .strictObject({
    zones: z
      .array(zone)
      .min(1, { error: "must name at least one zone" })
      .optional()
      .describe(
        "Zones by their numbers, in any order, instead of `zoneCount`. Subnets span all; nodes, databases and caches stand in these. Default: the location's first zones.",
      ),
    natZone: zone
      .optional()
      .describe(
        "Zone of the NAT gateway. Another one makes the gateway anew, with another address. Default: the lowest of the location's zones.",
      ),
    natSku: z
      .enum(NAT_SKUS)
      .optional()
      .describe(
        `Kind of the NAT gateway: Standard (in one zone) or StandardV2 (over all zones of the location: the loss of one cuts nobody off; it needs 'azure.provider: "${ZONE_REDUNDANT_NAT.since}"' or newer at the top of the file). Another one makes the gateway anew, with another address. Default: Standard.`,
      ),
    privateZones: z
      .strictObject({
        cluster: idOf("cluster"),
        databases: idOf("databases"),
        redis: idOf("redis"),
        "key-vault": idOf("key-vault"),
        blob: idOf("blob"),
      })
      .optional()
      .describe(
        "Private DNS zones that exist, such as those of a hub, instead of ones that are made. Whoever owns them has linked them with the network, or lets it resolve by the hub's servers, before anything is deployed into it.",
      ),
    existing: existingAzureNetwork.optional(),
  })
  .describe("What of the network is Azure's own.");
