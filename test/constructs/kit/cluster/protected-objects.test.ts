import { deletionRefused, refusal } from "../../../../src/constructs/kit/cluster/protected-objects";

const OF = { name: "n", group: "g.example.org", resource: "things", message: "No." } as const;

test("what carries the label is not deleted, and the policy is bound to refuse", () => {
  const [policy, binding] = deletionRefused({ ...OF, label: "a/protected" });
  expect(policy?.["spec"]).toMatchObject({
    failurePolicy: "Fail",
    matchConstraints: {
      resourceRules: [{ apiGroups: ["g.example.org"], operations: ["DELETE"], resources: ["things"] }],
    },
    validations: [
      { expression: expect.stringContaining('oldObject.metadata.labels["a/protected"] != "true"') as string },
    ],
  });
  expect(binding?.["spec"]).toEqual({ policyName: "n", validationActions: ["Deny"] });
});

test("a change is judged by the expression that is given", () => {
  const [policy] = refusal({ ...OF, operation: "UPDATE", expression: "false" });
  expect(policy?.["spec"]).toMatchObject({
    matchConstraints: { resourceRules: [{ operations: ["UPDATE"] }] },
    validations: [{ expression: "false", message: "No.", reason: "Forbidden" }],
  });
});
