import fc from "fast-check";
import { checkMinorUpgrade } from "../../../src/constructs/k8s-cluster/upgrade";

describe("checkMinorUpgrade", () => {
  it.each([
    ["1.34", "1.34"],
    ["1.34", "1.35"],
    ["1.34.5", "1.35"],
    ["1.9", "1.10"],
  ])("lets %s go to %s", (from, to) => {
    expect(checkMinorUpgrade(from, to, "EKS")).toBeUndefined();
  });

  it("names the next minor where one was skipped", () => {
    expect(checkMinorUpgrade("1.33", "1.36", "EKS")).toEqual({
      path: ["version"],
      code: "KUBERNETES_UPGRADE_SKIPS",
      message: "The cluster runs Kubernetes 1.33; EKS raises one minor at a time, and 1.36 is 3 away.",
      remedy: 'Write version: "1.34", deploy, and then go on.',
    });
  });

  it("refuses to go back", () => {
    expect(checkMinorUpgrade("1.35", "1.34", "EKS")).toMatchObject({
      code: "KUBERNETES_DOWNGRADE",
      message: "The cluster runs Kubernetes 1.35; it cannot go back to 1.34.",
    });
  });

  it("says nothing of what it cannot read", () => {
    expect(checkMinorUpgrade("", "1.35", "EKS")).toBeUndefined();
    expect(checkMinorUpgrade("2.0", "1.35", "EKS")).toBeUndefined();
  });

  it("lets exactly two minors follow each", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 99 }), fc.integer({ min: 20, max: 99 }), (from, to) => {
        const refused = checkMinorUpgrade(`1.${from}`, `1.${to}`, "EKS") !== undefined;
        expect(refused).toBe(to !== from && to !== from + 1);
      }),
    );
  });
});
