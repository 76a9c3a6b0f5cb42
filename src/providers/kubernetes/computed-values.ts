/** Values that the cluster computes for particular kinds: a Service's addresses, a service account token's data. */
import { objectOf, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../rehearsal/engine/behaviour";
import { firstOf, isTrue, isUnknown, textOf, withAttributes } from "../../rehearsal/engine/attributes";
import { selfSignedCertificate } from "../../rehearsal/x509/self-signed";
import { clusterOf, connectionOf } from "../simulated-cluster/connection";
import { baseOf } from "../simulated-cluster/kinds";
import { namespaceOf, objectsOfKind } from "../simulated-cluster/objects";
import { ingressValues, serviceValues } from "./service";

type ComputedValues = (context: BehaviourContext, state: ValueObject) => { [name: string]: Value };

const COMPUTED_BY_KIND: { readonly [base: string]: ComputedValues } = {
  service: serviceValues,
  ingress: ingressValues,
  secret: (context, state) => ({ data: secretData(context, state) }),
  persistent_volume_claim: claimValues,
  certificate_signing_request: (context, state) => ({
    certificate: isTrue(state.auto_approve)
      ? selfSignedCertificate({ commonName: "system:simulated", seed: context.world.seed }).pem
      : "",
  }),
  token_request: (context, state) => ({ token: tokenOf(context, namespaceOf(state) ?? "default") }),
};

/** What the cluster computes for an object of this kind; nothing for most kinds. */
export const kindValues: ComputedValues = (context, state) =>
  COMPUTED_BY_KIND[baseOf(context.type)]?.(context, state) ?? {};

/** The cluster fills in the data of service account tokens; other Secrets hold what the manifest says. */
function secretData(context: BehaviourContext, state: ValueObject): Value {
  if (state.type !== "kubernetes.io/service-account-token") return objectOf();
  const namespace = namespaceOf(state) ?? "default";
  const authority = clusterOf(context.world, connectionOf(context.session.config))?.authority;
  return objectOf([
    ["ca.crt", authority ?? selfSignedCertificate({ commonName: "kubernetes", seed: context.realm }).pem],
    ["namespace", namespace],
    ["token", tokenOf(context, namespace)],
  ]);
}

/** The form of a JSON Web Token; nothing would accept its signature. */
function tokenOf(context: BehaviourContext, namespace: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const header = part({ alg: "RS256", kid: context.digest("token-key", context.realm).slice(0, 16) });
  const claims = part({ iss: "kubernetes/serviceaccount", sub: `system:serviceaccount:${namespace}` });
  return `${header}.${claims}.${Buffer.from(context.digest("token", context.realm, namespace), "hex").toString("base64url")}`;
}

/** A claim without a class gets the default one, and is bound to a new volume. */
function claimValues(context: BehaviourContext, state: ValueObject): { [name: string]: Value } {
  const spec = firstOf(state.spec) ?? objectOf();
  const values: { [name: string]: Value } = {};
  if (isUnknown(spec.storage_class_name)) values.storage_class_name = defaultClass(context) ?? "";
  if (isUnknown(spec.volume_name)) {
    values.volume_name = isTrue(state.wait_until_bound)
      ? `pvc-${context.digest("volume", context.realm, textOf(state.id) ?? "").slice(0, 36)}`
      : "";
  }
  return { spec: [withAttributes(spec, values)] };
}

const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

function defaultClass(context: BehaviourContext): string | undefined {
  const classes = objectsOfKind(context.world, context.realm, "kubernetes_storage_class_v1");
  return classes.find(({ attributes }) => {
    const annotations = firstOf(firstOf(attributes.metadata)?.annotations);
    return annotations?.[DEFAULT_CLASS] === "true";
  })?.id;
}
