import { cluster as controlPlane } from "../../../src/providers/aws/eks/cluster";
import { contextOf } from "../../../src/rehearsal/engine/object-identity";
import { objectOf } from "../../../src/rehearsal/protocol/value";
import { ENDPOINT, Simulated } from "../support/simulated";

describe("what is in an EKS cluster", () => {
  it("goes with its control plane, releases too", async () => {
    // given
    const helm = await Simulated.open("helm");
    const release = { name: "a", chart: "a", repository: "https://charts.example.com", version: "1.0.0" };
    await helm.apply("helm_release", { ...release, namespace: "made", create_namespace: true });
    const { world, core } = helm;
    const attributes = objectOf([["endpoint", ENDPOINT]]);
    const cluster = { type: "aws_eks_cluster", id: "shop", realm: "aws:1:eu-west-1", attributes, createdAt: "" };

    // when
    const context = contextOf(world, core.session, cluster.type, cluster.realm);
    controlPlane.deleted?.(context, cluster);

    // then
    expect(world.list().map(({ type }) => type)).toEqual(["simulated_cluster"]);
  });
});
