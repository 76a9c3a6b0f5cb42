/** The way out of a virtual network: gateways of either kind, and the public addresses that they speak by. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { Value, ValueObject } from "../../../rehearsal/protocol/value";
import { withoutStandardV2 } from "../../../targets/aks/nat-gateways";
import { failure, firstOf, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { uuid } from "../../shared/uuid";
import { lastPart } from "../shared/arm-ids";
import { normalRegion } from "../shared/location";
import { attributeOf, objectOfId } from "../shared/lookups";
import { actualProblems, apiError, doing, type Doing } from "../shared/refusal";

/** learn.microsoft.com/azure/nat-gateway/nat-overview, "Key limitations of StandardV2": where it is, and which subnets take it. */
const OVER_ZONES = "StandardV2";
const NOT_IN_SUBNETS_OF =
  /^Microsoft\.(Sql|ContainerInstance|DBforPostgreSQL|DBforMySQL|DataFactory|PowerPlatform|StreamAnalytics|Web|App|Network\/dnsResolvers)/;

const publicIp: ResourceBehaviour = {
  computed: (context, state) => {
    const label = textOf(state.domain_name_label);
    return {
      ip_address: state.allocation_method === "Dynamic" ? "" : publicAddress(context.digest("ip", String(state.id))),
      fqdn: label ? `${label}.${textOf(state.location)}.cloudapp.azure.com` : null,
    };
  },
  refuse: (context, state, prior) =>
    actualProblems(
      state.sku !== "Basic" &&
        state.allocation_method !== "Static" &&
        apiError(
          doing(context, state, prior),
          400,
          "PublicIPAddressSkuAllocationNotSupported",
          `${textOf(state.sku)} sku publicIp must use Static allocation method.`,
        ),
      ...locationProblems(doing(context, state, prior), state, state.sku),
      state.sku === "Basic" &&
        apiError(
          doing(context, state, prior),
          400,
          "IPv4BasicSkuPublicIpCountLimitReached",
          "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this subscription in this region.",
          "Basic public IP addresses were retired on 2025-09-30 (learn.microsoft.com/azure/virtual-network/ip-services/public-ip-basic-upgrade-guidance).",
        ),
    ),
};

/** From 20.0.0.0/8, of which Azure has the most; what a rehearsal makes of it is nobody's in particular. */
const publicAddress = (digest: string): string =>
  ["20", ...[0, 2, 4].map((place) => (parseInt(digest.slice(place, place + 2), 16) % 254) + 1)].join(".");

const natGateway: ResourceBehaviour = {
  computed: (context, { id }) => ({ resource_guid: uuid(context.digest("guid", String(id))) }),
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    const zones = textsOf(state.zones);
    return actualProblems(
      state.sku_name !== OVER_ZONES &&
        zones.length > 1 &&
        apiError(at, 400, "ResourceWithMultipleZones", "A NAT gateway of the SKU Standard is in one zone at most."),
      ...locationProblems(at, state, state.sku_name),
    );
  },
  // The provider's own check of a plan (network/nat_gateway_resource.go, CustomizeDiff).
  plan: (context, planned, _prior, config) =>
    planned.sku_name === OVER_ZONES && config.zones !== null
      ? [
          failure(
            `${context.type} resources with \`sku_name\` set to \`${OVER_ZONES}\` are zone-redundant by default, Azure automatically deploys across all available zones. The \`zones\` argument must be omitted`,
          ),
        ]
      : undefined,
};

function locationProblems(at: Doing, { location }: ValueObject, sku: Value | undefined): readonly Diagnostic[] {
  const region = normalRegion(location);
  return actualProblems(
    sku === OVER_ZONES &&
      withoutStandardV2.includes(region) &&
      apiError(
        at,
        400,
        "SkuNotAvailableInRegion",
        `The SKU ${OVER_ZONES} is not available in the location '${region}'.`,
      ),
  );
}

/** A gateway speaks by addresses of its own kind alone. */
const addressOfGateway: ResourceBehaviour = {
  refuse: (context, state, prior) => {
    const gateway = attributeOf(context.world, state.nat_gateway_id, "sku_name");
    const address = attributeOf(context.world, state.public_ip_address_id, "sku");
    return actualProblems(
      gateway !== undefined &&
        address !== undefined &&
        gateway !== address &&
        apiError(
          doing(context, state, prior),
          400,
          "PublicIPAndNatGatewaySkuMismatch",
          `The public IP address ${lastPart(textOf(state.public_ip_address_id))} has the SKU ${address}, the NAT gateway ${lastPart(textOf(state.nat_gateway_id))} the SKU ${gateway}: they have to be the same.`,
        ),
    );
  },
};

const gatewayOfSubnet: ResourceBehaviour = {
  refuse: (context, state, prior) => {
    const subnet = objectOfId(context.world, textOf(state.subnet_id) ?? "");
    const service = objectsOf(subnet?.attributes.delegation)
      .map(({ service_delegation }) => textOf(firstOf(service_delegation)?.name) ?? "")
      .find((name) => NOT_IN_SUBNETS_OF.test(name));
    return actualProblems(
      service !== undefined &&
        attributeOf(context.world, state.nat_gateway_id, "sku_name") === OVER_ZONES &&
        apiError(
          doing(context, state, prior),
          400,
          "NatGatewaySkuNotSupportedByDelegatedSubnet",
          `The subnet ${lastPart(subnet?.id)} is delegated to ${service}, which takes no NAT gateway of the SKU ${OVER_ZONES}.`,
        ),
    );
  },
};

export const outboundTypes: { readonly [type: string]: ResourceBehaviour } = {
  azurerm_public_ip: publicIp,
  azurerm_nat_gateway: natGateway,
  azurerm_nat_gateway_public_ip_association: addressOfGateway,
  azurerm_subnet_nat_gateway_association: gatewayOfSubnet,
};
