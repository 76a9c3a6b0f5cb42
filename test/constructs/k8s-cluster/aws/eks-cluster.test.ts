import { Token } from "cdktf";
import { Release } from "@cdktf/provider-helm/lib/release";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { eksAddons } from "../../../../src/catalog/eks-addons";
import { kubernetesMinors } from "../../../../src/catalog/kubernetes";
import { eksOf } from "../../../../src/constructs/k8s-cluster/aws/eks";
import { EksCluster } from "../../../../src/constructs/k8s-cluster/aws/eks-cluster";
import { KubernetesCluster } from "../../../../src/constructs/k8s-cluster/contract";
import { JangadaError } from "../../../../src/errors";
import { ACCOUNT, ADMIN, REGION, Synthesized } from "../../aws-stack";
import { dependencies, synthesizeCluster, testCluster, testNetwork, ZONES } from "../fixtures";
import { awsStack } from "../../aws-stack";

function errorOf(act: () => unknown): JangadaError {
  try {
    act();
  } catch (error) {
    if (JangadaError.is(error)) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

const BEFORE_NODES = ["eks-pod-identity-agent", "kube-proxy", "vpc-cni"];
const AFTER_NODES = ["aws-ebs-csi-driver", "coredns"];
const addon = (name: string) => `aws_eks_addon.cluster_addons_${name}`;

describe("the control plane", () => {
  const cluster = synthesizeCluster().resource("aws_eks_cluster");

  it("lets in who is named, and never who creates it", () => {
    expect(cluster["access_config"]).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
    const synthesized = synthesizeCluster({ admins: [ADMIN, `arn:aws:iam::${ACCOUNT}:user/ops/ann.b`] });
    expect(Object.keys(synthesized.resources("aws_eks_access_entry"))).toEqual([
      "cluster_admins_platform-admin",
      expect.stringMatching(/^cluster_admins_principal-ann-b-[0-9a-f]{6}$/),
      "cluster_karpenter_access-entry",
    ]);
    expect(
      synthesized.resource("aws_eks_access_policy_association", "cluster_admins_platform-admin_policy"),
    ).toMatchObject({
      policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      access_scope: { type: "cluster" },
    });
  });

  it("stands in the subnets of its zones that have no way out", () => {
    expect(cluster["vpc_config"]).toMatchObject({
      subnet_ids: ["subnet-intra-eu-west-1a", "subnet-intra-eu-west-1b"],
    });
  });

  it("is the same when a zone is added to the network", () => {
    const few = synthesizeCluster({}, ["eu-west-1a", "eu-west-1b"]).resource("aws_eks_cluster");
    expect(few).toEqual(synthesizeCluster({}, ZONES).resource("aws_eks_cluster"));
  });

  it("comes after its log group, and after its role may do what it must", () => {
    expect(dependencies(cluster)).toEqual(
      expect.arrayContaining([
        "aws_cloudwatch_log_group.cluster_log-group",
        "aws_iam_role_policy_attachment.cluster_role_AmazonEKSClusterPolicy",
        "aws_iam_role_policy.cluster_role_secrets-key",
      ]),
    );
    expect(synthesizeCluster().resource("aws_cloudwatch_log_group")).toMatchObject({ name: "/aws/eks/dev/cluster" });
  });

  it("says of Auto Mode's three switches the same", () => {
    expect(cluster).toMatchObject({
      bootstrap_self_managed_addons: false,
      compute_config: { enabled: false },
      storage_config: { block_storage: { enabled: false } },
      kubernetes_network_config: { elastic_load_balancing: { enabled: false } },
    });
  });

  it("stays in standard support, protected, and ready for a zonal shift", () => {
    expect(cluster).toMatchObject({
      upgrade_policy: { support_type: "STANDARD" },
      deletion_protection: true,
      zonal_shift_config: { enabled: true },
    });
    expect(synthesizeCluster({ deletionProtection: false }).resource("aws_eks_cluster")).toMatchObject({
      deletion_protection: false,
    });
  });

  it("is reached privately from the network, or from the ranges that are named", () => {
    const rules = (synthesized: Synthesized) =>
      Object.entries(synthesized.resources("aws_vpc_security_group_ingress_rule")).map(([name, rule]) => [
        name,
        rule["cidr_ipv4"],
        rule["from_port"],
      ]);
    expect(rules(synthesizeCluster())).toEqual([["cluster_api-clients_network", "10.0.0.0/16", 443]]);
    expect(rules(synthesizeCluster({ api: { access: "vpn", clients: ["192.168.7.0/24"] } }))).toEqual([
      ["cluster_api-clients_192-168-7-0-24", "192.168.7.0/24", 443],
    ]);
  });

  it("is refused at plan to skip a minor, to go back, and to move to other zones", () => {
    const { precondition } = cluster["lifecycle"] as { precondition: { condition: string; error_message: string }[] };
    expect(precondition.map(({ condition }) => condition)).toEqual([
      '${alltrue([for cluster in data.aws_eks_cluster.cluster_upgrade-guard_deployed : tonumber(split(".", cluster.version)[1]) <= 35])}',
      '${alltrue([for cluster in data.aws_eks_cluster.cluster_upgrade-guard_deployed : tonumber(split(".", cluster.version)[1]) >= 34])}',
      expect.stringContaining(
        'try(cluster.tags["jangada:control-plane-zones"], "eu-west-1a eu-west-1b") == "eu-west-1a eu-west-1b"',
      ),
    ]);
    expect(precondition[1]?.error_message).toContain("raises one minor at a time");
    expect(cluster["tags"]).toMatchObject({ "jangada:control-plane-zones": "eu-west-1a eu-west-1b" });
  });

  it("is asked about only if it exists", () => {
    const data = synthesizeCluster().json["data"];
    expect(data?.["aws_eks_clusters"]).toEqual({ "cluster_upgrade-guard_names": {} });
    expect(data?.["aws_eks_cluster"]?.["cluster_upgrade-guard_deployed"]).toEqual({
      for_each:
        '${toset([for name in data.aws_eks_clusters.cluster_upgrade-guard_names.names : name if name == "dev"])}',
      name: "${each.value}",
    });
  });
});

describe("pools", () => {
  it("are a node group in each zone, keyed by pool and zone", () => {
    const groups = synthesizeCluster({ pools: [{ name: "system" }, { name: "batch", zones: ["eu-west-1c"] }] });
    expect(Object.keys(groups.resources("aws_eks_node_group"))).toEqual([
      "cluster_pools_batch_eu-west-1c",
      "cluster_pools_system_eu-west-1a",
      "cluster_pools_system_eu-west-1b",
      "cluster_pools_system_eu-west-1c",
    ]);
    expect(groups.resource("aws_eks_node_group", "cluster_pools_batch_eu-west-1c")).toMatchObject({
      subnet_ids: ["subnet-private-eu-west-1c"],
      node_group_name_prefix: "batch-eu-west-1c-",
      version: "1.35",
      release_version: kubernetesMinors["1.35"].nodeRelease,
      scaling_config: { desired_size: 1, max_size: 3, min_size: 1 },
      update_config: { max_unavailable_percentage: 33 },
      node_repair_config: { enabled: true },
    });
  });

  it("change no other pool when one is added at the head, nor when a zone is", () => {
    const before = synthesizeCluster({}, [...ZONES].reverse());
    const after = synthesizeCluster({
      pools: [
        { name: "first", size: "large" },
        { name: "system", size: "small" },
      ],
    });
    for (const type of ["aws_eks_node_group", "aws_launch_template"]) {
      for (const [name, block] of Object.entries(before.resources(type))) {
        expect(after.resources(type)[name]).toEqual(block);
      }
    }
    const fewer = synthesizeCluster({}, ["eu-west-1a", "eu-west-1b"]).resources("aws_eks_node_group");
    for (const [name, block] of Object.entries(fewer)) {
      expect(before.resources("aws_eks_node_group")[name]).toEqual(block);
    }
  });

  it("keep the physical names of the name that they were renamed from", () => {
    const renamed = synthesizeCluster({ pools: [{ name: "web", physicalName: "system", size: "small" }] });
    expect(renamed.resource("aws_launch_template")).toMatchObject({ name: "dev-system" });
    expect(renamed.resource("aws_eks_node_group", "cluster_pools_web_eu-west-1a")).toMatchObject({
      node_group_name_prefix: "system-eu-west-1a-",
    });
  });

  it("leave the number of nodes to whoever scales them", () => {
    const group = synthesizeCluster().resource("aws_eks_node_group", "cluster_pools_system_eu-west-1a");
    expect(group["lifecycle"]).toEqual({
      create_before_destroy: true,
      ignore_changes: ["scaling_config[0].desired_size"],
    });
  });

  it("roll their nodes by a new version of the template", () => {
    const group = synthesizeCluster().resource("aws_eks_node_group", "cluster_pools_system_eu-west-1a");
    expect(group["launch_template"]).toEqual({
      id: "${aws_launch_template.cluster_pools_system_launch-template.id}",
      version: "${aws_launch_template.cluster_pools_system_launch-template.latest_version}",
    });
    expect(group).not.toHaveProperty("instance_types");
    expect(synthesizeCluster().resource("aws_launch_template")).toMatchObject({ instance_type: "m5.large" });
  });

  it("of spare capacity take several types, which only the group can name", () => {
    const synthesized = synthesizeCluster({ pools: [{ name: "spare", size: "small", spot: true }] });
    expect(synthesized.resource("aws_eks_node_group", "cluster_pools_spare_eu-west-1a")).toMatchObject({
      capacity_type: "SPOT",
      instance_types: ["m5.large", "m5d.large", "r5.large"],
    });
    expect(synthesized.resource("aws_launch_template")).not.toHaveProperty("instance_type");
  });

  it("carry labels, taints, and tags down to volumes", () => {
    const synthesized = synthesizeCluster({
      tags: { owner: "ops" },
      pools: [
        {
          name: "gpu",
          instanceType: "g6.xlarge",
          labels: { team: "ml" },
          taints: [{ key: "gpu", value: "true", effect: "NoSchedule" }],
          disk: 200,
        },
      ],
    });
    expect(synthesized.resource("aws_eks_node_group", "cluster_pools_gpu_eu-west-1a")).toMatchObject({
      ami_type: "AL2023_x86_64_NVIDIA",
      labels: { "jangada/pool": "gpu", team: "ml" },
      taint: [{ effect: "NO_SCHEDULE", key: "gpu", value: "true" }],
    });
    const template = synthesized.resource("aws_launch_template");
    expect(template["tag_specifications"]).toEqual(
      ["instance", "volume", "network-interface"].map((resource_type) => ({
        resource_type,
        tags: { Name: "dev-gpu", owner: "ops" },
      })),
    );
    expect(template).toMatchObject({ block_device_mappings: [{ ebs: { volume_size: 200 } }] });
  });
});

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

describe("what Karpenter needs of the cloud", () => {
  it("is a queue of interruptions that only its own rules fill", () => {
    const synthesized = synthesizeCluster();
    const rules = Object.keys(synthesized.resources("aws_cloudwatch_event_rule"));
    expect(rules).toHaveLength(5);
    const policy = JSON.parse(synthesized.resource("aws_sqs_queue_policy")["policy"] as string) as {
      Statement: { Sid: string; Condition: { ArnEquals?: { "aws:SourceArn": string[] } } }[];
    };
    expect(policy.Statement.map((statement) => statement.Sid)).toEqual(["Interruptions", "EncryptedConnectionsOnly"]);
    expect(policy.Statement[0]?.Condition.ArnEquals?.["aws:SourceArn"]?.sort()).toEqual(
      rules.map((rule) => `\${aws_cloudwatch_event_rule.${rule}.arn}`),
    );
  });

  it("is a role of nodes that the API server lets in", () => {
    const synthesized = synthesizeCluster();
    expect(synthesized.resource("aws_eks_access_entry", "cluster_karpenter_access-entry")).toMatchObject({
      type: "EC2_LINUX",
      principal_arn: "${aws_iam_role.cluster_karpenter_node-role.arn}",
    });
  });

  it("is not made without autoscaling", () => {
    const { stack, cluster } = testCluster({ autoscaling: false });
    expect(new Synthesized(stack).resources("aws_sqs_queue")).toEqual({});
    expect(cluster.karpenter).toBeUndefined();
    expect(Object.keys(cluster.attributes.details)).not.toContain("karpenterQueue");
  });
});

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
    const synthesized = synthesizeCluster({ encryptionKeys });
    expect(synthesized.resources("aws_kms_key")).toEqual({});
    expect(synthesized.resource("aws_eks_cluster")["encryption_config"]).toMatchObject({
      provider: { key_arn: key("secrets") },
    });
    expect(synthesized.resource("aws_launch_template")).toMatchObject({
      block_device_mappings: [{ ebs: { kms_key_id: key("volumes") } }],
    });
    expect(synthesized.resource("aws_cloudwatch_log_group")).toMatchObject({ kms_key_id: key("logs") });
    expect(testCluster({ encryptionKeys }).cluster.attributes.details["volumeKeyArn"]).toBe(key("volumes"));
  });

  it("are named by their own ARN, since an alias can be pointed at another key", () => {
    const alias = "arn:aws:kms:eu-west-1:123456789012:alias/ours";
    expect(errorOf(() => testCluster({ encryptionKeys: { logs: alias } })).problems).toMatchObject([
      { code: "INVALID_PROPS", place: { path: "encryptionKeys.logs" } },
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
      controlPlaneZones: ["eu-west-1a", "eu-west-1b"],
      pools: [{ name: "system" }],
      admins: [ADMIN],
    });
    expect(cluster.implementation).toBeInstanceOf(EksCluster);
    expect(cluster.node.defaultChild).toBe((cluster.implementation as EksCluster).controlPlane.cluster);
  });
});

