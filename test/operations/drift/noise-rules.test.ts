/** Each rule for known noise: what it lets be, and what is near to it and does not. */
import { noise } from "../../../src/operations/drift/ignore";
import { NOISE_RULES } from "../../../src/operations/drift/noise-rules";
import type { Siblings } from "../../../src/operations/drift/siblings";
import { diff } from "../../../src/operations/plan-model/diff";
import type { ResourceChange, Value } from "../../../src/operations/plan-model";

type Object = { readonly [attribute: string]: Value };

/** The rules that know the differences between two states of an object; `undefined` for what none knows. */
function rulesOf(
  type: string,
  before: Object,
  after: Object,
  siblings: Siblings = [],
): readonly (string | undefined)[] {
  const change: ResourceChange = {
    stack: "dev-data",
    address: `${type}.one`,
    mode: "managed",
    type,
    name: "one",
    action: "update",
    createBeforeDestroy: false,
    attributes: diff(before, after),
    before,
    after,
    component: "one",
  };
  return change.attributes.map((attribute) => noise(attribute, change, siblings)?.rule);
}

const size = (desired: number): Object => ({ scaling_config: [{ desired_size: desired, min_size: 1, max_size: 3 }] });
const ingress = (...ranges: string[]): Object => ({
  id: "sg-1",
  ingress: ranges.length === 0 ? [] : [{ protocol: "tcp", from_port: 5432, to_port: 5432, cidr_blocks: ranges }],
});
const rule = (range: string): Siblings[number] => ({
  type: "aws_vpc_security_group_ingress_rule",
  values: { security_group_id: "sg-1", ip_protocol: "tcp", from_port: 5432, to_port: 5432, cidr_ipv4: range },
});
const route = (gateway: string): Object => ({ cidr_block: "0.0.0.0/0", gateway_id: gateway });

/** By rule: what is noise, and what is not although it looks alike. */
const CASES: readonly [
  rule: string,
  type: string,
  before: Object,
  noise: Object,
  drift: Object,
  siblings?: Siblings,
][] = [
  ["autoscaled-size", "aws_eks_node_group", size(1), size(3), size(9)],
  [
    "node-image-release",
    "aws_eks_node_group",
    { release_version: "1.35.6-20260714" },
    { release_version: "1.35.7-20260801" },
    { release_version: "1.36.0-20260801" },
  ],
  [
    "eks-platform-version",
    "aws_eks_cluster",
    { platform_version: "eks.4" },
    { platform_version: "eks.5" },
    { version: "1.36" },
  ],
  [
    "eks-add-on-times",
    "aws_eks_addon",
    { modified_at: "2026-01-01T00:00:00Z" },
    { modified_at: "2026-02-01T00:00:00Z" },
    { addon_version: "v9" },
  ],
  [
    "database-minor-upgrade",
    "aws_db_instance",
    { engine_version_actual: "17.6", auto_minor_version_upgrade: true },
    { engine_version_actual: "17.7", auto_minor_version_upgrade: true },
    { engine_version_actual: "18.1", auto_minor_version_upgrade: true },
  ],
  [
    "database-restorable-time",
    "aws_db_instance",
    { latest_restorable_time: "a" },
    { latest_restorable_time: "b" },
    { latest_restorable_time: "a", port: 1 },
  ],
  [
    "rotated-secret",
    "aws_db_instance",
    { master_user_secret: [{ secret_status: "active" }] },
    { master_user_secret: [{ secret_status: "rotating" }] },
    { master_user_secret: [{ secret_status: "impaired" }] },
  ],
  [
    "rotated-secret-version",
    "aws_secretsmanager_secret_version",
    { version_id: "a" },
    { version_id: "b" },
    { version_id: "a", secret_id: "x" },
  ],
  [
    "tags-by-aws",
    "aws_subnet",
    { tags: {} },
    { tags: { "kubernetes.io/cluster/dev": "owned" } },
    { tags: { team: "blue" } },
  ],
  [
    "helm-revision",
    "helm_release",
    { metadata: { revision: 1 } },
    { metadata: { revision: 2 } },
    { metadata: { revision: 1 }, version: "2" },
  ],
  [
    "object-bookkeeping",
    "kubernetes_config_map_v1",
    { metadata: [{ generation: 1 }] },
    { metadata: [{ generation: 2 }] },
    { metadata: [{ generation: 1, labels: { a: "b" } }] },
  ],
  [
    "own-rules",
    "aws_security_group",
    ingress(),
    ingress("10.0.0.0/16"),
    ingress("10.0.0.0/16", "0.0.0.0/0"),
    [rule("10.0.0.0/16")],
  ],
  ["autoscaled-group", "aws_autoscaling_group", { desired_capacity: 1 }, { desired_capacity: 2 }, { max_size: 2 }],
];

