import { facts } from "../../../../src/facts";
import { readPlan, type ResourceChange } from "../../../../src/operations/plan-model";
import { assess } from "../../../../src/operations/risk";
import { type ChangeParts, planOf } from "../../../operations/plan-model/plans";
import { change, create, replace } from "../../../operations/risk/changes";

const RULE = "aws_vpc_security_group_ingress_rule";
const stays = (type: string, values: object, name = "stays"): ChangeParts => ({
  type,
  name,
  actions: ["no-op"],
  before: values,
  after: values,
});
const rule = (cidr: string, rest: object = {}): object => ({
  security_group_id: "sg-1",
  ip_protocol: "tcp",
  from_port: 443,
  to_port: 443,
  [cidr.includes(":") ? "cidr_ipv6" : "cidr_ipv4"]: cidr,
  ...rest,
});

const read = (plan: object): ReturnType<typeof readPlan> =>
  readPlan(plan, undefined, { judgedTogether: facts.judgedTogether });

/** What the first change exposes, by the rules of firewalls. */
function exposed(parts: readonly ChangeParts[], rest: object = {}): readonly string[] {
  const { changes, standing } = read(planOf(parts.map(named), rest));
  return assess(changes[0] as ResourceChange, { changes, standing: standing ?? [] }, facts)
    .filter(({ rule: id }) => /opened/.test(id) && !/ports/.test(id))
    .map(({ reason }) => reason);
}
const named = (parts: ChangeParts, index: number): ChangeParts => ({ ...parts, name: parts.name ?? `r${index}` });

const EVERYBODY = /everybody/;

test("a port that no other rule reached, between two that everybody may come to", () => {
  const ports = (from: number, to: number): object => ({ from_port: from, to_port: to });
  const others = [
    stays(RULE, rule("0.0.0.0/0", ports(80, 85)), "below"),
    stays(RULE, rule("0.0.0.0/0", ports(87, 90)), "above"),
  ];
  const opens = (from: number, to: number): readonly string[] =>
    exposed([
      change(RULE, rule("198.51.100.0/24", ports(from, to)), rule("203.0.113.0/24", ports(from, to))),
      ...others,
    ]);

  expect(opens(80, 90)).toEqual(["A firewall rule lets 203.0.113.0/24 in, where it was 198.51.100.0/24."]);
  expect(opens(80, 85)).toEqual([]);
  expect(opens(87, 90)).toEqual([]);
});

