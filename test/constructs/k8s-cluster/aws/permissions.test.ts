import { karpenterPolicy } from "../../../../src/constructs/k8s-cluster/aws/karpenter-policy";
import { podIdentityFor, statementsFor } from "../../../../src/constructs/k8s-cluster/aws/permissions";

const SCOPE = { partition: "aws", region: "eu-west-1", account: "123456789012" };
const below = (prefix: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${prefix}*`;

describe("permissions", () => {
  it("write records into the named zones alone", () => {
    const [change, list, progress] = statementsFor([{ kind: "dns-records", zoneIds: ["Z1", "Z2"] }], SCOPE);
    expect(change).toMatchObject({
      Resource: ["arn:aws:route53:::hostedzone/Z1", "arn:aws:route53:::hostedzone/Z2"],
    });
    expect(JSON.stringify(list?.Action)).not.toMatch(/Change|Create|Delete|Update/);
    expect(progress).toEqual({ Effect: "Allow", Action: "route53:GetChange", Resource: "arn:aws:route53:::change/*" });
  });

  it("read secrets below a prefix, and change none", () => {
    const statements = statementsFor(
      [{ kind: "secrets", prefix: "dev/", access: "read", keyIds: ["arn:key"], ids: ["arn:other"] }],
      SCOPE,
    );
    expect(statements.map((statement) => statement.Resource)).toEqual([below("dev/"), ["arn:other"], ["arn:key"]]);
    expect(JSON.stringify(statements)).not.toMatch(/Put|Create|Delete|Update|GenerateDataKey/);
    expect(statements[2]).toMatchObject({
      Action: ["kms:Decrypt"],
      Condition: { StringLike: { "kms:ViaService": "secretsmanager.eu-west-1.*" } },
    });
  });

  it("write secrets below a prefix, and read alone what is named by id", () => {
    const [own, foreign, key] = statementsFor(
      [{ kind: "secrets", prefix: "dev/", access: "write", keyIds: ["arn:key"], ids: ["arn:other"] }],
      SCOPE,
    );
    expect(own?.Action).toEqual(
      expect.arrayContaining(["secretsmanager:PutSecretValue", "secretsmanager:GetSecretValue"]),
    );
    expect(JSON.stringify(foreign?.Action)).not.toContain("PutSecretValue");
    expect(key?.Action).toContain("kms:GenerateDataKey");
  });

  it("read alone what is named by id, if there is no prefix", () => {
    const statements = statementsFor(
      [{ kind: "secrets", access: "read", keyIds: ["arn:key"], ids: ["arn:one"] }],
      SCOPE,
    );
    expect(statements.map(({ Resource }) => Resource)).toEqual([["arn:one"], ["arn:key"]]);
  });

  it("never list secrets, read many at once, or hand them to other accounts or regions", () => {
    const actions = statementsFor([{ kind: "secrets", prefix: "dev/", access: "write", keyIds: [] }], SCOPE).flatMap(
      ({ Action }) => Action,
    );
    // What `find` needs, which knows no prefix; and what a PushSecret's metadata can ask for.
    for (const refused of ["ListSecrets", "BatchGetSecretValue", "PutResourcePolicy", "ReplicateSecretToRegions"]) {
      expect(actions).not.toContain(`secretsmanager:${refused}`);
    }
    expect(actions.join()).not.toContain("*");
    // Every push to a secret that exists asks for it.
    expect(actions).toContain("secretsmanager:DeleteResourcePolicy");
  });

  it("of an identity apart are not its own", () => {
    const identity = podIdentityFor(
      {
        namespace: "a",
        serviceAccount: "b",
        permissions: [{ kind: "secrets", prefix: "dev/", access: "write", keyIds: [] }],
        assumable: { administrators: [{ kind: "secrets", access: "read", ids: ["arn:one"], keyIds: [] }], nothing: [] },
      },
      SCOPE,
    );
    expect(identity.statements.map(({ Resource }) => Resource)).toEqual([below("dev/")]);
    expect(identity.assumable).toEqual({ administrators: [expect.objectContaining({ Resource: ["arn:one"] })] });
  });

  it("of nothing are no statements", () => {
    expect(statementsFor([], SCOPE)).toEqual([]);
  });

  it("name the partition of their region", () => {
    const china = { ...SCOPE, partition: "aws-cn", region: "cn-north-1" };
    expect(JSON.stringify(statementsFor([{ kind: "dns-records", zoneIds: ["Z1"] }], china))).not.toContain("arn:aws:");
  });
});

describe("Karpenter's policy", () => {
  const cluster = { ...SCOPE, clusterName: "dev", clusterArn: "arn:aws:eks:eu-west-1:123456789012:cluster/dev" };
  const facts = { queueName: "dev-karpenter", instanceProfileName: "profile", nodeRoleName: "nodes" };
  const statements = karpenterPolicy(cluster, facts);

  it("changes only instances of its own cluster", () => {
    const changing = statements.filter((statement) =>
      /Terminate|Delete(?!Message)|CreateTags/.test(String(statement.Action)),
    );
    expect(changing.length).toBeGreaterThan(2);
    for (const statement of changing) {
      expect(JSON.stringify(statement.Condition)).toMatch(/kubernetes\.io\/cluster\/dev":"owned"/);
    }
  });

  it("gives nodes one role, and makes no profiles", () => {
    expect(statements.find((statement) => statement.Action === "iam:PassRole")).toMatchObject({
      Resource: "arn:aws:iam::123456789012:role/nodes",
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    });
    expect(JSON.stringify(statements)).not.toMatch(/CreateInstanceProfile|AddRoleToInstanceProfile/);
  });

  it("allows everything on everything nowhere", () => {
    for (const statement of statements.filter(({ Resource }) => Resource === "*")) {
      expect(String(statement.Action)).toMatch(/^(ec2:Describe|pricing:Get|arc-zonal-shift:Get|iam:List)/);
    }
  });
});