describe("known noise", () => {
  it.each(CASES.map(([name, ...rest]) => ({ name, rest })))(
    "$name knows its own, and nothing else",
    ({ name, rest }) => {
      const [type, before, known, drift, siblings] = rest;
      const found = rulesOf(type, before, known, siblings);
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found)).toEqual(new Set([name]));
      expect(rulesOf(type, before, drift, siblings)).toContain(undefined);
    },
  );

  it("has a case for every rule, a name for each, and a reason", () => {
    expect(new Set(CASES.map(([name]) => name))).toEqual(new Set(NOISE_RULES.map(({ name }) => name)));
    expect(new Set(NOISE_RULES.map(({ name }) => name)).size).toBe(NOISE_RULES.length);
    for (const { reason } of NOISE_RULES) expect(reason).toMatch(/^[A-Z].{15,}\.$/);
  });

  it("does not know an upgrade that nobody asked RDS for", () => {
    const at = (version: string): Object => ({ engine_version_actual: version, auto_minor_version_upgrade: false });
    expect(rulesOf("aws_db_instance", at("17.6"), at("17.7"))).toEqual([undefined]);
  });

  it.each<[string, string, Object, Object, Siblings, boolean]>([
    [
      "a route of its own",
      "aws_route_table",
      { id: "rtb-1", route: [] },
      { id: "rtb-1", route: [route("igw-1")] },
      [
        {
          type: "aws_route",
          values: { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" },
        },
      ],
      true,
    ],
    [
      "a route that leads elsewhere",
      "aws_route_table",
      { id: "rtb-1", route: [] },
      { id: "rtb-1", route: [route("igw-2")] },
      [
        {
          type: "aws_route",
          values: { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" },
        },
      ],
      false,
    ],
    [
      "a policy of its own",
      "aws_iam_role",
      { name: "r", managed_policy_arns: [] },
      { name: "r", managed_policy_arns: ["arn:p"] },
      [{ type: "aws_iam_role_policy_attachment", values: { role: "r", policy_arn: "arn:p" } }],
      true,
    ],
    [
      "somebody's policy",
      "aws_iam_role",
      { name: "r", managed_policy_arns: [] },
      { name: "r", managed_policy_arns: ["arn:p", "arn:admin"] },
      [{ type: "aws_iam_role_policy_attachment", values: { role: "r", policy_arn: "arn:p" } }],
      false,
    ],
    ["a rule that went", "aws_security_group", ingress("10.0.0.0/16"), ingress(), [rule("10.0.0.0/16")], false],
    [
      "a rule that joined another's ports",
      "aws_security_group",
      ingress("10.0.0.0/16"),
      ingress("10.0.0.0/16", "10.1.0.0/16"),
      [rule("10.0.0.0/16"), rule("10.1.0.0/16")],
      true,
    ],
    [
      "a rule of another group",
      "aws_security_group",
      ingress(),
      ingress("10.0.0.0/16"),
      [{ ...rule("10.0.0.0/16"), values: { ...rule("10.0.0.0/16").values, security_group_id: "sg-2" } }],
      false,
    ],
  ])("of what other resources hold: %s", (_, type, before, after, siblings, known) => {
    const found = rulesOf(type, before, after, siblings);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((name) => name === "own-rules")).toBe(known);
  });
});
