import { X509Certificate } from "node:crypto";
import { UNKNOWN } from "../../../src/rehearsal/protocol/value";
import { at, textAt } from "../support/simulated";
import { running, withNodes } from "./running-cluster";
import { ACCOUNT, Aws, cluster, clusterConfig, type Given, network, refusal } from "./support";

describe("a cluster", () => {
  test("has an endpoint, an issuer of the same name, and a real certificate", async () => {
    const { eks } = await running();

    const host = /^https:\/\/([0-9A-F]{32})\.[a-z0-9]+\.eu-west-1\.eks\.amazonaws\.com$/.exec(
      textAt(eks, "endpoint"),
    )?.[1];
    expect(host).toBeDefined();
    expect(at(eks, "identity.0.oidc.0.issuer")).toBe(`https://oidc.eks.eu-west-1.amazonaws.com/id/${host}`);
    expect(eks).toMatchObject({
      id: "dev",
      arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/dev`,
      status: "ACTIVE",
      version: "1.34",
      platform_version: expect.stringMatching(/^eks\.\d+$/) as unknown,
    });
    const pem = Buffer.from(textAt(eks, "certificate_authority.0.data"), "base64").toString("utf8");
    const certificate = new X509Certificate(pem);
    expect(certificate.subject).toBe("CN=kubernetes");
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });

  test("fills in its network, and brings a security group that goes with it", async () => {
    const { aws, eks, vpc } = await running({ kubernetes_network_config: [{ ip_family: "ipv4" }] });

    const group = textAt(eks, "vpc_config.0.cluster_security_group_id");

    expect(at(eks, "vpc_config.0.vpc_id")).toBe(vpc.id);
    expect(at(eks, "kubernetes_network_config.0.service_ipv4_cidr")).toBe("172.20.0.0/16");
    expect(aws.world.list("aws_security_group").find(({ id }) => id === group)?.attributes).toMatchObject({
      vpc_id: vpc.id,
      name: expect.stringMatching(/^eks-cluster-sg-dev-\d+$/) as unknown,
    });
    await aws.destroy("aws_eks_cluster", eks);
    expect(aws.ids("aws_security_group")).not.toContain(group);
  });

  test("keeps what it is known by when it changes", async () => {
    const { eks, change } = await running();

    const changed = await change({ version: "1.35", tags: { team: "platform" } });

    for (const name of ["endpoint", "certificate_authority", "identity", "arn"])
      expect(changed[name]).toEqual(eks[name]);
    expect(changed.version).toBe("1.35");
  });

  test.each([
    ["two minors at once", "1.36", "1.34 to 1.36"],
    ["down", "1.33", "1.34 to 1.33"],
  ])("is not upgraded %s", async (_what, version, steps) => {
    const { aws, change } = await running();

    const words = await refusal(change({ version }));

    expect(words).toContain(`InvalidParameterException: Unsupported Kubernetes minor version update from ${steps}`);
    expect(aws.world.get("aws_eks_cluster", "dev")?.attributes.version).toBe("1.34");
  });

  test.each([
    ["in one zone", { subnet: 1 }, "Subnets specified must be in at least two different AZs"],
    [
      "closed from both sides",
      { vpc: { endpoint_public_access: false, endpoint_private_access: false } },
      "cannot be disabled at the same time",
    ],
    ["of a minor that is none", { version: "2.0" }, "unsupported Kubernetes version"],
    [
      "with a role that is not there",
      { role_arn: `arn:aws:iam::${ACCOUNT}:role/none` },
      `arn:aws:iam::${ACCOUNT}:role/none`,
    ],
  ])(
    "%s is refused",
    async (_what, { subnet = 2, vpc = {}, ...given }: Given & { subnet?: number; vpc?: object }, words) => {
      const aws = await Aws.open();
      const { subnetIds } = await network(aws);

      const made = cluster(aws, subnetIds, {
        ...given,
        vpc_config: [{ subnet_ids: subnetIds.slice(0, subnet), ...vpc }],
      });

      expect(await refusal(made)).toContain(words);
      expect(aws.ids("aws_eks_cluster")).toEqual([]);
    },
  );

  test("never leaves the zones it was made in", async () => {
    const { change, subnetIds } = await running();

    expect(await refusal(change({ vpc_config: [{ subnet_ids: subnetIds }] }))).toContain(
      "But they should belong to the exact set of AZs 'eu-west-1a,eu-west-1b' in which subnets were provided during cluster creation.",
    );
  });

  test("never goes back to its own ConfigMap", async () => {
    const { change } = await running();

    expect(await refusal(change({ access_config: [{ authentication_mode: "API_AND_CONFIG_MAP" }] }))).toContain(
      "Unsupported authentication mode update from API to API_AND_CONFIG_MAP",
    );
  });

  test("has a name that is its own in a region", async () => {
    const { aws, subnetIds, eks } = await running();

    expect(await refusal(aws.make("aws_eks_cluster", clusterConfig(textAt(eks, "role_arn"), subnetIds)))).toContain(
      "ResourceInUseException: Cluster already exists with name: dev",
    );
  });

  test("stays while it is protected, and while it has node groups", async () => {
    const { aws, change } = await running();
    const kept = await change({ deletion_protection: true });

    expect(await refusal(aws.destroy("aws_eks_cluster", kept))).toContain("deletion protection");

    const nodes = await withNodes();
    expect(await refusal(nodes.aws.destroy("aws_eks_cluster", nodes.eks))).toContain(
      "ResourceInUseException: Cluster has nodegroups attached",
    );
    await nodes.aws.destroy("aws_eks_node_group", nodes.group);
    await nodes.aws.destroy("aws_eks_cluster", nodes.eks);
    expect(nodes.aws.ids("aws_eks_cluster")).toEqual([]);
  });

  test("makes its log group by itself if nobody did before", async () => {
    const { aws } = await running({ enabled_cluster_log_types: ["api"] });

    expect(await refusal(aws.make("aws_cloudwatch_log_group", { name: "/aws/eks/dev/cluster" }))).toContain(
      "ResourceAlreadyExistsException: The specified log group already exists",
    );
  });

  test("names a role and subnets that then stay", async () => {
    const { aws, subnets } = await running();

    expect(await refusal(aws.destroy("aws_subnet", subnets[0] ?? {}))).toContain("DependencyViolation");
  });
});

describe("a node group", () => {
  test("is known by cluster and name", async () => {
    const { aws, group } = await withNodes();

    expect(group).toMatchObject({
      id: "dev:general",
      arn: expect.stringMatching(
        new RegExp(`^arn:aws:eks:eu-west-1:${ACCOUNT}:nodegroup/dev/general/[0-9a-f-]{36}$`),
      ) as unknown,
      version: "1.34",
      release_version: expect.stringMatching(/^1\.34\.\d+-\d{8}$/) as unknown,
      status: "ACTIVE",
    });
    expect(at(group, "resources.0.autoscaling_groups.0.name")).toMatch(/^eks-general-[0-9a-f-]{36}$/);
    expect(await aws.imported("aws_eks_node_group", "dev:general")).toEqual(group);
  });

  test.each([
    [
      "of a cluster that is not there",
      { cluster_name: "qa" },
      "ResourceNotFoundException: No cluster found for name: qa.",
    ],
    ["with a name that is taken", {}, "ResourceInUseException: NodeGroup already exists with name"],
    ["newer than its cluster", { node_group_name: "x", version: "1.35" }, "newer than the cluster"],
    [
      "with less than its least",
      { node_group_name: "x", scaling_config: [{ min_size: 2, desired_size: 1, max_size: 3 }] },
      "InvalidParameterException",
    ],
    [
      "with more than its most",
      { node_group_name: "x", scaling_config: [{ min_size: 1, desired_size: 3, max_size: 2 }] },
      "InvalidParameterException",
    ],
    [
      "of ARM instances and an x86 image",
      { node_group_name: "x", ami_type: "AL2023_x86_64_STANDARD", instance_types: ["m7g.large"] },
      "m7g.large",
    ],
    [
      "over a template that is not there",
      { node_group_name: "x", launch_template: [{ id: "lt-00000000000000000", version: "1" }] },
      "lt-00000000000000000",
    ],
  ])("%s is refused", async (_what, given, words) => {
    const { aws, config } = await withNodes();

    expect(await refusal(aws.make("aws_eks_node_group", config(given)))).toContain(words);
  });

  test("never goes back a minor, and forward with its cluster", async () => {
    const { aws, config, group, change } = await withNodes();

    expect(await refusal(aws.make("aws_eks_node_group", config({ version: "1.33" }), group))).toContain(
      "lower than the current 1.34",
    );
    await change({ version: "1.35" });
    const planned = await aws.plan("aws_eks_node_group", config({ version: "1.35" }), group);
    expect(planned).toMatchObject({ action: "update", state: { release_version: UNKNOWN } });
    const next = await aws.make("aws_eks_node_group", config({ version: "1.35" }), group);
    expect(next.release_version).toMatch(/^1\.35\./);
    expect(next.arn).toBe(group.arn);
  });

  test("takes a template's version that is there", async () => {
    const { aws, config } = await withNodes();
    const template = await aws.make("aws_launch_template", { name: "nodes", instance_type: "m7i.large" });
    const over = (version: string) =>
      aws.make("aws_eks_node_group", config({ node_group_name: "x", launch_template: [{ id: template.id, version }] }));

    expect(await refusal(over("2"))).toContain("version 2");
    const made = await over("1");
    expect(at(made, "launch_template.0.name")).toBe("nodes");
    await expect(aws.destroy("aws_launch_template", template)).resolves.toBeUndefined();
  });
});
