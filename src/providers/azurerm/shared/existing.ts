/** What an environment file names that exists in Azure already, as objects of the simulated subscription. */
import type { ExistingObject, ExistingObjects } from "../../../model/existing";
import { formatRange, parseIpv4Range, subRange } from "../../../model/cidr";
import { EXISTING } from "../../../rehearsal/world/existing-mark";
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import type { ProviderBehaviour } from "../../../rehearsal/engine/behaviour";
import { contextOf, realmOf } from "../../../rehearsal/engine/object-identity";
import type { World } from "../../../rehearsal/world/world";
import { isArmId, lastPart } from "./arm-ids";

type Attributes = Readonly<Record<string, Value>>;

/** Of which type a thing is, by its id, and what more is known of it. */
interface Named {
  readonly type: string;
  readonly id: string;
  readonly attributes: Attributes;
}

/** Things of other clouds are none of its business. What is in the world already stays as it is. */
export function addExistingAzure(provider: ProviderBehaviour, world: World, existing: ExistingObjects): void {
  if (existing.target !== "aks") return;
  const named = existing.things.flatMap(namedIn).filter(({ id }) => isArmId(id));
  for (const one of named) {
    for (const each of [groupOf(one.id), one]) put(provider, world, existing, each);
  }
}

/** A key has no ARM id: its identity is what is looked for, and its vault, where rights are given there. */
function namedIn(thing: ExistingObject): readonly Named[] {
  switch (thing.kind) {
    case "encryption-key":
      return [...named("azurerm_user_assigned_identity", thing.identity), ...named("azurerm_key_vault", thing.vault)];
    case "image-registry":
      return named("azurerm_container_registry", thing.id);
    case "dns-zone":
      return [
        {
          type: /\/privateDnsZones\//i.test(thing.id) ? "azurerm_private_dns_zone" : "azurerm_dns_zone",
          id: thing.id,
          attributes: { name: thing.name },
        },
      ];
    case "cluster-by-id":
      return aksClusterOf(thing);
    case "network":
      return [
        { type: "azurerm_virtual_network", id: thing.id, attributes: { address_space: [thing.cidr] } },
        ...rangesOf(thing.cidr, thing.subnets.length).flatMap((cidr, index) =>
          subnetOf(thing.id, thing.subnets[index] ?? { id: "" }, cidr),
        ),
      ];
    default:
      return [];
  }
}

/** With the identity that its control plane works by: of which id that is, nobody has said. */
function aksClusterOf(thing: Extract<ExistingObject, { kind: "cluster-by-id" }>): readonly Named[] {
  const { id, version, endpoint, certificateAuthority, oidcIssuer, principal } = thing;
  const group = id.split("/").slice(0, 5).join("/");
  const config = objectOf([
    ["host", endpoint],
    ["cluster_ca_certificate", certificateAuthority],
  ]);
  return [
    {
      type: "azurerm_user_assigned_identity",
      id: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${lastPart(id)}-control-plane`,
      attributes: { principal_id: principal },
    },
    {
      type: "azurerm_kubernetes_cluster",
      id,
      attributes: {
        kubernetes_version: version,
        current_kubernetes_version: `${version}.0`,
        oidc_issuer_enabled: true,
        workload_identity_enabled: true,
        oidc_issuer_url: oidcIssuer,
        local_account_disabled: true,
        kube_config: [config],
      },
    },
  ];
}

type ExistingSubnet = Extract<ExistingObject, { kind: "network" }>["subnets"][number];

/** The subnet, and the way out that its owner has given it: by which gateway, nobody has said. */
function subnetOf(network: string, { id, delegation, wayOut }: ExistingSubnet, cidr: string): readonly Named[] {
  const given =
    delegation === undefined
      ? []
      : [
          objectOf([
            ["name", "service"],
            ["service_delegation", [objectOf([["name", delegation]])]],
          ]),
        ];
  return [
    {
      type: "azurerm_subnet",
      id,
      attributes: { virtual_network_name: lastPart(network), address_prefixes: [cidr], delegation: given },
    },
    ...(wayOut ? [{ type: "azurerm_subnet_nat_gateway_association", id, attributes: { subnet_id: id } }] : []),
  ];
}
const named = (type: string, id: string | undefined): readonly Named[] =>
  id === undefined ? [] : [{ type, id, attributes: {} }];

/** Where each of so many subnets stands is not known: they share the network's range. */
function rangesOf(cidr: string, count: number): readonly string[] {
  const range = parseIpv4Range(cidr);
  const bits = Math.ceil(Math.log2(Math.max(count, 1)));
  return Array.from({ length: count }, (_, index) =>
    range === undefined ? cidr : formatRange(subRange(range, bits, index)),
  );
}

const groupOf = (id: string): Named => ({
  type: "azurerm_resource_group",
  id: id.split("/").slice(0, 5).join("/"),
  attributes: {},
});

function put(
  provider: ProviderBehaviour,
  world: World,
  { account, region }: ExistingObjects,
  { type, id, attributes: given }: Named,
): void {
  const [, , subscription = account, , group = ""] = id.split("/");
  const session = { id: EXISTING, config: objectOf([["subscription_id", subscription]]) };
  const realm = realmOf(provider, session, type, objectOf());
  if (world.get(type, id, realm)) return;
  const configured = objectOf([
    ["id", id],
    ["name", lastPart(id) ?? ""],
    ["location", region],
    ...(type === "azurerm_resource_group" ? [] : [["resource_group_name", group] as const]),
    ["tags", null],
    ...Object.entries(given),
  ]);
  const computed = provider.resource(type)?.computed?.(contextOf(world, session, type, realm), configured, null) ?? {};
  const attributes = { ...computed, ...configured, [EXISTING]: true } as ValueObject;
  world.put({ type, id, realm, attributes, createdAt: new Date().toISOString() });
}
