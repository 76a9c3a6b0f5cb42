import { awsFormats } from "../../../src/providers/aws/shared/formats";
import { dotted } from "../../../src/rehearsal/engine/value-paths";
import { simulatedProvider } from "../../../src/rehearsal/engine/engine";
import { Unknown, UNKNOWN, objectOf, type Value } from "../../../src/rehearsal/protocol/value";
import { loadSchema } from "../../../src/schemas/load";
import { bare, madeUp, MemoryWorld } from "./in-memory";
import { complete } from "./terraform-core";

const o = (object: Record<string, Value>): Value => objectOf(Object.entries(object));

/** What the provider says of an argument: path, summary, detail. */
function said(provider: string, type: string, given: Record<string, Value>): string[] {
  const schema = loadSchema(provider);
  const handlers = simulatedProvider({
    schema,
    behaviour: { ...bare(provider), ...(provider === "aws" ? { formats: awsFormats } : {}) },
    world: new MemoryWorld(),
  });
  const resource = schema.resources[type];
  if (!resource) throw new Error(type);
  return handlers
    .validateResource(type, complete(resource, given))
    .map(({ path = [], summary, detail }) =>
      [dotted(path), summary, detail].filter((part) => part !== undefined).join(" | "),
    );
}

/** The sentences are those that hashicorp/aws 5.100 wrote for the same configurations. */
describe("what the AWS provider refuses", () => {
  it("of values: by list, length, range, format", () => {
    expect(said("aws", "aws_vpc", { cidr_block: "nonsense", instance_tenancy: "foo" })).toEqual([
      'cidr_block | "nonsense" is not a valid CIDR block: invalid CIDR address: nonsense',
      'instance_tenancy | expected instance_tenancy to be one of ["default" "dedicated"], got foo',
    ]);
    expect(said("aws", "aws_vpc", { cidr_block: "10.0.0.1/16" })).toEqual([
      "cidr_block | expected cidr_block to contain a valid network Value, expected 10.0.0.0/16, got 10.0.0.1/16",
    ]);
    expect(said("aws", "aws_kms_key", { deletion_window_in_days: 3 })).toEqual([
      "deletion_window_in_days | expected deletion_window_in_days to be in the range (7 - 30), got 3",
    ]);
    expect(said("aws", "aws_iam_role", { name: "x".repeat(65), assume_role_policy: "{}" })).toEqual([
      `name | expected length of name to be in the range (1 - 64), got ${"x".repeat(65)}`,
    ]);
    expect(said("aws", "aws_db_instance", { instance_class: "a", monitoring_interval: 7 })).toEqual([
      "monitoring_interval | expected monitoring_interval to be one of [0 1 5 10 15 30 60], got 7",
    ]);
    expect(
      said("aws", "aws_db_instance", { instance_class: "a", kms_key_id: "arn:aws:kms:eu-west-1:12345:key/x" }),
    ).toEqual([
      'kms_key_id | "kms_key_id" (arn:aws:kms:eu-west-1:12345:key/x) is an invalid ARN: invalid account ID value (expecting to match regular expression: ^(aws|aws-managed|third-party|aws-marketplace|\\d{12}|cw.{10})$)',
    ]);
  });

  it("inside blocks and sets, with the path of what Terraform can show", () => {
    const given = {
      name: "main",
      role_arn: "foo",
      enabled_cluster_log_types: ["api", "bad"],
      vpc_config: [o({ subnet_ids: ["subnet-1"], public_access_cidrs: ["bad"] })],
      access_config: [o({ authentication_mode: "X" })],
    };
    expect(said("aws", "aws_eks_cluster", given)).toEqual([
      'enabled_cluster_log_types | expected enabled_cluster_log_types to be one of ["api" "audit" "authenticator" "controllerManager" "scheduler"], got bad',
      'role_arn | "role_arn" (foo) is an invalid ARN: arn: invalid prefix',
      'access_config.0.authentication_mode | expected authentication_mode to be one of ["API" "API_AND_CONFIG_MAP" "CONFIG_MAP"], got X',
      'vpc_config.0.public_access_cidrs | "bad" is not a valid CIDR block: invalid CIDR address: bad',
    ]);
    expect(said("aws", "aws_launch_template", { metadata_options: [o({ http_put_response_hop_limit: 100 })] })).toEqual(
      [
        "metadata_options.0.http_put_response_hop_limit | expected metadata_options.0.http_put_response_hop_limit to be in the range (1 - 64), got 100",
      ],
    );
  });

  it("of what is missing, of what only it may set, of how many blocks there are", () => {
    expect(said("aws", "aws_db_instance", {})).toEqual([
      'instance_class | Missing required argument | The argument "instance_class" is required, but no definition was found.',
    ]);
    expect(said("aws", "aws_vpc", { cidr_block: "10.0.0.0/16", arn: "x" })).toEqual([
      'arn | Value for unconfigurable attribute | Can\'t configure a value for "arn": its value will be decided automatically based on the result of applying this configuration.',
    ]);
    expect(said("aws", "aws_eks_cluster", { name: "a", role_arn: "", vpc_config: [] })).toEqual([
      "vpc_config | Not enough list items | Attribute vpc_config requires 1 item minimum, but config has only 0 declared.",
    ]);
    const config = o({ subnet_ids: ["a"] });
    expect(said("aws", "aws_eks_cluster", { name: "a", role_arn: "", vpc_config: [config, config] })).toEqual([
      "vpc_config | Too many list items | Attribute vpc_config supports 1 item maximum, but config has 2 declared.",
    ]);
    const encryption = o({ resources: null, provider: [o({ key_arn: "k" })] });
    expect(
      said("aws", "aws_eks_cluster", {
        name: "a",
        role_arn: "",
        vpc_config: [config],
        encryption_config: [encryption],
      }),
    ).toEqual([
      'encryption_config.0.resources | Missing required argument | The argument "encryption_config.0.resources" is required, but no definition was found.',
    ]);
  });

  it("of arguments together", () => {
    expect(said("aws", "aws_vpc", { cidr_block: "10.0.0.0/16", ipv4_netmask_length: 20 })).toEqual([
      'cidr_block | Conflicting configuration arguments | "cidr_block": conflicts with ipv4_netmask_length',
      'ipv4_netmask_length | Missing required argument | "ipv4_netmask_length": all of `ipv4_ipam_pool_id,ipv4_netmask_length` must be specified',
    ]);
    expect(said("aws", "aws_acm_certificate", {})).toEqual([
      ' | Invalid combination of arguments | "domain_name": one of `domain_name,private_key` must be specified',
    ]);
    const only =
      "only one of `domain_name,private_key` can be specified, but `domain_name,private_key` were specified.";
    expect(said("aws", "aws_acm_certificate", { domain_name: "a.b", private_key: "x", certificate_body: "y" })).toEqual(
      expect.arrayContaining([
        `domain_name | Invalid combination of arguments | "domain_name": ${only}`,
        `private_key | Invalid combination of arguments | "private_key": ${only}`,
      ]),
    );
  });

  it("but nothing that is not known yet", () => {
    const refined = new Unknown(new Uint8Array([0x80]));
    expect(
      said("aws", "aws_vpc", { cidr_block: UNKNOWN, instance_tenancy: refined, ipv4_netmask_length: UNKNOWN }),
    ).toEqual([]);
    expect(said("aws", "aws_acm_certificate", { domain_name: UNKNOWN })).toEqual([]);
    expect(said("aws", "aws_eks_cluster", { name: "a", role_arn: UNKNOWN, vpc_config: UNKNOWN })).toEqual([]);
    expect(said("aws", "aws_eks_cluster", { name: "a", role_arn: "", vpc_config: [UNKNOWN] })).toEqual([]);
  });
});

