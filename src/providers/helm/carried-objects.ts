/** The objects of a carrier chart's values, and what Helm and the cluster would refuse of them. */
import type { Diagnostic } from "../../rehearsal/protocol/handlers";
import type { BehaviourContext } from "../../rehearsal/engine/behaviour";
import type { World } from "../../rehearsal/world/world";
import { failure } from "../../rehearsal/engine/attributes";
import { groupOf, isBuiltIn } from "../simulated-cluster/kinds";
import { hasNamespace } from "../simulated-cluster/objects";
import { valueAt, type Values } from "./chart-values";
import {
  broughtBy,
  definitionIn,
  definitionsIn,
  targetNamespace,
  findCarried,
  unknownChartsIn,
  type CarriedObject,
} from "./custom-resources";
import type { Definition } from "./crds";
import type { LocalChart } from "./local-chart";

export interface ReleaseName {
  readonly name: string;
  readonly namespace: string;
}

/** The objects that the values or the chart's file hold; what is none is told in `problems`. */
export function carriedObjects(
  chart: LocalChart | undefined,
  values: Values,
): { objects: CarriedObject[]; problems: string[] } {
  const listed: unknown = chart?.carries === undefined ? chart?.objects : valueAt(values, chart.carries);
  const objects: CarriedObject[] = [];
  const problems: string[] = [];
  for (const content of Array.isArray(listed) ? (listed as readonly unknown[]) : []) {
    const found = readObject(content);
    if (typeof found === "string") problems.push(found);
    else objects.push(found);
  }
  return { objects, problems };
}

/** The definitions in a chart's `crds/` folder, as objects. */
export const definitionObjects = (chart: LocalChart | undefined): readonly CarriedObject[] =>
  (chart?.crds ?? []).map(readObject).filter((found) => typeof found !== "string");

function readObject(content: unknown): CarriedObject | string {
  const { apiVersion, kind, metadata } = (content ?? {}) as UncheckedObject;
  const invalid = (what: string): string => `error validating "": error validating data: ${what}`;
  if (typeof apiVersion !== "string" || !apiVersion) return invalid("apiVersion not set");
  if (typeof kind !== "string" || !kind) return invalid("kind not set");
  const name = metadata?.name;
  if (typeof name !== "string" || !name) return `resource name may not be empty (${kind})`;
  const namespace = typeof metadata?.namespace === "string" && metadata.namespace ? metadata.namespace : undefined;
  return { apiVersion, kind, name, namespace, content };
}

interface UncheckedObject {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
}

/** Why the objects cannot be applied; nothing if they can. Helm builds them all before it applies the first. */
export function refusedObjects(
  context: BehaviourContext,
  realm: string,
  release: ReleaseName,
  objects: readonly CarriedObject[],
  options: { readonly chartDefinitions: readonly CarriedObject[]; readonly takeOwnership: boolean },
): readonly Diagnostic[] {
  const { world } = context;
  const known = [
    ...definitionsIn(world, realm),
    ...options.chartDefinitions.flatMap(({ content }) => definitionIn(content)),
  ];
  const unmatched = objects.filter((object) => !isServed(object, known));
  if (unmatched.length > 0) {
    const missing = unmatched.map(({ apiVersion, kind, name, namespace }) => {
      const match = `no matches for kind "${kind}" in version "${apiVersion}"`;
      return `resource mapping not found for name: "${name}" namespace: "${namespace ?? ""}" from "": ${match} ensure CRDs are installed first`;
    });
    const summary = `unable to build kubernetes objects from release manifest: ${missing.length > 1 ? `[${missing.join(", ")}]` : (missing[0] ?? "")}`;
    const others = [...new Set(unknownChartsIn(world, realm))];
    const hint =
      others.length > 0
        ? `The rehearsal does not know which definitions these charts bring: ${others.join(", ")}.`
        : undefined;
    return [failure(summary, hint)];
  }
  return objects.flatMap((object) => {
    const namespace = targetNamespace(object, release.namespace, known);
    const made = objects.some(({ kind, name }) => kind === "Namespace" && name === namespace);
    if (namespace !== undefined && !made && !hasNamespace(world, realm, namespace)) {
      return [failure(`namespaces "${namespace}" not found`)];
    }
    const there = findCarried(world, realm, object, namespace);
    const owner = `${release.namespace}/${release.name}`;
    const anothers = there ? there.attributes.release !== owner : isBroughtByAnother(world, realm, owner, object);
    if (!anothers || options.takeOwnership) return [];
    const what = `${object.kind} "${object.name}" in namespace "${namespace ?? ""}"`;
    return [
      failure(
        `Unable to continue with install: ${what} exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: key "meta.helm.sh/release-name" must equal "${release.name}"`,
      ),
    ];
  });
}

/** A definition that came with another chart is there, though the world keeps no object of it. */
function isBroughtByAnother(world: World, realm: string, owner: string, { content }: CarriedObject): boolean {
  const own = definitionIn(content);
  return broughtBy(world, realm).some(
    (other) =>
      other.owner !== owner &&
      other.definitions.some(({ group, kind }) => own.some((one) => one.group === group && one.kind === kind)),
  );
}

function isServed({ apiVersion, kind }: CarriedObject, known: readonly Definition[]): boolean {
  const group = groupOf(apiVersion);
  if (isBuiltIn(group, kind)) return true;
  const version = apiVersion.slice(apiVersion.lastIndexOf("/") + 1);
  return known.some((one) => one.group === group && one.kind === kind && one.versions.includes(version));
}
