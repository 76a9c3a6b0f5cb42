import { managedPolicyArn } from "../../../../src/constructs/kit/aws/arn";
import { allowLogGroup, allowVolumes } from "../../../../src/constructs/kit/aws/encryption-key";
import { EncryptedLogGroup } from "../../../../src/constructs/kit/aws/log-group";
import { policyDocument, serviceTrust } from "../../../../src/constructs/kit/aws/policy";
import { ACCOUNT, awsStack, REGION, Synthesized } from "../../aws-stack";

describe("policies", () => {
  it("are written as they are given, the same every time", () => {
    const statement = { Effect: "Allow", Action: ["a:B", "a:A"], Resource: "*" } as const;
    expect(policyDocument([statement])).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["a:B","a:A"],"Resource":"*"}]}',
    );
  });

  it("trust a service for one account alone where an account is named", () => {
    expect(JSON.parse(serviceTrust("eks.amazonaws.com", ACCOUNT))).toMatchObject({
      Statement: [{ Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } }],
    });
    expect(serviceTrust("ec2.amazonaws.com")).not.toContain("Condition");
  });

  it("name the partition and the domain of their region", () => {
    expect(managedPolicyArn("us-gov-west-1", "X")).toBe("arn:aws-us-gov:iam::aws:policy/X");
    expect(allowLogGroup("cn-north-1", ACCOUNT, "/x")).toMatchObject({
      Principal: { Service: "logs.cn-north-1.amazonaws.com.cn" },
      Condition: {
        ArnEquals: { "kms:EncryptionContext:aws:logs:arn": `arn:aws-cn:logs:cn-north-1:${ACCOUNT}:log-group:/x` },
      },
    });
    expect(allowVolumes("cn-north-1", ACCOUNT)).toMatchObject({
      Condition: { StringEquals: { "kms:ViaService": "ec2.cn-north-1.amazonaws.com.cn" } },
    });
  });
});

describe("an encrypted log group", () => {
  const make = (keyArn?: string) => {
    const stack = awsStack();
    new EncryptedLogGroup(stack, "logs", {
      name: "/dev/logs",
      keyName: "dev-logs",
      region: REGION,
      account: ACCOUNT,
      ...(keyArn === undefined ? {} : { keyArn }),
    });
    return new Synthesized(stack);
  };

  it("has a key of its own, found by its alias, that no other log group can use", () => {
    const synthesized = make();
    expect(synthesized.resource("aws_cloudwatch_log_group")).toMatchObject({
      kms_key_id: "${aws_kms_key.logs_key.arn}",
      retention_in_days: 365,
    });
    expect(synthesized.resource("aws_kms_alias")).toMatchObject({ name: "alias/dev-logs" });
    expect(synthesized.resource("aws_kms_key")).toMatchObject({
      deletion_window_in_days: 30,
      policy: expect.stringContaining(`log-group:/dev/logs"`) as string,
    });
  });

  it("takes one that exists", () => {
    const synthesized = make("arn:key");
    expect(synthesized.resources("aws_kms_key")).toEqual({});
    expect(synthesized.resource("aws_cloudwatch_log_group")["kms_key_id"]).toBe("arn:key");
  });
});
