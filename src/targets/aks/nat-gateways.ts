/**
 * Locations without NAT gateways and public addresses of the kind StandardV2 (learn.microsoft.com/azure/nat-gateway/nat-overview, "Key limitations of
 * StandardV2"); read 2026-11-26. Israel Northwest is among them there, which is no location that clusters are made in.
 */
export const withoutStandardV2: readonly string[] = [
  "canadaeast",
  "chilecentral",
  "indonesiacentral",
  "malaysiawest",
  "qatarcentral",
  "swedensouth",
  "westcentralus",
  "westindia",
];

/** hashicorp/terraform-provider-azurerm, CHANGELOG-v4.md, 4.67.0 (#31197): `azurerm_nat_gateway` and `azurerm_public_ip` take `StandardV2`. */
export const ZONE_REDUNDANT_NAT = { since: "4.67.0", title: "A NAT gateway over all zones (StandardV2)" } as const;
