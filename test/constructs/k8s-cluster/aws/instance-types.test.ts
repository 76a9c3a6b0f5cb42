import { amiTypeOf, instanceTypesOf } from "../../../../src/constructs/k8s-cluster/aws/instance-types";
import { poolSection } from "../../../../src/constructs/k8s-cluster/pool-section";

describe("the image for an instance type", () => {
  it.each([
    ["m5.large", "AL2023_x86_64_STANDARD"],
    ["m7i-flex.large", "AL2023_x86_64_STANDARD"],
    ["r6a.2xlarge", "AL2023_x86_64_STANDARD"],
    ["i3en.metal", "AL2023_x86_64_STANDARD"],
    ["mac2.metal", "AL2023_x86_64_STANDARD"],
    ["m7g.xlarge", "AL2023_ARM_64_STANDARD"],
    ["c7gn.large", "AL2023_ARM_64_STANDARD"],
    ["x2gd.medium", "AL2023_ARM_64_STANDARD"],
    ["im4gn.large", "AL2023_ARM_64_STANDARD"],
    ["a1.large", "AL2023_ARM_64_STANDARD"],
    ["g4dn.xlarge", "AL2023_x86_64_NVIDIA"],
    ["p5.48xlarge", "AL2023_x86_64_NVIDIA"],
    ["g5g.xlarge", "AL2023_ARM_64_NVIDIA"],
    ["trn1.2xlarge", "AL2023_x86_64_NEURON"],
    ["inf2.xlarge", "AL2023_x86_64_NEURON"],
  ])("%s is %s", (type, image) => {
    expect(amiTypeOf(type)).toBe(image);
    expect(poolSection.safeParse({ name: "a", aws: { instanceType: type } }).success).toBe(true);
  });
});

describe("the types of a pool", () => {
  it("are several only where nodes are spare capacity of a size", () => {
    expect(instanceTypesOf({ spot: false, size: "large", aws: {} })).toEqual(["m5.2xlarge"]);
    expect(instanceTypesOf({ spot: true, size: "large", aws: {} }).length).toBeGreaterThan(1);
    expect(instanceTypesOf({ spot: true, aws: { instanceType: "m7g.large" } })).toEqual(["m7g.large"]);
    expect(instanceTypesOf({ spot: true, size: "small", aws: { instanceType: "m7g.large" } })).toEqual(["m7g.large"]);
    expect(instanceTypesOf({ spot: false, aws: {} })).toEqual(["m5.xlarge"]);
  });

  it("of one pool all run the same image", () => {
    for (const size of ["small", "medium", "large"] as const) {
      expect(new Set(instanceTypesOf({ spot: true, size, aws: {} }).map(amiTypeOf)).size).toBe(1);
    }
  });
});
