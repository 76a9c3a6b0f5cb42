import { Token } from "cdktf";
import { Release } from "@cdktf/provider-helm/lib/release";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { eksOf } from "../../../../src/constructs/k8s-cluster/aws/eks";
import { EksCluster } from "../../../../src/constructs/k8s-cluster/aws/eks-cluster";
import { KubernetesCluster } from "../../../../src/constructs/k8s-cluster/contract";
import { JangadaError } from "../../../../src/errors";
import { ACCOUNT, ADMIN, awsStack, REGION, Synthesized } from "../../aws-stack";
import { clusterSection } from "../../../../src/constructs/k8s-cluster/section";
import { type ClusterChanges, synthesizeCluster, testCluster, testNetwork } from "../fixtures";

const ZONED = { controlPlaneZones: ["eu-west-1a", "eu-west-1b"] };

function errorOf(act: () => unknown): JangadaError {
  try {
    act();
  } catch (error) {
    if (JangadaError.is(error)) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

describe("identities", () => {
  it("are of one service account of this cluster alone, and may do what is named alone", () => {
    const { stack, cluster } = testCluster();
    const identity = cluster.identify(stack, "dns", {
      namespace: "external-dns",
      serviceAccount: "external-dns",
      permissions: [{ kind: "dns-records", zoneIds: ["Z1"] }],
    });
    expect(identity.serviceAccountAnnotations).toEqual({});
    expect(identity.ready).toHaveLength(2);
    const synthesized = new Synthesized(stack);
    expect(synthesized.resource("aws_eks_pod_identity_association", "dns")).toMatchObject({
      cluster_name: "dev",
      namespace: "external-dns",
      role_arn: "${aws_iam_role.dns_role.arn}",
      service_account: "external-dns",
    });
    const role = synthesized.resource("aws_iam_role", "dns_role");
    expect(role["name"]).toBe("dev-eu-west-1-external-dns");
    expect(JSON.parse(role["assume_role_policy"] as string)).toMatchObject({
      Statement: [
        {
          Principal: { Service: "pods.eks.amazonaws.com" },
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-arn": "${aws_eks_cluster.cluster.arn}",
              "aws:RequestTag/kubernetes-namespace": "external-dns",
              "aws:RequestTag/kubernetes-service-account": "external-dns",
            },
          },
        },
      ],
    });
  });
});

describe("keys that exist", () => {
  it("are used, and none of our own are made", () => {
    const key = (name: string) => `arn:aws:kms:eu-west-1:123456789012:key/${name}`;
    const encryptionKeys = { secrets: key("secrets"), volumes: key("volumes"), logs: key("logs") };
    const synthesized = synthesizeCluster({ aws: { ...ZONED, encryptionKeys } });
    expect(synthesized.resources("aws_kms_key")).toEqual({});
    expect(synthesized.resource("aws_eks_cluster")["encryption_config"]).toMatchObject({
      provider: { key_arn: key("secrets") },
    });
    expect(synthesized.resource("aws_launch_template")).toMatchObject({
      block_device_mappings: [{ ebs: { kms_key_id: key("volumes") } }],
    });
    expect(synthesized.resource("aws_cloudwatch_log_group")).toMatchObject({ kms_key_id: key("logs") });
    expect(testCluster({ aws: { ...ZONED, encryptionKeys } }).cluster.attributes.details["volumeKeyArn"]).toBe(
      key("volumes"),
    );
  });

  it("are named by their own ARN, since an alias can be pointed at another key", () => {
    const alias = "arn:aws:kms:eu-west-1:123456789012:alias/ours";
    expect(errorOf(() => testCluster({ aws: { ...ZONED, encryptionKeys: { logs: alias } } })).problems).toMatchObject([
      { code: "INVALID_PROPS", place: { path: "aws.encryptionKeys.logs" } },
    ]);
  });
});

