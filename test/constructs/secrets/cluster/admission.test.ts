import { operatorIdentityGuard } from "../../../../src/constructs/secrets/cluster/admission";

interface Rule {
  readonly apiGroups: readonly string[];
  readonly operations: readonly string[];
  readonly resources: readonly string[];
}
interface Policy {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly failurePolicy: string;
    readonly matchConstraints: {
      readonly resourceRules: readonly Rule[];
      readonly excludeResourceRules?: readonly Rule[];
    };
    readonly validations: readonly { readonly expression: string; readonly message: string }[];
    readonly policyName?: string;
    readonly validationActions?: readonly string[];
  };
}

const objects = operatorIdentityGuard() as unknown as readonly Policy[];
const policies = objects.filter(({ kind }) => kind === "ValidatingAdmissionPolicy");

/** The expressions that a resource is held to when it is made: as the API server matches rules. */
function expressionsFor(group: string, resource: string, operation = "CREATE"): readonly string[] {
  const matches = ({ apiGroups, operations, resources }: Rule): boolean =>
    apiGroups.includes(group) &&
    operations.includes(operation) &&
    (resources.includes("*") || resources.includes(resource));
  return policies
    .filter(({ spec: { matchConstraints: match } }) => match.resourceRules.some(matches))
    .filter(({ spec: { matchConstraints: match } }) => !(match.excludeResourceRules ?? []).some(matches))
    .flatMap(({ spec }) => spec.validations.map(({ expression }) => expression));
}

const IS_BEING_DELETED = "has(object.metadata.deletionTimestamp)";

test("each policy is bound, denies, and does so too when it cannot be evaluated", () => {
  const bound = objects.filter(({ kind }) => kind === "ValidatingAdmissionPolicyBinding");
  expect(bound.map(({ spec }) => [spec.policyName, spec.validationActions])).toEqual(
    policies.map(({ metadata }) => [metadata.name, ["Deny"]]),
  );
  for (const { spec } of policies) expect(spec.failurePolicy).toBe("Fail");
});

test.each(["CREATE", "UPDATE"])(
  "no namespaced store can be made or changed (%s): it would be read as the operator",
  (operation) => {
    expect(expressionsFor("external-secrets.io", "secretstores", operation)).toEqual([IS_BEING_DELETED]);
  },
);

test("a cluster's store must name the namespaces that may use it", () => {
  expect(expressionsFor("external-secrets.io", "clustersecretstores")).toEqual([
    `${IS_BEING_DELETED} || (has(object.spec.conditions) && size(object.spec.conditions) > 0)`,
  ]);
});

test.each(["ecrauthorizationtokens", "stssessiontokens", "webhooks", "clustergenerators", "one that comes later"])(
  "no generator %s can be made",
  (resource) => {
    expect(expressionsFor("generators.external-secrets.io", resource)).toEqual([IS_BEING_DELETED]);
  },
);

test.each(["passwords", "uuids", "sshkeys", "generatorstates"])("%s can be made", (resource) => {
  expect(expressionsFor("generators.external-secrets.io", resource)).toEqual([]);
});

test.each(["externalsecrets", "pushsecrets"])("%s are left to RBAC", (resource) => {
  expect(expressionsFor("external-secrets.io", resource)).toEqual([]);
});

test("messages are one line that Kubernetes takes", () => {
  for (const { spec } of policies) for (const { message } of spec.validations) expect(message).not.toMatch(/\n/);
});
