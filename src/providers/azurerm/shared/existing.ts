/** What an environment file names that exists in Azure already, as objects of the simulated subscription. */
import type { ExistingObject, ExistingObjects } from "../../../model/existing";
import { EXISTING } from "../../../rehearsal/world/existing-mark";
import { objectOf, type ValueObject } from "../../../rehearsal/protocol/value";
import type { ProviderBehaviour } from "../../../rehearsal/engine/behaviour";
import { contextOf, realmOf } from "../../../rehearsal/engine/object-identity";
import type { World } from "../../../rehearsal/world/world";
import { existingNetwork, existingSubnet, existingZone } from "../network/existing";
import { existingServer } from "../postgres/existing";
import { isArmId, lastPart } from "./arm-ids";
import type { NamedObject } from "./named-object";

/** Things of other clouds are none of its business. What is in the world already stays as it is. */
export function addExistingAzure(provider: ProviderBehaviour, world: World, existing: ExistingObjects): void {
  if (existing.target !== "aks") return;
  for (const thing of existing.things) {
    for (const one of namedIn(thing, existing.region)) {
      if (isArmId(one.id)) put(provider, world, existing, one);
    }
  }
}

/** A key has no ARM id: its identity is what is looked for, and its vault, where rights are given there. */
function namedIn(thing: ExistingObject, region: string): readonly NamedObject[] {
  switch (thing.kind) {
    case "encryption-key":
      return [...named("azurerm_user_assigned_identity", thing.identity), ...named("azurerm_key_vault", thing.vault)];
    case "image-registry":
      return named("azurerm_container_registry", thing.id);
    case "dns-zone":
      return existingZone(thing);
    case "subnet":
      return existingSubnet(thing);
    case "network":
      return existingNetwork(thing);
    case "database-backup":
      return [existingServer(thing, region)];
    case "cluster-by-id":
      return aksClusterOf(thing);
    default:
      return [];
  }
}

/** With the identity that its control plane works by: of which id that is, nobody has said. */
function aksClusterOf(thing: Extract<ExistingObject, { kind: "cluster-by-id" }>): readonly NamedObject[] {
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

const named = (type: string, id: string | undefined): readonly NamedObject[] =>
  id === undefined ? [] : [{ type, id, attributes: {} }];

function put(
  provider: ProviderBehaviour,
  world: World,
  { account, region }: ExistingObjects,
  { type, id, attributes: given }: NamedObject,
): void {
  const [, , subscription = account, , group = ""] = id.split("/");
  const session = { id: EXISTING, config: objectOf([["subscription_id", subscription]]) };
  const realm = realmOf(provider, session, type, objectOf());
  if (world.get(type, id, realm)) return;
  const configured = objectOf([
    ["id", id],
    ["name", lastPart(id) ?? ""],
    ["location", region],
    ["resource_group_name", group],
    ["tags", null],
    ...Object.entries(given),
  ]);
  const computed = provider.resource(type)?.computed?.(contextOf(world, session, type, realm), configured, null) ?? {};
  const attributes = { ...computed, ...configured, [EXISTING]: true } as ValueObject;
  world.put({ type, id, realm, attributes, createdAt: new Date().toISOString() });
}