describe("the contract", () => {
  it("hands over an adopted cluster that does what the first did", () => {
    const { cluster } = testCluster();
    const { attributes } = cluster;
    const stack = awsStack("other");
    const adopted = KubernetesCluster.fromExisting(stack, "cluster", attributes);
    expect(adopted.auth).toEqual({
      kind: "exec",
      apiVersion: "client.authentication.k8s.io/v1beta1",
      command: "aws",
      args: ["eks", "get-token", "--cluster-name", "dev", "--region", REGION],
    });
    expect(adopted.auth).toEqual(cluster.auth);
    const { clusterName, version, partition, account, vpcId, karpenter, volumeKeyArn } = eksOf(adopted);
    expect({ clusterName, version, partition, account, vpcId, karpenter, volumeKeyArn }).toEqual({
      clusterName: "dev",
      version: "1.35",
      partition: "aws",
      account: ACCOUNT,
      vpcId: "vpc-0123456789abcdef0",
      karpenter: {
        queueName: attributes.details["karpenterQueue"],
        instanceProfileName: attributes.details["karpenterInstanceProfile"],
        nodeRoleName: attributes.details["karpenterNodeRole"],
      },
      volumeKeyArn: attributes.details["volumeKeyArn"],
    });
  });

  it("names the detail that an adopted cluster lacks", () => {
    const adopted = KubernetesCluster.fromExisting(awsStack(), "cluster", {
      clusterName: "old",
      version: "1.35",
      endpoint: "https://example.org",
      certificateAuthority: "LS0t",
      details: {},
    });
    const error = errorOf(() => adopted.auth);
    expect(error.problems).toMatchObject([{ code: "CLUSTER_DETAIL_MISSING", place: { path: "details.region" } }]);
  });

  it("takes its implementation from the target", () => {
    const stack = awsStack();
    const cluster = new KubernetesCluster(stack, "cluster", {
      name: "dev",
      version: "1.35",
      region: REGION,
      account: ACCOUNT,
      network: testNetwork(stack),
      pools: [{ name: "system" }],
      admins: [ADMIN],
      aws: ZONED,
    });
    expect(cluster.implementation).toBeInstanceOf(EksCluster);
    expect(cluster.node.defaultChild).toBe((cluster.implementation as EksCluster).controlPlane.cluster);
  });
});

describe("props", () => {
  it.each([
    [{ admins: [] }, "INVALID_PROPS", "admins"],
    [{ name: "Dev" }, "INVALID_PROPS", "name"],
    [{ pools: [] }, "CLUSTER_NO_POOLS", "pools"],
    [{ pools: [{ name: "twice" }, { name: "twice" }] }, "CLUSTER_POOL_TWICE", "pools.1.name"],
    [{ pools: [{ name: "few", nodes: { max: 2 } }] }, "CLUSTER_POOL_ZONE_WITHOUT_NODES", "pools.0.nodes.max"],
    [{ aws: { controlPlaneZones: ["eu-west-1a"] } }, "CLUSTER_TOO_FEW_CONTROL_PLANE_ZONES", "aws.controlPlaneZones"],
    [{ aws: {} }, "CLUSTER_TOO_FEW_CONTROL_PLANE_ZONES", "aws.controlPlaneZones"],
    [{ serviceCidr: "10.0.128.0/20" }, "CLUSTER_SERVICE_CIDR_OVERLAPS", "serviceCidr"],
    [{ version: "1.20" }, "KUBERNETES_UNSUPPORTED", "version"],
    [{ api: { public: { cidrs: ["0.0.0.0/0"] } } }, "CLUSTER_API_OPEN_TO_WORLD", "api.public.cidrs.0"],
    [{ api: { public: { cidrs: [] } } }, "CLUSTER_API_PUBLIC_WITHOUT_CIDRS", "api.public.cidrs"],
    [{ api: { clients: ["0.0.0.0/2", "64.0.0.0/2"] } }, "CLUSTER_API_OPEN_TO_WORLD", "api.clients"],
  ])("are judged as the section is: %j", (changes: ClusterChanges, code, path) => {
    expect(errorOf(() => testCluster(changes)).problems).toMatchObject([{ code, place: { path } }]);
  });

  it("take the section's own defaults", () => {
    const { version, serviceCidr } = clusterSection.parse({});
    expect(synthesizeCluster({ version }).resource("aws_eks_cluster")).toEqual(
      synthesizeCluster({ serviceCidr }).resource("aws_eks_cluster"),
    );
  });

  it("take a token for a key that exists", () => {
    const secrets = Token.asString({ unresolved: true });
    expect(() => testCluster({ aws: { ...ZONED, encryptionKeys: { secrets } } })).not.toThrow();
  });

  it("refuses a token for what names an access entry", () => {
    const error = errorOf(() => testCluster({ admins: [Token.asString({ unresolved: true })] }));
    expect(error.problems).toMatchObject([{ code: "TOKEN_NOT_ALLOWED", place: { path: "admins.0" } }]);
  });

  it("refuses a zone in which the network has no subnet", () => {
    const error = errorOf(() => testCluster({}, ["eu-west-1a"]));
    expect(error.problems).toMatchObject([
      { code: "CLUSTER_CONTROL_PLANE_ZONE_NOT_IN_NETWORK", place: { path: "aws.controlPlaneZones.1" } },
    ]);
  });
});

describe("separate states", () => {
  it("refuses a Helm release beside the cluster", () => {
    const { stack } = testCluster();
    new HelmProvider(stack, "helm", {});
    new Release(stack, "release", { name: "release", chart: "chart" });
    expect(() => new Synthesized(stack)).toThrow(/CLUSTER_CLIENT_IN_CLUSTER_STATE/);
  });
});
