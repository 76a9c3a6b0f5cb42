/** What all types of Azure share: ids, computed blocks, what must be there, what is in use. A type's own behaviour comes on top. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import type { WorldObject } from "../../../rehearsal/world/world";
import { AZURE_REGIONS } from "../../../targets/aks/regions";
import { failure, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { uuid } from "../../shared/uuid";
import { isWithin, sameId, templateId } from "./arm-ids";
import { planComputedBlocks } from "./computed-blocks";
import { deletionProblems, lockProblems } from "./in-use";
import { normalRegion, tenantOf } from "./location";
import { isRetained, isSupplement } from "./lookups";
import { nameProblems } from "./names";
import { referenceProblems } from "./references";
import { actualProblems, apiError, doing, type Doing } from "./refusal";

export function azureResource(type: string, own: ResourceBehaviour = {}): ResourceBehaviour {
  const id = own.id ?? ((context, planned) => templateId(context, type, planned) ?? "");
  return {
    ...own,
    id,
    plan: (context, planned, prior, config) => {
      planComputedBlocks(type, planned, prior, config);
      if (typeof planned.location === "string") planned.location = normalRegion(planned.location);
      return own.plan?.(context, planned, prior, config);
    },
    computed: (context, state, prior) => ({
      ...systemIdentity(context, state),
      ...own.computed?.(context, state, prior),
    }),
    refuse: (context, state, prior) => {
      const at = doing(context, state, prior);
      const taken = prior ? [] : alreadyThere(context, state);
      if (taken.length > 0) return taken;
      const missing = referenceProblems(context, state, prior, at);
      if (missing.length > 0) return missing;
      const general = [
        ...lockProblems(context, at),
        ...nameProblems(context, state, prior, at),
        ...regionProblems(state, at),
      ];
      return general.length > 0 ? general : (own.refuse?.(context, state, prior) ?? []);
    },
    refuseDelete: (context, object) => {
      const general = deletionProblems(context, object);
      return general.length > 0 ? general : (own.refuseDelete?.(context, object) ?? []);
    },
    deleted: (context, object) => {
      removeContents(context, object);
      own.deleted?.(context, object);
    },
    import: own.import ?? ((context, given) => importable(context, type, given)),
  };
}

/** What lies in it goes with it: the databases of a server, the pools of a cluster, the links of a subnet. */
function removeContents({ world }: BehaviourContext, object: WorldObject): void {
  if (isSupplement(object.type)) return;
  for (const inner of world.list()) {
    if (isWithin(inner.id, object.id) && !isRetained(inner)) world.remove(inner.type, inner.id, inner.realm);
  }
}

const importable = ({ world }: BehaviourContext, type: string, id: string): WorldObject | undefined =>
  world.list(type).find((object) => sameId(object.id, id) && !isRetained(object));

/** The provider asks before it creates: what is there already is to be imported. */
function alreadyThere({ world, type }: BehaviourContext, { id }: ValueObject): readonly Diagnostic[] {
  const other = world.list(type).find((object) => sameId(object.id, textOf(id)) && !isRetained(object));
  if (!other) return [];
  return [
    failure(
      `A resource with the ID "${other.id}" already exists - to be managed via Terraform this resource needs to be imported into the State. Please see the resource documentation for "${type}" for more information.`,
    ),
  ];
}

/** A region that there is, with the zones that are asked for. */
function regionProblems(state: ValueObject, at: Doing): readonly Diagnostic[] {
  const region = normalRegion(state.location);
  if (region === "" || region === "global") return [];
  const zones = AZURE_REGIONS[region];
  const asked = [
    ...textsOf(state.zones),
    ...objectsOf(state.default_node_pool).flatMap((pool) => textsOf(pool.zones)),
    ...(textOf(state.zone) ? [textOf(state.zone) ?? ""] : []),
  ];
  const outside = asked.filter((zone) => zones !== undefined && !(Number(zone) >= 1 && Number(zone) <= zones));
  return actualProblems(
    zones === undefined &&
      apiError(
        at,
        400,
        "LocationNotAvailableForResourceType",
        `The provided location '${region}' is not available for resource type.`,
      ),
    outside.length > 0 &&
      apiError(
        at,
        400,
        "AvailabilityZoneNotSupported",
        `The zone(s) '${[...new Set(outside)].join(",")}' for resource '${String(state.name)}' is not supported. The supported zones for location '${region}' are '${Array.from({ length: zones ?? 0 }, (_, index) => index + 1).join(",")}'`,
      ),
  );
}

/** An identity that Azure makes for the object itself. */
function systemIdentity(context: BehaviourContext, state: ValueObject): { [name: string]: Value } {
  const [identity] = objectsOf(state.identity);
  if (!identity) return {};
  const isSystem = textOf(identity.type)?.includes("SystemAssigned") ?? false;
  const made = objectOf([
    ...Object.entries(identity),
    ["principal_id", isSystem ? uuid(context.digest("system-identity", String(state.id))) : ""],
    ["tenant_id", isSystem ? tenantOf(context.session) : ""],
  ]);
  return { identity: [made] };
}
