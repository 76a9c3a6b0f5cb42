/**
 * EKS add-ons, pinned for each Kubernetes minor: what is looked up at plan changes under an unrelated apply, and rolls
 * every node with it.
 *
 * Raised by hand or by Renovate (its data source `aws-eks-addon`), from
 * `aws eks describe-addon-versions --kubernetes-version <minor> --addon-name <name>`: the version that AWS marks as default
 * or newer, the same of `vpc-cni`, `aws-ebs-csi-driver` and `eks-pod-identity-agent` for all minors. An add-on's build must
 * be published for the minor: EKS refuses any other.
 */
import type { SupportedMinor } from "./kubernetes";

export const ADDONS = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent", "coredns", "aws-ebs-csi-driver"] as const;
export type AddonName = (typeof ADDONS)[number];

// Builds found pinned together in public repositories and one deployment report (August and September 2026), not read from AWS
// itself: check them against `aws eks describe-addon-versions` when raising one.
export const eksAddons: { readonly [M in SupportedMinor]: { readonly [A in AddonName]: string } } = {
  "1.34": {
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.34","addonName":"vpc-cni"}
    "vpc-cni": "v1.22.4-eksbuild.3",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.34","addonName":"kube-proxy"}
    "kube-proxy": "v1.34.6-eksbuild.18",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.34","addonName":"eks-pod-identity-agent"}
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.34","addonName":"coredns"}
    coredns: "v1.12.4-eksbuild.18",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.34","addonName":"aws-ebs-csi-driver"}
    "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
  },
  "1.35": {
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.35","addonName":"vpc-cni"}
    "vpc-cni": "v1.22.4-eksbuild.3",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.35","addonName":"kube-proxy"}
    "kube-proxy": "v1.35.3-eksbuild.18",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.35","addonName":"eks-pod-identity-agent"}
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.35","addonName":"coredns"}
    coredns: "v1.13.2-eksbuild.11",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.35","addonName":"aws-ebs-csi-driver"}
    "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
  },
  "1.36": {
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.36","addonName":"vpc-cni"}
    "vpc-cni": "v1.22.4-eksbuild.3",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.36","addonName":"kube-proxy"}
    "kube-proxy": "v1.36.0-eksbuild.21",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.36","addonName":"eks-pod-identity-agent"}
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.36","addonName":"coredns"}
    coredns: "v1.14.3-eksbuild.16",
    // renovate: datasource=aws-eks-addon packageName={"kubernetesVersion":"1.36","addonName":"aws-ebs-csi-driver"}
    "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
  },
};
