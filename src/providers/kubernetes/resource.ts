/** What every kind of object in a cluster has in common. */
import type { Diagnostic } from "../../rehearsal/protocol/handlers";
import type { ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { loadSchema } from "../../schemas/load";
import { failure, withAttributes } from "../../rehearsal/engine/attributes";
import { withApiDefaults } from "./api-defaults";
import { baseOf, kindOf, resourceName } from "../simulated-cluster/kinds";
import { chosenName, planMetadata, writtenMetadata } from "../simulated-cluster/metadata";
import { planService } from "./service";
import { refuseShrinking } from "./volume-claims";
import { kindValues } from "./computed-values";
import {
  findObject,
  hasNamespace,
  nameOf,
  namespaceMissing,
  namespaceOf,
  objectId,
  BUILT_IN_NAMESPACES,
  putNamespace,
  removeNamespaceContents,
} from "../simulated-cluster/objects";

/** Objects that belong to the user: created, changed and deleted as a whole. */
export const objectResource: ResourceBehaviour = {
  plan(context, planned, prior) {
    if (!prior) return;
    if (baseOf(context.type) === "service") planService(planned, prior);
    planMetadata(context.type, planned, prior);
  },

  id: (context, planned) => objectId(namespaceOf(planned), chosenName(context, planned)),

  computed(context, state, prior) {
    const schema = loadSchema("kubernetes").resources[context.type];
    const id = typeof state.id === "string" ? state.id : "";
    const name = id.slice(id.lastIndexOf("/") + 1);
    const named = withAttributes(state, { metadata: writtenMetadata(context, state, prior, name) });
    const complete = withAttributes(named, kindValues(context, named));
    return schema ? withApiDefaults(schema, complete) : complete;
  },

  refuse(context, state, prior) {
    const { world, realm, type } = context;
    if (baseOf(type) === "persistent_volume_claim" && prior) return refuseShrinking(state, prior);
    if (prior) return [];
    const namespace = namespaceOf(state);
    if (namespace !== undefined && !hasNamespace(world, realm, namespace)) return [namespaceMissing(namespace)];
    const name = nameOf(state) ?? "";
    return isTaken(name, () => findObject(world, realm, type, objectId(namespace, name)) !== undefined, type);
  },

  refuseDelete(context, object) {
    if (baseOf(context.type) !== "namespace" || !BUILT_IN_NAMESPACES.includes(object.id)) return [];
    if (object.id === "kube-node-lease") return [];
    return [failure(`namespaces "${object.id}" is forbidden: this namespace may not be deleted`)];
  },

  deleted(context, object) {
    if (baseOf(context.type) === "namespace") removeNamespaceContents(context.world, context.realm, object.id);
  },

  /** By `namespace/name`, or the name of what stands outside namespaces; whichever type's name made it. */
  import(context, id) {
    const { world, realm, type } = context;
    const isBuiltInNamespace = baseOf(type) === "namespace" && BUILT_IN_NAMESPACES.includes(id);
    if (isBuiltInNamespace && !findObject(world, realm, type, id)) putNamespace(world, realm, id, "");
    const found = findObject(world, realm, type, id);
    if (!found || found.type === type) return found;
    const renamed = { ...found, type };
    world.remove(found.type, id, realm);
    world.put(renamed);
    return renamed;
  },
};

function isTaken(name: string, exists: () => boolean, type: string): readonly Diagnostic[] {
  const kind = kindOf(type);
  const isBuiltInNamespace = baseOf(type) === "namespace" && BUILT_IN_NAMESPACES.includes(name);
  if (!kind || !(isBuiltInNamespace || exists())) return [];
  return [failure(`${resourceName(kind)} "${name}" already exists`)];
}