describe("props", () => {
  it.each([
    [{ admins: [] }, "admins"],
    [{ pools: [] }, "pools"],
    [{ pools: [{ name: "twice" }, { name: "twice" }] }, "pools"],
    [{ controlPlaneZones: ["eu-west-1a"] }, "controlPlaneZones"],
    [{ api: { public: { cidrs: ["0.0.0.0/0"] } } }, "api"],
    [{ api: { public: { cidrs: [] } } }, "api"],
    [{ name: "Dev" }, "name"],
  ])("refuses %j", (changes, path) => {
    expect(errorOf(() => testCluster(changes)).problems).toMatchObject([{ code: "INVALID_PROPS", place: { path } }]);
  });

  it("refuses a token for what names an access entry", () => {
    const error = errorOf(() => testCluster({ admins: [Token.asString({ unresolved: true })] }));
    expect(error.problems).toMatchObject([{ code: "TOKEN_NOT_ALLOWED", place: { path: "admins.0" } }]);
  });

  it("refuses a zone in which the network has no subnet", () => {
    const error = errorOf(() => testCluster({ controlPlaneZones: ["eu-west-1a", "eu-west-1b"] }, ["eu-west-1a"]));
    expect(error.problems).toMatchObject([
      { code: "CLUSTER_ZONE_WITHOUT_SUBNET", place: { path: "controlPlaneZones" } },
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
