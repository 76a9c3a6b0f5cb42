/** What is in a simulated cluster: namespaces, and objects by kind and name, whichever resource type made them. */
import type { Diagnostic } from "../../rehearsal/protocol/handlers";
import { objectOf, type ValueObject } from "../../rehearsal/protocol/value";
import type { World, WorldObject } from "../../rehearsal/world/world";
import { failure, firstOf, textOf } from "../../rehearsal/engine/attributes";
import { isInCluster } from "./clusters";
import { baseOf, baseOfKind, typesOf } from "./kinds";

/** These come with every cluster. */
export const BUILT_IN_NAMESPACES: readonly string[] = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** The type under which the world keeps custom resources that Helm releases bring. */
export const CUSTOM_RESOURCE = "kubernetes_custom_resource";
/** The same for objects of built-in kinds. */
export const RELEASE_OBJECT = "kubernetes_release_object";
/** The type under which the world keeps a namespace that a Helm release made. */
export const NAMESPACE = "kubernetes_namespace_v1";

export function nameOf(attributes: ValueObject): string | undefined {
  return textOf(firstOf(attributes.metadata)?.name);
}

/** The namespace of an object; undefined for one that stands outside namespaces. */
export function namespaceOf(attributes: ValueObject): string | undefined {
  return textOf(firstOf(attributes.metadata)?.namespace);
}

/** `namespace/name`, or the name alone: the provider's ids. */
export function objectId(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The object of a kind by its id, whichever of the type's names made it. */
export function findObject(world: World, realm: string, type: string, id: string): WorldObject | undefined {
  for (const each of typesOf(baseOf(type))) {
    const found = world.get(each, id, realm);
    if (found) return found;
  }
  return undefined;
}

/** One of the resource types that make objects of a built-in kind. */
export function typeOfKind(group: string, kind: string): string | undefined {
  const base = baseOfKind(group, kind);
  return base === undefined ? undefined : `kubernetes_${base}`;
}

export function objectsOfKind(world: World, realm: string, type: string): readonly WorldObject[] {
  return typesOf(baseOf(type)).flatMap((each) => world.list(each).filter((object) => object.realm === realm));
}

/** The names of every namespace, sorted. */
export function namespaces(world: World, realm: string): readonly string[] {
  const made = objectsOfKind(world, realm, NAMESPACE).map(({ id }) => id);
  const released = world
    .list(RELEASE_OBJECT)
    .filter((object) => object.realm === realm && object.attributes.kind === "Namespace")
    .flatMap(({ attributes }) => textOf(attributes.name) ?? []);
  return [...new Set([...BUILT_IN_NAMESPACES, ...made, ...released])].sort();
}

export const hasNamespace = (world: World, realm: string, name: string): boolean =>
  namespaces(world, realm).includes(name);

export const namespaceMissing = (name: string): Diagnostic => failure(`namespaces "${name}" not found`);

/** What goes with a namespace: every object in it, releases and custom resources too. */
export function removeNamespaceContents(world: World, realm: string, name: string): void {
  for (const object of world.list()) {
    if (!isInCluster(object, realm)) continue;
    const namespace = namespaceOf(object.attributes) ?? textOf(object.attributes.namespace);
    if (namespace === name) world.remove(object.type, object.id, object.realm);
  }
}

/** A namespace as a release with `create_namespace` makes it. */
export function putNamespace(world: World, realm: string, name: string, uid: string): void {
  const metadata = objectOf([
    ["annotations", null],
    ["generate_name", null],
    ["generation", 0],
    ["labels", null],
    ["name", name],
    ["resource_version", "1"],
    ["uid", uid],
  ]);
  const attributes = objectOf([
    ["id", name],
    ["metadata", [metadata]],
    ["timeouts", null],
    ["wait_for_default_service_account", null],
  ]);
  world.put({ type: NAMESPACE, id: name, realm, attributes, createdAt: new Date().toISOString() });
}