describe("rules of one security group", () => {
  test.each<[what: string, parts: readonly ChangeParts[]]>([
    ["two halves", [create(RULE, rule("0.0.0.0/1")), create(RULE, rule("128.0.0.0/1"))]],
    ["quarters", ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"].map((cidr) => create(RULE, rule(cidr)))],
    ["the quarter that was missing", [create(RULE, rule("64.0.0.0/2")), stays(RULE, rule("0.0.0.0/2"))]],
    ["the other half", [create(RULE, rule("128.0.0.0/1")), stays(RULE, rule("0.0.0.0/1"))]],
    [
      "the last quarter",
      [create(RULE, rule("0.0.0.0/2")), stays(RULE, rule("64.0.0.0/2"), "a"), stays(RULE, rule("128.0.0.0/1"), "b")],
    ],
    [
      "the same to more ports",
      [create(RULE, rule("0.0.0.0/0", { to_port: 500 })), stays(RULE, rule("0.0.0.0/0", { to_port: 450 }))],
    ],
    [
      "ICMP of one kind and of all",
      [
        create(RULE, rule("0.0.0.0/2", { ip_protocol: "icmp", from_port: 8, to_port: -1 })),
        create(RULE, rule("64.0.0.0/2", { ip_protocol: "icmp", from_port: -1, to_port: -1 })),
      ],
    ],
    ["IPv4 within IPv6", [create(RULE, rule("::ffff:0:0/96"))]],
    ["half of IPv6", [create(RULE, rule("::/1"))]],
    [
      "ports that overlap",
      [
        create(RULE, rule("0.0.0.0/2", { from_port: 0, to_port: 443 })),
        create(RULE, rule("64.0.0.0/2", { from_port: 443, to_port: 65535 })),
      ],
    ],
    [
      "every protocol in one of them",
      [
        create(RULE, rule("0.0.0.0/2", { ip_protocol: "-1", from_port: null, to_port: null })),
        create(RULE, rule("64.0.0.0/2")),
      ],
    ],
    [
      "every protocol in the other",
      [
        create(RULE, rule("0.0.0.0/2")),
        create(RULE, rule("64.0.0.0/2", { ip_protocol: "-1", from_port: -1, to_port: -1 })),
      ],
    ],
    [
      "a rule and an entry of the group's own",
      [
        create(RULE, rule("0.0.0.0/2")),
        stays("aws_security_group", {
          id: "sg-1",
          ingress: [{ protocol: "tcp", from_port: 0, to_port: 1024, cidr_blocks: ["64.0.0.0/3", "96.0.0.0/3"] }],
        }),
      ],
    ],
    [
      "a rule of the older form",
      [
        create(RULE, rule("0.0.0.0/2")),
        stays("aws_security_group_rule", {
          type: "ingress",
          security_group_id: "sg-1",
          protocol: "tcp",
          from_port: 443,
          to_port: 443,
          cidr_blocks: ["64.0.0.0/2"],
        }),
      ],
    ],
    [
      "an entry of a group's own",
      [create("aws_security_group", { ingress: [{ cidr_blocks: ["0.0.0.0/2", "64.0.0.0/2"] }] })],
    ],
    [
      "IPv6 in an entry of a group's own",
      [create("aws_security_group", { ingress: [{ ipv6_cidr_blocks: ["::/0"] }] })],
    ],
    [
      "IPv6 in a rule of the older form",
      [create("aws_security_group_rule", { type: "ingress", ipv6_cidr_blocks: ["::/1"] })],
    ],
    [
      "another range than before",
      [change(RULE, rule("10.0.0.0/8"), rule("0.0.0.0/2")), stays(RULE, rule("64.0.0.0/2"))],
    ],
    ["another range, anew", [replace(RULE, rule("10.0.0.0/8"), rule("0.0.0.0/2")), stays(RULE, rule("64.0.0.0/2"))]],
  ])("are judged together: %s", (_, parts) => {
    expect(exposed(parts)).toHaveLength(1);
  });

  test.each<[what: string, parts: readonly ChangeParts[]]>([
    [
      "two quarters of two groups",
      [create(RULE, rule("0.0.0.0/2")), create(RULE, rule("64.0.0.0/2", { security_group_id: "sg-2" }))],
    ],
    [
      "of two ports",
      [create(RULE, rule("0.0.0.0/2")), create(RULE, rule("64.0.0.0/2", { from_port: 80, to_port: 80 }))],
    ],
    [
      "of ports that only touch",
      [
        create(RULE, rule("0.0.0.0/2", { from_port: 0, to_port: 442 })),
        create(RULE, rule("64.0.0.0/2", { from_port: 443, to_port: 65535 })),
      ],
    ],
    ["of two protocols", [create(RULE, rule("0.0.0.0/2")), create(RULE, rule("64.0.0.0/2", { ip_protocol: "udp" }))]],
    ["of both families", [create(RULE, rule("0.0.0.0/2")), create(RULE, rule("2000::/5"))]],
    ["the way out", [create("aws_security_group_rule", { type: "egress", cidr_blocks: ["0.0.0.0/0"] })]],
    ["a range that splits", [change(RULE, rule("10.0.0.0/8"), rule("10.0.0.0/9")), create(RULE, rule("10.128.0.0/9"))]],
    ["ranges that join", [change(RULE, rule("10.0.0.0/9"), rule("10.0.0.0/8")), stays(RULE, rule("10.128.0.0/9"))]],
    ["the world, where it was let in", [create(RULE, rule("0.0.0.0/1")), stays(RULE, rule("0.0.0.0/0"))]],
    [
      "the world, taken over from another",
      [create(RULE, rule("0.0.0.0/0")), { type: RULE, actions: ["delete"], before: rule("0.0.0.0/0") }],
    ],
    [
      "what has no part in it",
      [
        change(RULE, rule("10.0.0.0/8"), rule("10.0.0.0/9")),
        create(RULE, rule("0.0.0.0/2")),
        create(RULE, rule("64.0.0.0/2")),
      ],
    ],
    ["a little more, where the world was let in", [create(RULE, rule("200.0.0.0/8")), stays(RULE, rule("0.0.0.0/1"))]],
    [
      "a prefix list",
      [create(RULE, { security_group_id: "sg-1", prefix_list_id: "pl-1" }), stays(RULE, rule("0.0.0.0/2"))],
    ],
    ["another port only", [change(RULE, rule("10.0.0.0/8"), rule("10.0.0.0/8", { from_port: 22, to_port: 443 }))]],
  ])("are no exposure: %s", (_, parts) => {
    expect(exposed(parts)).toEqual([]);
  });

  test("are judged by family", () => {
    const entry = (...v6: readonly string[]): object => ({
      id: "sg-1",
      ingress: [{ protocol: "tcp", from_port: 1, to_port: 2, cidr_blocks: ["10.0.0.0/8"], ipv6_cidr_blocks: v6 }],
    });
    const { changes } = read(planOf([change("aws_security_group", entry(), entry("::/0"))]));

    expect(assess(changes[0] as ResourceChange, { changes }, facts).map(({ rule: id }) => id)).toEqual([
      "exposure/security-group-opened-v6",
    ]);
    expect(exposed([create(RULE, rule("11.0.0.0/8")), create(RULE, rule("::/0"))])).toEqual([]);
  });

  test("tell whether a rule alone is everybody, or with others, and what it adds", () => {
    expect(exposed([create(RULE, rule("0.0.0.0/0"))])).toEqual([
      "A firewall rule lets 0.0.0.0/0 in, where it was nothing.",
    ]);
    expect(exposed([create(RULE, rule("0.0.0.0/2")), stays(RULE, rule("64.0.0.0/2"))])).toEqual([
      "A firewall rule lets 0.0.0.0/2, and with other rules everybody, in, where it was nothing.",
    ]);
    expect(exposed([change(RULE, rule("10.0.0.0/9"), rule("10.0.0.0/7"))])).toEqual([
      "A firewall rule lets 10.128.0.0/9, 11.0.0.0/8 in, where it was 10.0.0.0/9.",
    ]);
    expect(exposed([change(RULE, rule("10.0.0.0/9"), rule("0.0.0.0/0"))])[0]).toMatch(EVERYBODY);
  });

  describe("of groups that are yet to be made", () => {
    const unknown = { unknown: { security_group_id: true } };
    const later = (cidr: string, name: string): ChangeParts => {
      const { security_group_id: _, ...values } = rule(cidr) as { security_group_id?: string };
      return { ...create(RULE, values), ...unknown, name };
    };
    const refers = (name: string, group: string): object => ({
      address: `${RULE}.${name}`,
      expressions: {
        security_group_id: { references: [`aws_security_group.${group}.id`, `aws_security_group.${group}`] },
      },
    });
    const configured = (...groups: readonly string[]): object => ({
      configuration: { root_module: { resources: groups.map((group, index) => refers(`r${index}`, group)) } },
    });
    const halves = [later("0.0.0.0/2", "r0"), later("64.0.0.0/2", "r1")];

    test("are told apart by what they refer to", () => {
      expect(exposed(halves, configured("a", "a"))).toEqual([expect.stringMatching(EVERYBODY)]);
      expect(exposed(halves, configured("a", "b"))).toEqual([]);
    });

    test("are one where nothing tells them apart", () => {
      expect(exposed(halves)).toEqual([expect.stringMatching(EVERYBODY)]);
    });

    test("count with the group's own entries", () => {
      const group = create("aws_security_group", { ingress: [{ cidr_blocks: ["64.0.0.0/2"] }] });
      expect(exposed([later("0.0.0.0/2", "r0"), { ...group, name: "a" }], configured("a"))).toEqual([
        expect.stringMatching(EVERYBODY),
      ]);
      expect(exposed([later("0.0.0.0/2", "r0"), { ...group, name: "b" }], configured("a"))).toEqual([]);
    });
  });
});
