/** helm_release: a chart in a namespace of a simulated cluster. */
import type { Diagnostic } from "../../rehearsal/protocol/handlers";
import { keyOf } from "../../rehearsal/protocol/sets";
import { objectOf, UNKNOWN, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../rehearsal/world/world";
import { failure, firstOf, isTrue, isUnknown, numberOf, textOf } from "../../rehearsal/engine/attributes";
import { connectionOf } from "../simulated-cluster/connection";
import { uuidOf } from "../simulated-cluster/metadata";
import { hasNamespace, putNamespace } from "../simulated-cluster/objects";
import { carriedObjects, definitionObjects, refusedObjects, type ReleaseName } from "./carried-objects";
import { chartOf, type Chart } from "./chart";
import { mergedValues } from "./chart-values";
import { putCarried, RELEASE, releaseRealm, removeCarried, removeUndefined } from "./custom-resources";

/** The version that a rehearsal uses for a chart without a configured version: the newest is not known offline. */
const SOME_VERSION = "1.0.0";

/** What Helm takes as a release's name (helm.sh/helm/v3/pkg/chartutil, `ValidateReleaseName`); its length the schema holds. */
const RELEASE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const clusterRealmOf = (context: BehaviourContext): string =>
  connectionOf(firstOf(context.session.config?.kubernetes)).realm;

const nameOf = (state: ValueObject): ReleaseName => ({
  name: textOf(state.name) ?? "",
  namespace: textOf(state.namespace) ?? "default",
});

/** The chart at apply: every argument is known, and the plan has refused what is no chart. */
function chartAt({ world }: BehaviourContext, state: ValueObject): Chart {
  const chart = chartOf(state, world.folder);
  return typeof chart === "object" ? chart : { name: textOf(state.chart) ?? "", appVersion: "" };
}

export const release: ResourceBehaviour = {
  realm: (session, attributes) =>
    releaseRealm(connectionOf(firstOf(session.config?.kubernetes)).realm, nameOf(attributes).namespace),

  plan(context, planned, prior, config) {
    const chart = chartOf(planned, context.world.folder);
    if (typeof chart === "string") return [failure(`could not download chart: ${chart}`)];
    const { problems } = mergedValues(planned);
    if (problems.length > 0) return problems.map((problem) => failure(problem, undefined, "values"));
    // The manifest experiment is off: the provider stores neither.
    planned.manifest = null;
    planned.resources = null;
    if (config.version === null && chart?.local) planned.version = chart.local.version;
    if (prior && changes(planned, prior)) {
      planned.metadata = UNKNOWN;
      if (config.description === null) planned.description = UNKNOWN;
    }
    return [];
  },

  id: (_, planned) => nameOf(planned).name,

  computed(context, state, prior) {
    return {
      version: chartAt(context, state).version ?? SOME_VERSION,
      description: prior ? "Upgrade complete" : "Install complete",
      status: "deployed",
      manifest: null,
      resources: null,
      metadata: metadataOf(context, state, prior),
    };
  },

  refuse(context, state, prior): readonly Diagnostic[] {
    const { world, realm } = context;
    const cluster = clusterRealmOf(context);
    const name = nameOf(state);
    if (!RELEASE_NAME.test(name.name)) {
      const form = `must match regex ${RELEASE_NAME.source} and the length must not be longer than 53`;
      return [failure(`release name "${name.name}": invalid release name, ${form}`, undefined, "name")];
    }
    if (!prior && world.get(RELEASE, name.name, realm)) return [failure("cannot re-use a name that is still in use")];
    if (!hasNamespace(world, cluster, name.namespace) && !isTrue(state.create_namespace)) {
      return [failure(`create: failed to create: namespaces "${name.namespace}" not found`)];
    }
    const { local } = chartAt(context, state);
    const { objects, problems } = carriedObjects(local, mergedValues(state).values);
    const summary = "unable to build kubernetes objects from release manifest";
    if (problems.length > 0) return problems.map((problem) => failure(`${summary}: ${problem}`));
    const brought = isTrue(state.skip_crds) ? [] : definitionObjects(local);
    return refusedObjects(context, cluster, name, objects, {
      chartDefinitions: brought,
      takeOwnership: isTrue(state.take_ownership),
    });
  },

  created: writeRelease,
  updated: writeRelease,

  deleted(context, object) {
    const cluster = clusterRealmOf(context);
    const { name, namespace } = nameOf(object.attributes);
    removeCarried(context.world, cluster, `${namespace}/${name}`);
    removeUndefined(context.world, cluster);
  },

  /** `namespace/name`. */
  import(context, id) {
    const [namespace = "", name = "", ...rest] = id.split("/");
    return rest.length > 0
      ? undefined
      : context.world.get(RELEASE, name, releaseRealm(clusterRealmOf(context), namespace));
  },
};

/** Anything but the waiting: the provider then upgrades the release, which makes a new revision. */
function changes(planned: ValueObject, prior: ValueObject): boolean {
  const comparable = ({ metadata: _, ...rest }: ValueObject): string => keyOf(objectOf(Object.entries(rest)));
  return comparable(planned) !== comparable(prior);
}

function metadataOf(context: BehaviourContext, state: ValueObject, prior: ValueObject | null): Value {
  const chart = chartAt(context, state);
  const before = isUnknown(prior?.metadata) ? undefined : firstOf(prior?.metadata);
  const now = Math.floor(Date.now() / 1000);
  const { name, namespace } = nameOf(state);
  return objectOf([
    ["app_version", chart.appVersion],
    ["chart", chart.name],
    ["first_deployed", numberOf(before?.first_deployed) ?? now],
    ["last_deployed", now],
    ["name", name],
    ["namespace", namespace],
    ["notes", ""],
    ["revision", (numberOf(before?.revision) ?? 0) + 1],
    ["values", JSON.stringify(mergedValues(state).masked)],
    ["version", chart.version ?? textOf(state.version) ?? SOME_VERSION],
  ]);
}

/** What the release puts into the cluster. */
function writeRelease(context: BehaviourContext, object: WorldObject): void {
  const { world, digest } = context;
  const cluster = clusterRealmOf(context);
  const own = nameOf(object.attributes);
  if (!hasNamespace(world, cluster, own.namespace)) {
    putNamespace(world, cluster, own.namespace, uuidOf(digest("namespace", cluster, own.namespace)));
  }
  const { local } = chartAt(context, object.attributes);
  const { objects } = carriedObjects(local, mergedValues(object.attributes).values);
  const brought = isTrue(object.attributes.skip_crds) ? [] : definitionObjects(local);
  putCarried(world, cluster, own, [...brought, ...objects]);
}
