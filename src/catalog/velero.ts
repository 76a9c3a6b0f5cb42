/** What Velero needs beside its chart. */

/**
 * Plugins, from which the server takes what it knows of a cloud. Which goes with which Velero: the table in the plugin's README
 * (1.14 with 1.18).
 */
export const VELERO_PLUGINS = {
  aws: {
    repository: "docker.io/velero/velero-plugin-for-aws",
    // renovate: datasource=docker depName=docker.io/velero/velero-plugin-for-aws
    tag: "v1.14.1",
  },
  // The table in the plugin's README, as far as it was read itself (velero-io/velero-plugin-for-microsoft-azure@a8e6631), ends at 1.13
  // with Velero 1.17. That the README of tag v1.14.3 pairs 1.14 with 1.18 is told by one public repository, which runs v1.14.3 with
  // Velero 1.18.3 (its note of 2026-09-22; read 2026-11-26).
  azure: {
    repository: "docker.io/velero/velero-plugin-for-microsoft-azure",
    // renovate: datasource=docker depName=docker.io/velero/velero-plugin-for-microsoft-azure
    tag: "v1.14.3",
  },
} as const;

/**
 * The EKS add-on that brings the kinds of volume snapshots, and what makes them. Found pinned with EKS 1.34 in public repositories,
 * not read from AWS itself: check it against `aws eks describe-addon-versions --addon-name snapshot-controller` when raising one.
 */
export const SNAPSHOT_CONTROLLER = {
  name: "snapshot-controller",
  // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.34","addonName":"snapshot-controller"}
  version: "v8.3.0-eksbuild.1",
} as const;
