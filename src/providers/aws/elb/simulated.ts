/** Load balancers. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isTrue, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { attributeOf, findDuplicate } from "../shared/lookups";
import { fingerprint, textFromDigest, nameOrGenerated, firstUnusedId, UPPER_AND_DIGITS } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { arn, locationOf, dnsSuffix } from "../shared/location";

const KINDS: { readonly [type: string]: string } = { application: "app", network: "net", gateway: "gwy" };

const kindOf = (state: ValueObject): string => KINDS[textOf(state.load_balancer_type) ?? ""] ?? "app";

/** The last part of a load balancer's ARN: 16 hexadecimal digits. */
const tokenOf = (id: string): string => id.split("/").at(-1) ?? "";

const subnetsOf = (state: ValueObject): readonly string[] => [
  ...textsOf(state.subnets),
  ...objectsOf(state.subnet_mapping).flatMap((block) => textOf(block.subnet_id) ?? []),
];

const loadBalancer = patternedResource(
  {
    id: (context, planned) =>
      firstUnusedId(context, (count) => {
        const name = nameOrGenerated(context, planned);
        const token = context.digest("lb", context.realm, name, String(count)).slice(0, 16);
        return arn(
          locationOf(context, planned),
          "elasticloadbalancing",
          `loadbalancer/${kindOf(planned)}/${name}/${token}`,
        );
      }),
    values: (context, state) => {
      const { region, partition } = locationOf(context, state);
      const id = String(state.id);
      const name = `${isTrue(state.internal) ? "internal-" : ""}${textOf(state.name)}`;
      const network = kindOf(state) === "net";
      const subnets = subnetsOf(state);
      return {
        arn: id,
        arn_suffix: id.split(":loadbalancer/")[1] ?? "",
        dns_name: network
          ? `${textOf(state.name)}-${tokenOf(id)}.elb.${region}.${dnsSuffix(partition)}`
          : `${name}-${Number.parseInt(tokenOf(id).slice(0, 8), 16)}.${region}.elb.${dnsSuffix(partition)}`,
        zone_id: `Z${textFromDigest(context.digest("elb-zone", region, kindOf(state)), 13, UPPER_AND_DIGITS)}`,
        vpc_id: attributeOf(context, "aws_subnet", subnets[0], "vpc_id") ?? "",
        subnets: [...subnets],
        security_groups: [],
        internal: false,
        ip_address_type: "ipv4",
        enforce_security_group_inbound_rules_on_private_link_traffic: "",
      };
    },
  },
  {
    refuse: (context, state, prior) => {
      const start = doing(prior, "ELBv2 Load Balancer", textOf(state.name));
      const subnets = subnetsOf(state);
      const zones = new Set(subnets.map((id) => attributeOf(context, "aws_subnet", id, "availability_zone")));
      return actualProblems(
        findDuplicate(context, state, ["name"]) &&
          apiError(
            start,
            "DuplicateLoadBalancerName",
            `A load balancer with the same name '${textOf(state.name)}' exists, but with different settings`,
          ),
        kindOf(state) === "app" &&
          zones.size < 2 &&
          apiError(
            start,
            "ValidationError",
            "At least two subnets in two different Availability Zones must be specified",
          ),
        zones.size < subnets.length &&
          apiError(
            start,
            "InvalidConfigurationRequest",
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
          ),
      );
    },
    refuseDelete: (_context, { id, attributes }) =>
      actualProblems(
        isTrue(attributes.enable_deletion_protection) &&
          apiError(
            `deleting ELBv2 Load Balancer (${id})`,
            "OperationNotPermitted",
            `Load balancer '${id}' cannot be deleted because deletion protection is enabled`,
          ),
      ),
  },
);

const targetGroup = patternedResource(
  {
    id: (context, planned) =>
      firstUnusedId(context, (count) => {
        const token = context
          .digest("tg", context.realm, nameOrGenerated(context, planned), String(count))
          .slice(0, 16);
        return arn(
          locationOf(context, planned),
          "elasticloadbalancing",
          `targetgroup/${nameOrGenerated(context, planned)}/${token}`,
        );
      }),
    values: (_context, state) => ({
      arn: String(state.id),
      arn_suffix: `targetgroup/${String(state.id).split(":targetgroup/")[1] ?? ""}`,
      load_balancer_arns: [],
      ip_address_type: "ipv4",
      protocol_version: /^HTTP/.test(textOf(state.protocol) ?? "") ? "HTTP1" : "",
      load_balancing_algorithm_type: "round_robin",
      load_balancing_anomaly_mitigation: "off",
      load_balancing_cross_zone_enabled: "use_load_balancer_configuration",
      connection_termination: null,
      preserve_client_ip: null,
    }),
  },
  {
    refuse: (context, state, prior) =>
      actualProblems(
        findDuplicate(context, state, ["name"]) &&
          apiError(
            doing(prior, "ELBv2 Target Group", textOf(state.name)),
            "DuplicateTargetGroupName",
            `A target group with the same name '${textOf(state.name)}' exists, but with different settings`,
          ),
      ),
  },
);

const listener = patternedResource(
  {
    id: (context: BehaviourContext, planned) => {
      const [head, tail] = (textOf(planned.load_balancer_arn) ?? "").split(":loadbalancer/");
      return firstUnusedId(
        context,
        (count) =>
          `${head}:listener/${tail}/${context.digest("listener", fingerprint(planned), String(count)).slice(0, 16)}`,
      );
    },
    values: (_context, state) => ({
      arn: String(state.id),
      ssl_policy: "",
      protocol: "",
      tcp_idle_timeout_seconds: null,
    }),
  },
  {
    refuse: (context, state, prior) =>
      actualProblems(
        findDuplicate(context, state, ["load_balancer_arn", "port"]) &&
          apiError(
            doing(prior, "ELBv2 Listener"),
            "DuplicateListener",
            `A listener already exists on this port for this load balancer '${textOf(state.load_balancer_arn)}'`,
          ),
      ),
  },
);

export const elbTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
  aws_lb_target_group: targetGroup,
  aws_lb_listener: listener,
};
