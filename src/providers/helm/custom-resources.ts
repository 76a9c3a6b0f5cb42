/** What Helm releases put into a cluster: definitions of custom resources, and the objects of carrier charts. */
import { objectOf } from "../../rehearsal/protocol/value";
import type { World, WorldObject } from "../../rehearsal/world/world";
import { isTrue, textOf } from "../../rehearsal/engine/attributes";
import { clusterOfRealm } from "../simulated-cluster/clusters";
import { groupOf, isBuiltIn, isClusterWide } from "../simulated-cluster/kinds";
import { CUSTOM_RESOURCE, findObject, RELEASE_OBJECT, typeOfKind } from "../simulated-cluster/objects";
import { mergedValues } from "./chart-values";
import { definitionsOf, isKnownChart, type Definition } from "./crds";
import { isLocal } from "./local-chart";
import { documentsOf } from "./yaml-text";

export const RELEASE = "helm_release";

/** One object of a carrier chart's values. */
export interface CarriedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** As the object says it; undefined if it does not. */
  readonly namespace?: string;
  readonly content: unknown;
}

/** The releases in a cluster. */
export const releasesIn = (world: World, realm: string): readonly WorldObject[] =>
  world.list(RELEASE).filter((release) => clusterOfRelease(release) === realm);

/** A release's realm is its cluster's and its namespace: names need only be unique within one. */
export const releaseRealm = (cluster: string, namespace: string): string => `${cluster}/${namespace}`;

function clusterOfRelease({ realm, attributes }: WorldObject): string {
  const end = `/${textOf(attributes.namespace) ?? "default"}`;
  return realm.endsWith(end) ? realm.slice(0, -end.length) : realm;
}

/** What each release of a repository's chart brought by itself, from its templates or from its `crds/` directory. */
export function broughtBy(
  world: World,
  realm: string,
): readonly { owner: string; definitions: readonly Definition[] }[] {
  return releasesIn(world, realm).map(({ attributes }) => {
    const chart = textOf(attributes.chart) ?? "";
    const name = chart.slice(chart.lastIndexOf("/") + 1);
    const definitions = isLocal(chart, textOf(attributes.repository) ?? undefined)
      ? []
      : definitionsOf(name, mergedValues(attributes).values, isTrue(attributes.skip_crds));
    return { owner: `${textOf(attributes.namespace) ?? "default"}/${textOf(attributes.name) ?? ""}`, definitions };
  });
}

/** Every definition of a custom resource that some release, or an add-on of the cluster, brought. */
export function definitionsIn(world: World, realm: string): readonly Definition[] {
  const brought = broughtBy(world, realm).flatMap(({ definitions }) => definitions);
  const carried = world
    .list(RELEASE_OBJECT)
    .filter((object) => object.realm === realm && object.attributes.kind === "CustomResourceDefinition")
    .flatMap(({ attributes }) => documentsOf(textOf(attributes.content) ?? "").flatMap(definitionIn));
  const added = (clusterOfRealm(world, realm)?.addOns ?? []).flatMap((name) => definitionsOf(name, {}, false));
  return [...brought, ...carried, ...added];
}

/** What a CustomResourceDefinition object defines. */
export function definitionIn(content: unknown): readonly Definition[] {
  const { spec } = (content ?? {}) as DefinitionObject;
  const [group, kind] = [spec?.group, spec?.names?.kind];
  if (!spec || !group || !kind) return [];
  const versions = (spec.versions ?? []).filter(({ served }) => served !== false).flatMap(({ name }) => name ?? []);
  return [{ group, kind, versions, clusterWide: spec.scope === "Cluster" }];
}

interface DefinitionObject {
  readonly spec?: {
    readonly group?: string;
    readonly scope?: string;
    readonly names?: { readonly kind?: string };
    readonly versions?: readonly { readonly name?: string; readonly served?: boolean }[];
  };
}

/** Whether the cluster's API knows a kind: built in, or by a definition that a release brought. */
export function knowsKind(world: World, realm: string, group: string, kind: string): boolean {
  return (
    isBuiltIn(group, kind) || definitionsIn(world, realm).some((known) => known.group === group && known.kind === kind)
  );
}

