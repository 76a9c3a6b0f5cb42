/** EKS add-ons: which there are, in which versions, and what they need to become active. */
import { eksAddons, type AddonName } from "../../../catalog/eks-addons";
import { DEFAULT_MINOR, isSupportedMinor } from "../../../catalog/kubernetes";
import { UNKNOWN, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import { firstOf, isTrue, textOf } from "../../../rehearsal/engine/attributes";
import { findByAttribute, objectsInRealm } from "../shared/lookups";
import { uuid } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { arnOf, patternedResource } from "../shared/patterned-resource";

const CREATED = "2026-01-01T00:00:00Z";

/** Add-ons of AWS and of the community; those of the marketplace have an underscore in their names. */
const KNOWN = new Set([
  "adot",
  "amazon-cloudwatch-observability",
  "aws-ebs-csi-driver",
  "aws-efs-csi-driver",
  "aws-fsx-csi-driver",
  "aws-guardduty-agent",
  "aws-mountpoint-s3-csi-driver",
  "aws-network-flow-monitoring-agent",
  "aws-privateca-connector-for-kubernetes",
  "aws-secrets-store-csi-driver-provider",
  "cert-manager",
  "coredns",
  "eks-node-monitoring-agent",
  "eks-pod-identity-agent",
  "external-dns",
  "fluent-bit",
  "kube-proxy",
  "kube-state-metrics",
  "metrics-server",
  "prometheus-node-exporter",
  "snapshot-controller",
  "vpc-cni",
]);

/** Run as Deployments: without a node they wait until the provider gives up. */
const NEED_NODES = new Set([
  "coredns",
  "aws-ebs-csi-driver",
  "aws-efs-csi-driver",
  "metrics-server",
  "snapshot-controller",
]);

/** As AWS numbers them: `v1.13.2-eksbuild.11`. */
const VERSION = /^v\d+\.\d+\.\d+-eksbuild\.\d+$/;

/** The version that AWS would take for a minor: the catalog's, of add-ons that it does not pin a made-up one. */
export function addonVersion(name: string, minor: string): string {
  const pinned = eksAddons[isSupportedMinor(minor) ? minor : DEFAULT_MINOR];
  return Object.hasOwn(pinned, name) ? pinned[name as AddonName] : "v1.0.0-eksbuild.1";
}

export const addon = patternedResource(
  {
    id: "{cluster_name}:{addon_name}",
    exists: { code: "ResourceInUseException", message: "Addon already exists: {id}" },
    values: (context, state) => ({
      arn: arnOf(
        context,
        state,
        `eks:addon/{cluster_name}/{addon_name}/${uuid(context.digest("addon", context.realm, String(state.id)))}`,
      ),
      addon_version: addonVersion(textOf(state.addon_name) ?? "", clusterVersion(context, state)),
      configuration_values: "",
      created_at: CREATED,
      modified_at: CREATED,
    }),
  },
  {
    plan: (_context, planned, prior) => {
      if (prior && planned.addon_version !== prior.addon_version) planned.modified_at = UNKNOWN;
    },
    refuse: (context, state, prior) => {
      const [name, version] = [textOf(state.addon_name) ?? "", textOf(state.addon_version) ?? ""];
      const start = doing(prior, "EKS Add-On", textOf(state.id));
      return actualProblems(
        !KNOWN.has(name) &&
          !name.includes("_") &&
          apiError(start, "InvalidParameterException", `Addon ${name} specified is not supported`),
        !VERSION.test(version) &&
          !name.includes("_") &&
          apiError(start, "InvalidParameterException", `Addon version specified is not supported: ${version}`),
        wrongProxy(context, state) &&
          apiError(
            start,
            "InvalidParameterException",
            `Addon version specified is not supported: ${name} ${version} on Kubernetes ${clusterVersion(context, state)}`,
          ),
        !prior &&
          NEED_NODES.has(name) &&
          !hasNodes(context, state) && {
            severity: "error",
            summary: `waiting for EKS Add-On (${textOf(state.id)}) create: timeout while waiting for state to become 'ACTIVE' (last state: 'DEGRADED', timeout: 20m0s)`,
            detail: "InsufficientNumberOfReplicas: there is no node for its pods. Node groups come before it.",
          },
      );
    },
  },
);

const clusterVersion = (context: BehaviourContext, state: ValueObject): string =>
  textOf(findByAttribute(context, "aws_eks_cluster", "name", state.cluster_name)?.attributes.version) ?? DEFAULT_MINOR;

/** kube-proxy is built for a minor, and may be older than the control plane, never newer. */
function wrongProxy(context: BehaviourContext, state: ValueObject): boolean {
  const [own, control] = [textOf(state.addon_version), clusterVersion(context, state)].map((version) =>
    Number(/^v?1\.(\d+)/.exec(version ?? "")?.[1]),
  ) as [number, number];
  return state.addon_name === "kube-proxy" && own > control;
}

function hasNodes(context: BehaviourContext, state: ValueObject): boolean {
  const cluster = findByAttribute(context, "aws_eks_cluster", "name", state.cluster_name);
  if (isTrue(firstOf(cluster?.attributes.compute_config)?.enabled)) return true;
  return ["aws_eks_node_group", "aws_eks_fargate_profile"].some((type) =>
    objectsInRealm(context, type).some(({ attributes }) => attributes.cluster_name === state.cluster_name),
  );
}
