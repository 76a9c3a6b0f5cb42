/** Data sources of EKS. */
import { supportedMinors } from "../../../catalog/kubernetes";
import type { DataSourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { firstOf, textOf } from "../../../rehearsal/engine/attributes";
import { addonVersion } from "../eks/addons";
import { minorOf } from "../eks/cluster-checks";
import { objectsInRealm } from "../shared/lookups";
import { locationOf } from "../shared/location";
import { readResult, attributeGetter, listDataSource, singleDataSource, readFailure, type Read } from "./find-objects";

const nodeGroups: Read = (context, config) => {
  const name = textOf(config.cluster_name) ?? "";
  if (!objectsInRealm(context, "aws_eks_cluster").some(({ id }) => id === name)) {
    return readFailure(
      `listing EKS Node Groups (${name}): api error ResourceNotFoundException: No cluster found for name: ${name}.`,
    );
  }
  const names = objectsInRealm(context, "aws_eks_node_group")
    .filter(({ attributes }) => attributes.cluster_name === name)
    .map(attributeGetter("node_group_name"));
  return readResult(config, { id: name, names });
};

const version: Read = (_context, config) => {
  const [name, minor] = [textOf(config.addon_name) ?? "", textOf(config.kubernetes_version) ?? ""];
  if (minorOf(minor) === undefined)
    return readFailure(`reading EKS Add-On version info (${name}, ${minor}): no versions found`);
  return readResult(config, { id: name, version: addonVersion(name, minor) });
};

/** A token as `aws eks get-token` gives it: a signed request to STS, in base64; nothing checks this one. */
const auth: Read = (context, config) => {
  const name = textOf(config.name) ?? "";
  const { region } = locationOf(context, config);
  const signed = `https://sts.${region}.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Signature=${context.digest("eks-token", context.realm, name)}`;
  return readResult(config, { id: name, token: `k8s-aws-v1.${Buffer.from(signed).toString("base64url")}` });
};

export const clusterData: { readonly [type: string]: DataSourceBehaviour } = {
  aws_eks_cluster: singleDataSource({
    type: "aws_eks_cluster",
    by: { name: "name" },
    missing: "reading EKS Cluster ({}): couldn't find resource",
  }),
  aws_eks_clusters: listDataSource({ type: "aws_eks_cluster", by: {} }, { names: attributeGetter("name") }),
  aws_eks_node_groups: { read: nodeGroups },
  aws_eks_node_group: singleDataSource({
    type: "aws_eks_node_group",
    by: { cluster_name: "cluster_name", node_group_name: "node_group_name" },
    missing: "reading EKS Node Group ({}): couldn't find resource",
    values: ({ attributes }) => ({
      taints: attributes.taint ?? [],
      scaling_config: [firstOf(attributes.scaling_config) ?? null],
    }),
  }),
  aws_eks_addon: singleDataSource({
    type: "aws_eks_addon",
    by: { cluster_name: "cluster_name", addon_name: "addon_name" },
    missing: "reading EKS Add-On ({}): couldn't find resource",
  }),
  aws_eks_addon_version: { read: version },
  aws_eks_cluster_versions: {
    read: (context, config) =>
      readResult(config, {
        cluster_versions: supportedMinors.map((minor) => ({
          cluster_type: "eks",
          cluster_version: minor,
          default_platform_version: "eks.5",
          default_version: minor === supportedMinors.at(-2),
          end_of_extended_support_date: null,
          end_of_standard_support_date: null,
          kubernetes_patch_version: `${minor}.0`,
          release_date: null,
          version_status: "STANDARD_SUPPORT",
        })),
        region: locationOf(context, config).region,
      }),
  },
  aws_eks_cluster_auth: { read: auth },
};
