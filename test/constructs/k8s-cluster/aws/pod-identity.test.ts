import { PodIdentity } from "../../../../src/constructs/k8s-cluster/aws/pod-identity";
import { type Attributes, stackOf, type Synthesized, synthesized } from "../../postgres-db/fixtures";

const PROPS = {
  clusterName: "dev",
  clusterArn: "arn:aws:eks:eu-west-1:123456789012:cluster/dev",
  region: "eu-west-1",
  namespace: "external-secrets",
  serviceAccount: "external-secrets",
};
const allow = (Resource: string) => ({ Effect: "Allow" as const, Action: "secretsmanager:GetSecretValue", Resource });

interface Policy {
  readonly Statement: readonly { readonly Action: unknown; readonly Resource?: unknown; readonly Principal?: object }[];
}
const policy = (text: unknown): Policy => JSON.parse(String(text)) as Policy;

function build(apart: Readonly<Record<string, readonly ReturnType<typeof allow>[]>>) {
  const stack = stackOf();
  const identity = new PodIdentity(stack, "identity", { ...PROPS, statements: [allow("own")], assumable: apart });
  // A stack of cdktf's own adds a digest to its ids; the project's stacks do not.
  const text = JSON.stringify(synthesized(stack)).replace(/(identity\w*?)_[0-9A-F]{8}/g, "$1");
  const { resource } = JSON.parse(text) as Synthesized;
  const all = (type: string): Readonly<Record<string, Attributes>> => resource[type] ?? {};
  return { identity, roles: all("aws_iam_role"), policies: all("aws_iam_role_policy") };
}

test("given an identity apart, then its role alone may do that, and this one alone may take it on", () => {
  const { identity, roles, policies } = build({ administrators: [allow("theirs")] });

  expect(Object.values(roles).map(({ name }) => name)).toEqual([
    "dev-eu-west-1-external-secrets-administrators",
    "dev-eu-west-1-external-secrets",
  ]);
  const apart = roles["identity_administrators"];
  expect(policy(apart?.["assume_role_policy"]).Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { AWS: "${aws_iam_role.identity_role.arn}" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    },
  ]);
  const allowed = Object.fromEntries(
    Object.entries(policies).map(([name, { role, policy: text }]) => [
      name,
      [role, policy(text).Statement.map(({ Resource }) => Resource)],
    ]),
  );
  expect(allowed).toEqual({
    identity_role_policy: ["${aws_iam_role.identity_role.name}", ["own"]],
    identity_apart: ["${aws_iam_role.identity_role.name}", [["${aws_iam_role.identity_administrators.arn}"]]],
    identity_administrators_policy: ["${aws_iam_role.identity_administrators.name}", ["theirs"]],
  });
  expect(Object.keys(identity.assumable)).toEqual(["administrators"]);
  expect(identity.ready).toHaveLength(4);
});

test("given none apart, then there is one role, which may take on no other", () => {
  const { identity, roles, policies } = build({});
  expect([Object.keys(roles), Object.keys(policies)]).toEqual([["identity_role"], ["identity_role_policy"]]);
  expect(identity.assumable).toEqual({});
});