export const unknownChartsIn = (world: World, realm: string): readonly string[] =>
  releasesIn(world, realm)
    .filter(({ attributes }) => !isLocal(textOf(attributes.chart) ?? "", textOf(attributes.repository)))
    .map(({ attributes }) => textOf(attributes.chart) ?? "")
    .filter((chart) => !isKnownChart(chart.slice(chart.lastIndexOf("/") + 1)));

/** The namespace that an object goes into; undefined for what stands outside namespaces. */
export function targetNamespace(
  object: CarriedObject,
  release: string,
  known: readonly Definition[],
): string | undefined {
  const group = groupOf(object.apiVersion);
  const definition = known.find((one) => one.group === group && one.kind === object.kind);
  const outside = definition ? definition.clusterWide : isClusterWide(object.kind);
  return outside ? undefined : (object.namespace ?? release);
}

/** `group/Kind/namespace/name`: empty where there is no group or namespace. */
export const carriedId = (object: CarriedObject, namespace: string | undefined): string =>
  [groupOf(object.apiVersion), object.kind, namespace ?? "", object.name].join("/");

/** The object of this kind and name in the cluster, whether a release or a resource of the kubernetes provider made it. */
export function findCarried(
  world: World,
  realm: string,
  object: CarriedObject,
  namespace: string | undefined,
): WorldObject | undefined {
  const id = carriedId(object, namespace);
  const carried = world.get(CUSTOM_RESOURCE, id, realm) ?? world.get(RELEASE_OBJECT, id, realm);
  if (carried) return carried;
  const type = typeOfKind(groupOf(object.apiVersion), object.kind);
  if (type === undefined) return undefined;
  return findObject(world, realm, type, namespace === undefined ? object.name : `${namespace}/${object.name}`);
}

/** Writes a release's objects into the world, and takes away those that it no longer has. */
export function putCarried(
  world: World,
  realm: string,
  release: { readonly name: string; readonly namespace: string },
  objects: readonly CarriedObject[],
): void {
  const owner = `${release.namespace}/${release.name}`;
  const definitions = definitionsIn(world, realm);
  const remaining = new Set<string>();
  for (const object of objects) {
    const namespace = targetNamespace(object, release.namespace, definitions);
    const id = carriedId(object, namespace);
    const type = isBuiltIn(groupOf(object.apiVersion), object.kind) ? RELEASE_OBJECT : CUSTOM_RESOURCE;
    remaining.add(`${type} ${id}`);
    const attributes = objectOf([
      ["api_version", object.apiVersion],
      ["kind", object.kind],
      ["name", object.name],
      ["namespace", namespace ?? null],
      ["release", owner],
      ["content", JSON.stringify(object.content)],
    ]);
    const createdAt = world.get(type, id, realm)?.createdAt ?? new Date().toISOString();
    world.put({ type, id, realm, attributes, createdAt });
  }
  removeCarried(world, realm, owner, remaining);
}

/** Takes a release's objects away, except some (`type id`) and what says that it stays (`helm.sh/resource-policy`). */
export function removeCarried(
  world: World,
  realm: string,
  owner: string,
  except: ReadonlySet<string> = new Set(),
): void {
  for (const { type, id, realm: place, attributes } of [
    ...world.list(CUSTOM_RESOURCE),
    ...world.list(RELEASE_OBJECT),
  ]) {
    if (place !== realm || attributes.release !== owner || except.has(`${type} ${id}`)) continue;
    if (documentsOf(textOf(attributes.content) ?? "").some(stays)) continue;
    world.remove(type, id, realm);
  }
}

function stays(content: unknown): boolean {
  const { metadata } = content as { readonly metadata?: { readonly annotations?: Readonly<Record<string, unknown>> } };
  return metadata?.annotations?.["helm.sh/resource-policy"] === "keep";
}

/** Custom resources go with the definitions of their kinds, whichever release made them. */
export function removeUndefined(world: World, realm: string): void {
  const definitions = definitionsIn(world, realm);
  for (const { id, realm: place, attributes } of world.list(CUSTOM_RESOURCE)) {
    const group = groupOf(textOf(attributes.api_version) ?? "");
    if (place !== realm || definitions.some((one) => one.group === group && one.kind === attributes.kind)) continue;
    world.remove(CUSTOM_RESOURCE, id, realm);
  }
}
