/** What is in a cluster beside its nodes: add-ons, and who may speak to it. */
import { running, withNodes } from "./running-cluster";
import { ACCOUNT, type Aws, idOf, refusal, role } from "./support";

const ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

describe("add-ons", () => {
  const addon = (aws: Aws, name: string, version?: string) =>
    aws.make("aws_eks_addon", {
      cluster_name: "dev",
      addon_name: name,
      ...(version ? { addon_version: version } : {}),
    });

  test("are known by cluster and name, and take the version of the minor", async () => {
    const { aws } = await running();

    const made = await addon(aws, "vpc-cni");

    expect(made).toMatchObject({
      id: "dev:vpc-cni",
      arn: expect.stringMatching(
        new RegExp(`^arn:aws:eks:eu-west-1:${ACCOUNT}:addon/dev/vpc-cni/[0-9a-f-]{36}$`),
      ) as unknown,
      addon_version: expect.stringMatching(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/) as unknown,
    });
    expect(await refusal(addon(aws, "vpc-cni"))).toContain("ResourceInUseException: Addon already exists");
  });

  test("that run as Deployments wait for nodes in vain", async () => {
    const { aws } = await running();

    expect(await refusal(addon(aws, "coredns"))).toContain("DEGRADED");
    const nodes = await withNodes();
    expect((await addon(nodes.aws, "coredns")).id).toBe("dev:coredns");
  });

  test("that are none, or of no such version, are refused", async () => {
    const { aws } = await running();

    expect(await refusal(addon(aws, "vpc-cny"))).toContain("vpc-cny");
    expect(await refusal(addon(aws, "vpc-cni", "1.20.4"))).toContain("Addon version specified is not supported");
  });

  test("go with their cluster", async () => {
    const { aws, eks } = await running();
    await addon(aws, "vpc-cni");
    await aws.make("aws_eks_access_entry", {
      cluster_name: "dev",
      principal_arn: `arn:aws:iam::${ACCOUNT}:role/admin`,
    });

    await aws.destroy("aws_eks_cluster", eks);

    expect(aws.ids("aws_eks_addon")).toEqual([]);
    expect(aws.ids("aws_eks_access_entry")).toEqual([]);
  });
});

describe("access", () => {
  const principal = `arn:aws:iam::${ACCOUNT}:role/admin`;
  const entry = (aws: Aws) => aws.make("aws_eks_access_entry", { cluster_name: "dev", principal_arn: principal });
  const associate = (aws: Aws, policy = ADMIN) =>
    aws.make("aws_eks_access_policy_association", {
      cluster_name: "dev",
      principal_arn: principal,
      policy_arn: policy,
      access_scope: [{ type: "cluster" }],
    });

  test("an entry is one for each principal", async () => {
    const { aws } = await running();

    const made = await entry(aws);

    expect(made).toMatchObject({
      id: `dev:${principal}`,
      type: "STANDARD",
      user_name: `arn:aws:sts::${ACCOUNT}:assumed-role/admin/{{SessionName}}`,
      access_entry_arn: expect.stringMatching(
        new RegExp(`^arn:aws:eks:eu-west-1:${ACCOUNT}:access-entry/dev/role/${ACCOUNT}/admin/[0-9a-f-]{36}$`),
      ) as unknown,
    });
    expect(await refusal(entry(aws))).toContain(
      "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
    );
    expect(await aws.imported("aws_eks_access_entry", `dev:${principal}`)).toEqual(made);
  });

  test("a policy takes an entry, and one of AWS's policies", async () => {
    const { aws } = await running();

    expect(await refusal(associate(aws))).toContain(
      "ResourceNotFoundException: The specified principalArn could not be found",
    );
    await entry(aws);
    expect(await refusal(associate(aws, "arn:aws:iam::aws:policy/AdministratorAccess"))).toContain("policyArn");
    expect((await associate(aws)).id).toBe(`dev#${principal}#${ADMIN}`);
  });

  test("entries mean nothing where the cluster asks its own ConfigMap", async () => {
    const { aws } = await running({ access_config: [{ authentication_mode: "CONFIG_MAP" }] });

    expect(await refusal(entry(aws))).toContain(
      "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP]",
    );
  });

  test("a pod identity is one for each service account, of a role that is there", async () => {
    const { aws } = await running();
    const { arn } = await role(aws, "pods", "pods.eks.amazonaws.com");
    const associated = (given: object = {}) =>
      aws.make("aws_eks_pod_identity_association", {
        cluster_name: "dev",
        namespace: "kube-system",
        service_account: "aws-node",
        role_arn: arn,
        ...given,
      });

    const made = await associated();

    expect(made).toMatchObject({
      association_id: expect.stringMatching(/^a-[a-z0-9]{17}$/) as unknown,
      association_arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:podidentityassociation/dev/${String(made.association_id)}`,
    });
    expect(await refusal(associated())).toContain("ResourceInUseException: Association already exists");
    expect(await refusal(associated({ namespace: "other", role_arn: `arn:aws:iam::${ACCOUNT}:role/none` }))).toContain(
      "role/none",
    );
    expect(await aws.imported("aws_eks_pod_identity_association", `dev,${String(made.association_id)}`)).toEqual(made);
    expect(idOf(made)).toBe(made.association_id);
  });
});