describe("what providers on the framework refuse, in its words", () => {
  it.each([
    [
      "tls",
      "tls_private_key",
      { algorithm: "FOO" },
      'algorithm | Invalid Attribute Value Match | Attribute algorithm value must be one of: ["RSA" "ECDSA" "ED25519"], got: "FOO"',
    ],
    [
      "random",
      "random_password",
      { length: 0 },
      "length | Invalid Attribute Value | Attribute length value must be at least 1, got: 0",
    ],
    [
      "helm",
      "helm_release",
      { name: "x".repeat(54), chart: "c" },
      "name | Invalid Attribute Value Length | Attribute name string length must be between 1 and 53, got: 54",
    ],
    [
      "helm",
      "helm_release",
      { name: "x", chart: "c", set: [o({ name: "a", type: "b" })] },
      'set.0.type | Invalid Attribute Value Match | Attribute set.0.type value must be one of: ["auto" "string" "literal"], got: "b"',
    ],
    [
      "helm",
      "helm_release",
      { name: "x", chart: "c", set_list: [o({ name: "a", value: null })] },
      "set_list.0.value | Missing Configuration for Required Attribute | Must set a configuration value for the set_list.0.value attribute as the provider has marked it as required.",
    ],
    [
      "aws",
      "aws_vpc_security_group_ingress_rule",
      { security_group_id: "sg-1", ip_protocol: "tcp", cidr_ipv4: "10.0.0.0/8", from_port: 99999 },
      "from_port | Invalid Attribute Value | Attribute from_port value must be between -1 and 65535, got: 99999",
    ],
  ])("%s: %s", (provider, type, given, expected) => {
    expect(said(provider, type, given as Record<string, Value>)).toEqual([expected]);
  });
});

describe("groups inside blocks", () => {
  const inner = {
    attributes: { a: { type: "string", optional: true }, b: { type: "string", optional: true } },
    blocks: {},
  } as const;
  const { provider } = madeUp({
    resources: {
      test_thing: {
        legacy: true,
        blocks: { rule: { nesting: "list", block: inner } },
        exactlyOneOf: [["rule.a", "rule.b"]],
        atLeastOneOf: [["rule.a", "rule.b"]],
      },
    },
  });
  const details = (rules: Record<string, Value>[]): (string | undefined)[] =>
    provider
      .validateResource("test_thing", objectOf([["rule", rules.map(o)]]))
      .map(({ path = [], summary }) => `${dotted(path)}: ${summary}`);

  it("are asked for in each block, and not where there is none", () => {
    expect(details([])).toEqual([]);
    expect(
      details([
        { a: "x", b: null },
        { a: null, b: null },
      ]),
    ).toEqual(["rule.1: Invalid combination of arguments"]);
    expect(details([{ a: null, b: UNKNOWN }])).toEqual([]);
  });
});

it("names a type that is not in the schemas", () => {
  const { provider } = madeUp({});
  expect(provider.validateResource("test_other", objectOf())[0]?.summary).toContain('"test_other"');
  expect(provider.validateDataSource("test_other", objectOf())[0]?.summary).toContain('"test_other"');
});
