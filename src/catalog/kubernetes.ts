/**
 * The Kubernetes minors that the project supports: those in EKS's standard support that every pinned chart supports too
 * (src/catalog/charts.ts). A new minor is added by hand together with its add-ons (src/catalog/eks-addons.ts), and the oldest
 * leaves when its standard support ends.
 *
 * Node releases are raised from the release notes of awslabs/amazon-eks-ami, which Renovate watches by the comments: it says
 * that there is a new date, and the notes say with which patch of each minor.
 */
export interface KubernetesMinor {
  /** Day on which EKS's standard support ends; a cluster that is not upgraded by then is upgraded by AWS. */
  readonly standardSupportUntil: string;
  /**
   * Release of the EKS-optimised Amazon Linux 2023 images: of node groups whole, of Karpenter the date in it.
   * The same for every architecture (CHANGELOG of awslabs/amazon-eks-ami).
   */
  readonly nodeRelease: string;
}

// Dates: docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, release calendar.
export const kubernetesMinors = {
  "1.34": {
    standardSupportUntil: "2026-12-02",
    // renovate: datasource=github-releases depName=awslabs/amazon-eks-ami
    nodeRelease: "1.34.9-20260714",
  },
  "1.35": {
    standardSupportUntil: "2027-03-27",
    // renovate: datasource=github-releases depName=awslabs/amazon-eks-ami
    nodeRelease: "1.35.6-20260714",
  },
  "1.36": {
    standardSupportUntil: "2027-08-02",
    // renovate: datasource=github-releases depName=awslabs/amazon-eks-ami
    nodeRelease: "1.36.2-20260714",
  },
} as const satisfies { readonly [minor: string]: KubernetesMinor };

export type SupportedMinor = keyof typeof kubernetesMinors;

/** What an environment gets that names no minor: neither the newest nor the one that leaves next. */
export const DEFAULT_MINOR: SupportedMinor = "1.35";

/** Supported minors, oldest first. */
export const supportedMinors = Object.keys(kubernetesMinors) as readonly SupportedMinor[];

export function isSupportedMinor(version: string): version is SupportedMinor {
  return Object.hasOwn(kubernetesMinors, version);
}

/** The images' release as Karpenter names it: `v20260714` of `1.35.6-20260714`. */
export function nodeImageVersion(minor: SupportedMinor): string {
  return `v${kubernetesMinors[minor].nodeRelease.replace(/^.*-/, "")}`;
}
