/** Security groups and their rules. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { keyOf } from "../../../rehearsal/protocol/sets";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { numberOf, textOf } from "../../../rehearsal/engine/attributes";
import { objectsInRealm } from "../shared/lookups";
import { hashcode } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";

const group = patternedResource(
  {
    id: "sg",
    arn: "ec2:security-group/{id}",
    values: () => ({ ingress: [], egress: [] }),
  },
  {
    refuse: (context, state, prior) => {
      const name = textOf(state.name) ?? "";
      const vpc = state.vpc_id ?? null;
      const twin = objectsInRealm(context, "aws_security_group").some(
        ({ id, attributes }) => id !== state.id && attributes.name === name && (attributes.vpc_id ?? null) === vpc,
      );
      const start = doing(prior, "Security Group", name);
      if (name.startsWith("sg-")) {
        const message = `Value (${name}) for parameter groupName is invalid. Group names may not be in the format sg-*.`;
        return [apiError(start, "InvalidParameterValue", message)];
      }
      if (name === "default") {
        return [apiError(start, "InvalidParameterValue", "Cannot use reserved security group name: default")];
      }
      const message = `The security group '${name}' already exists for VPC '${textOf(vpc)}'`;
      return actualProblems(twin && apiError(start, "InvalidGroup.Duplicate", message));
    },
  },
);

const RULE = [
  "security_group_id",
  "ip_protocol",
  "from_port",
  "to_port",
  "cidr_ipv4",
  "cidr_ipv6",
  "prefix_list_id",
  "referenced_security_group_id",
];

const peerOf = (state: ValueObject): string =>
  ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"]
    .map((name) => textOf(state[name]))
    .find(Boolean) ?? "";

/** In EC2's words: `peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW`. */
function ruleText(state: ValueObject): string {
  const protocol = textOf(state.ip_protocol) ?? "";
  const ports = ["from", "to"].flatMap((end) => {
    const port = numberOf(state[`${end}_port`]);
    return port === undefined ? [] : [`${end} port: ${port}`];
  });
  return [`peer: ${peerOf(state)}`, protocol === "-1" ? "ALL" : protocol.toUpperCase(), ...ports, "ALLOW"].join(", ");
}

const rule = patternedResource(
  {
    id: "sgr",
    arn: "ec2:security-group-rule/{id}",
    values: (_context, state) => ({ security_group_rule_id: String(state.id) }),
  },
  {
    refuse: (context, state, prior) => {
      const key = (attributes: ValueObject): string => keyOf(RULE.map((name) => attributes[name] ?? null));
      const twin = objectsInRealm(context, context.type).find(
        ({ id, attributes }) => id !== state.id && key(attributes) === key(state),
      );
      const message = `the specified rule "${ruleText(state)}" already exists`;
      return actualProblems(
        twin && apiError(doing(prior, "VPC Security Group Rule"), "InvalidPermission.Duplicate", message),
      );
    },
  },
);

/** The older form of a rule, whose id is a number of its own making. */
const olderRule: ResourceBehaviour = {
  id: (_context, planned) => `sgrule-${hashcode(keyOf(planned))}`,
  exists: { code: "InvalidPermission.Duplicate", message: "the specified rule already exists" },
  computed: (context: BehaviourContext, state) => ({
    security_group_rule_id: `sgr-0${context.digest("sgr", String(state.id)).slice(0, 16)}`,
    source_security_group_id: null,
  }),
};

export const securityGroupTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_security_group: group,
  aws_security_group_rule: olderRule,
  aws_vpc_security_group_ingress_rule: rule,
  aws_vpc_security_group_egress_rule: rule,
};
