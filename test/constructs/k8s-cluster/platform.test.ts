/** What runs inside the cluster and belongs to it. */
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Profile } from "../../../src/model/component";
import { ImportedEksCluster } from "../../../src/constructs/k8s-cluster/aws/imported-eks-cluster";
import { Karpenter, type KarpenterProps } from "../../../src/constructs/k8s-cluster/aws/karpenter";
import { karpenterNodes, type KarpenterNodesProps } from "../../../src/constructs/k8s-cluster/aws/karpenter-nodes";
import { volumeClass } from "../../../src/constructs/k8s-cluster/aws/storage-class";
import { expectValidCustomResource } from "../../helpers/crd";
import { ACCOUNT, awsStack, type Block, REGION, Synthesized } from "../aws-stack";
import { dependencies } from "./fixtures";

const NODES: KarpenterNodesProps = {
  clusterName: "dev",
  version: "1.35",
  instanceProfileName: "dev-eu-west-1-karpenter-nodes",
  clusterSecurityGroupId: "sg-1",
  subnetIds: ["subnet-a", "subnet-b"],
  volumeKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1",
  capacity: ["spot", "on-demand"],
  cpu: 32,
  tags: { owner: "ops" },
};

function platformStack(): TerraformStack {
  const stack = awsStack();
  new HelmProvider(stack, "helm", {});
  new KubernetesProvider(stack, "kubernetes", {});
  return stack;
}

function karpenter(changes: Partial<KarpenterProps> = {}): Synthesized {
  const stack = platformStack();
  const cluster = new ImportedEksCluster(stack, "imported", {
    clusterName: "dev",
    version: "1.35",
    endpoint: "https://ABC.gr7.eu-west-1.eks.amazonaws.com",
    certificateAuthority: "LS0t",
    details: {
      region: REGION,
      account: ACCOUNT,
      clusterArn: `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/dev`,
      securityGroupId: "sg-1",
      nodeRoleName: "nodes",
      vpcId: "vpc-1",
      karpenterQueue: "dev-karpenter",
      karpenterInstanceProfile: "dev-eu-west-1-karpenter-nodes",
      karpenterNodeRole: "dev-eu-west-1-karpenter-nodes",
    },
  });
  if (!cluster.karpenter) throw new Error("The cluster has no facts for Karpenter.");
  new Karpenter(stack, "karpenter", {
    cluster,
    facts: cluster.karpenter,
    profile: "standard",
    zonalShift: true,
    isolated: false,
    nodes: NODES,
    ...changes,
  });
  return new Synthesized(stack);
}

const valuesOf = (release: Block) => JSON.parse((release["values"] as string[])[0] ?? "") as Record<string, never>;

describe("Karpenter", () => {
  it("comes as definitions, then controller, then nodes", () => {
    const synthesized = karpenter();
    expect(dependencies(synthesized.resource("helm_release", "karpenter"))).toEqual(
      expect.arrayContaining([
        "aws_eks_pod_identity_association.karpenter_identity",
        "aws_iam_role_policy.karpenter_identity_role_policy",
        "helm_release.karpenter_crds",
        "kubernetes_network_policy_v1.karpenter_guard",
      ]),
    );
    expect(dependencies(synthesized.resource("helm_release", "karpenter_nodes"))).toEqual(["helm_release.karpenter"]);
    expect(synthesized.resource("helm_release", "karpenter")).toMatchObject({ skip_crds: true });
  });

  it("is told what it cannot ask the metadata service", () => {
    const values = valuesOf(karpenter().resource("helm_release", "karpenter")) as unknown as {
      settings: object;
      controller: { env: object[] };
    };
    expect(values.settings).toEqual({
      clusterEndpoint: "https://ABC.gr7.eu-west-1.eks.amazonaws.com",
      clusterName: "dev",
      eksControlPlane: true,
      enableZonalShift: true,
      interruptionQueue: "dev-karpenter",
      isolatedVPC: false,
    });
    expect(values.controller.env).toEqual([{ name: "AWS_REGION", value: REGION }]);
  });

  it.each([
    ["minimal", 1],
    ["standard", 2],
    ["full", 2],
  ] as [Profile, number][])("of profile %s has %i copies", (profile, copies) => {
    expect(valuesOf(karpenter({ profile }).resource("helm_release", "karpenter"))["replicas"]).toBe(copies);
  });

  it("takes the user's values last, and refuses what its chart does not know", () => {
    const values = valuesOf(karpenter({ values: { logLevel: "debug" } }).resource("helm_release", "karpenter"));
    expect(values["logLevel"]).toBe("debug");
    expect(() => karpenter({ values: { logLevl: "debug" } })).toThrow(/CHART_UNKNOWN_VALUE/);
  });

  it("runs with no more rights than a restricted namespace gives", () => {
    expect(karpenter().resource("kubernetes_namespace_v1")).toMatchObject({
      metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" }, name: "karpenter" },
    });
  });
});

describe("Karpenter's nodes", () => {
  it("are valid custom resources", () => {
    const objects = karpenterNodes(NODES);
    expect(objects.map(({ kind }) => kind)).toEqual(["EC2NodeClass", "NodePool"]);
    for (const object of objects) expectValidCustomResource(object);
  });

  it("stand in the private subnets, in the cluster's own security group", () => {
    expect(karpenterNodes(NODES)[0]?.["spec"]).toMatchObject({
      instanceProfile: "dev-eu-west-1-karpenter-nodes",
      securityGroupSelectorTerms: [{ id: "sg-1" }],
      subnetSelectorTerms: [{ id: "subnet-a" }, { id: "subnet-b" }],
      tags: { Name: "dev-karpenter", owner: "ops" },
    });
  });

  it("are bounded, by memory too", () => {
    expect(karpenterNodes(NODES)[1]?.["spec"]).toMatchObject({ limits: { cpu: "32", memory: "128Gi" } });
    expect(karpenterNodes({ ...NODES, memory: 64 })[1]?.["spec"]).toMatchObject({ limits: { memory: "64Gi" } });
  });

  it("are bought as the file says", () => {
    const bought = (capacity: KarpenterNodesProps["capacity"]) =>
      JSON.stringify(karpenterNodes({ ...NODES, capacity })[1]?.["spec"]);
    expect(bought(["on-demand"])).toContain(
      '{"key":"karpenter.sh/capacity-type","operator":"In","values":["on-demand"]}',
    );
    expect(bought(["spot", "on-demand"])).toContain('"values":["on-demand","spot"]');
  });

  it("of a cluster without a key of its own are encrypted with the account's", () => {
    const { volumeKeyArn: _, ...adopted } = NODES;
    const [nodeClass] = karpenterNodes(adopted);
    expect(JSON.stringify(nodeClass)).toContain('"encrypted":true');
    expect(JSON.stringify(nodeClass)).not.toContain("kmsKeyID");
    expectValidCustomResource(nodeClass);
  });
});

describe("the default StorageClass", () => {
  it("makes encrypted volumes in the zone of the pod that wants them", () => {
    const stack = platformStack();
    volumeClass(stack, "storage-class", { volumeKeyArn: "arn:key" });
    expect(new Synthesized(stack).resource("kubernetes_storage_class_v1")).toMatchObject({
      metadata: { annotations: { "storageclass.kubernetes.io/is-default-class": "true" }, name: "gp3" },
      parameters: { encrypted: "true", kmsKeyId: "arn:key", type: "gp3" },
      storage_provisioner: "ebs.csi.aws.com",
      volume_binding_mode: "WaitForFirstConsumer",
    });
  });
});
