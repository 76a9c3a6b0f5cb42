import { Synthesized } from "../../aws-stack";
import { synthesizeCluster, testCluster } from "../fixtures";

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
    const { stack, cluster } = testCluster({ autoscaling: { enabled: false } });
    expect(new Synthesized(stack).resources("aws_sqs_queue")).toEqual({});
    expect(cluster.karpenter).toBeUndefined();
    expect(Object.keys(cluster.attributes.details)).not.toContain("karpenterQueue");
  });
});
