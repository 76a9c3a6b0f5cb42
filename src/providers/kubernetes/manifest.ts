/** kubernetes_manifest: any object as a manifest. As the real one, it needs the cluster and the kind while planning. */
import {
  Dynamic,
  isObject,
  isWhollyKnown,
  UNKNOWN,
  type Value,
  type ValueObject,
} from "../../rehearsal/protocol/value";
import { keyOf } from "../../rehearsal/protocol/sets";
import type { BehaviourContext, ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { failure, textOf } from "../../rehearsal/engine/attributes";
import { knowsKind } from "../helm/custom-resources";
import { connectionOf, connectionProblems } from "../simulated-cluster/connection";
import { groupOf } from "../simulated-cluster/kinds";
import { hasNamespace, namespaceMissing } from "../simulated-cluster/objects";

const content = (value: Value | undefined): Value => (value instanceof Dynamic ? value.value : (value ?? null));

function part(value: Value | undefined, ...names: readonly string[]): string | undefined {
  let found = content(value);
  for (const name of names) found = isObject(found) ? content(found[name]) : null;
  return textOf(found);
}

export const manifest: ResourceBehaviour = {
  identity: ["manifest.apiVersion", "manifest.kind", "manifest.metadata.namespace", "manifest.metadata.name"],

  plan(context, planned, prior) {
    const connection = connectionOf(context.session.config);
    if (connection.host === undefined) {
      const detail = "cannot create REST client: no client config";
      return [failure("Failed to construct REST client", detail)];
    }
    const [away] = connectionProblems(context.world, connection, "/apis");
    if (away) return [failure("Failed to determine GroupVersionResource for manifest", away.summary)];
    if (!isWhollyKnown(planned.manifest ?? null)) return [];
    if (!isKnownKind(context, planned)) {
      const [apiVersion = "", kind = ""] = [part(planned.manifest, "apiVersion"), part(planned.manifest, "kind")];
      const detail = `no matches for kind "${kind}" in group "${groupOf(apiVersion)}"`;
      return [failure("API did not recognize GroupVersionKind from manifest (CRD may not be installed)", detail)];
    }
    if (prior && keyOf(planned.manifest ?? null) !== keyOf(prior.manifest ?? null)) planned.object = UNKNOWN;
    return [];
  },

  /** The real one asks for a replacement when the object would be another one. */
  replace: (_, planned, prior) => (identityOf(planned) === identityOf(prior) ? [] : ["manifest"]),

  computed: (_, state) => ({ object: state.manifest ?? null }),

  refuse({ world, realm }, state) {
    const namespace = part(state.manifest, "metadata", "namespace");
    return namespace === undefined || hasNamespace(world, realm, namespace) ? [] : [namespaceMissing(namespace)];
  },
};

const identityOf = ({ manifest: value }: ValueObject): string =>
  JSON.stringify([
    part(value, "apiVersion"),
    part(value, "kind"),
    part(value, "metadata", "namespace"),
    part(value, "metadata", "name"),
  ]);

function isKnownKind({ world, realm }: BehaviourContext, { manifest: value }: ValueObject): boolean {
  const [apiVersion, kind] = [part(value, "apiVersion"), part(value, "kind")];
  return apiVersion === undefined || kind === undefined || knowsKind(world, realm, groupOf(apiVersion), kind);
}
