import { eksAddons } from "../../../../src/catalog/eks-addons";
import { dependencies, synthesizeCluster } from "../fixtures";

const BEFORE_NODES = ["eks-pod-identity-agent", "kube-proxy", "vpc-cni"];
const AFTER_NODES = ["aws-ebs-csi-driver", "coredns"];
const addon = (name: string) => `aws_eks_addon.cluster_addons_${name}`;

describe("add-ons", () => {
  const synthesized = synthesizeCluster();

  it("are pinned for the minor", () => {
    for (const [name, version] of Object.entries(eksAddons["1.35"])) {
      expect(synthesized.resource("aws_eks_addon", `cluster_addons_${name}`)).toMatchObject({
        addon_name: name,
        addon_version: version,
        resolve_conflicts_on_create: "NONE",
        resolve_conflicts_on_update: "OVERWRITE",
        preserve: name === "vpc-cni",
      });
    }
    expect(Object.keys(synthesized.resources("aws_eks_addon"))).toHaveLength(5);
  });

  it("that nodes need come before every node group", () => {
    for (const group of Object.values(synthesized.resources("aws_eks_node_group"))) {
      expect(dependencies(group)).toEqual(expect.arrayContaining(BEFORE_NODES.map(addon)));
      expect(dependencies(group)).toContain(
        "aws_iam_role_policy_attachment.cluster_node-role_AmazonEKSWorkerNodePolicy",
      );
    }
  });

  it("that need nodes come after every node group", () => {
    const groups = Object.keys(synthesized.resources("aws_eks_node_group")).map((name) => `aws_eks_node_group.${name}`);
    for (const name of AFTER_NODES) {
      expect(dependencies(synthesized.resource("aws_eks_addon", `cluster_addons_${name}`))).toEqual(
        expect.arrayContaining(groups),
      );
    }
  });

  it("that act in the cloud have a role of their own each, and nodes do not do it for them", () => {
    expect(synthesized.resource("aws_eks_addon", "cluster_addons_vpc-cni")).toMatchObject({
      pod_identity_association: [
        { role_arn: "${aws_iam_role.cluster_addons_vpc-cni_role.arn}", service_account: "aws-node" },
      ],
    });
    const nodePolicies = Object.keys(synthesized.resources("aws_iam_role_policy_attachment")).filter((name) =>
      name.startsWith("cluster_node-role_"),
    );
    expect(nodePolicies).toEqual([
      "cluster_node-role_AmazonEC2ContainerRegistryPullOnly",
      "cluster_node-role_AmazonEKSWorkerNodePolicy",
    ]);
  });

  it("enforce network policies", () => {
    const { configuration_values } = synthesized.resource("aws_eks_addon", "cluster_addons_vpc-cni");
    expect(JSON.parse(configuration_values as string)).toMatchObject({ enableNetworkPolicy: "true" });
  });

  it("let a tunnel through the nodes where that is how the deployer comes", () => {
    const attachments = synthesizeCluster({ api: { access: "ssm-tunnel" } }).resources(
      "aws_iam_role_policy_attachment",
    );
    expect(attachments).toHaveProperty("cluster_node-role_AmazonSSMManagedInstanceCore");
    expect(synthesized.resources("aws_iam_role_policy_attachment")).not.toHaveProperty(
      "cluster_node-role_AmazonSSMManagedInstanceCore",
    );
  });
});
