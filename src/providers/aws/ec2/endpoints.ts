/** VPC endpoints: AWS's services without a way out. */
import { objectOf, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import { textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { attributeOf, findByAttribute, objectsInRealm } from "../shared/lookups";
import { ec2Id, hashcode, textFromDigest } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { locationOf, dnsSuffix } from "../shared/location";

/** The policy of an endpoint for which none is configured: it allows everything. */
const OPEN_POLICY =
  '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}';

/** `com.amazonaws.eu-west-1.ecr.api`, in China `cn.com.amazonaws.cn-north-1.ecr.api`. */
const SERVICE = /^(?:cn\.)?com\.amazonaws\.([a-z0-9-]+)\.(.+)$/;

const isInterface = (state: ValueObject): boolean => state.vpc_endpoint_type === "Interface";

const endpoint = patternedResource(
  {
    id: "vpce",
    arn: "ec2:vpc-endpoint/{id}",
    values: (context, state) => {
      const { region, partition } = locationOf(context, state);
      const id = String(state.id);
      const name = textOf(state.service_name) ?? "";
      const suffix = `${textFromDigest(context.digest("vpce", context.realm, id), 8)}.${SERVICE.exec(name)?.[2] ?? "vpce-svc"}.${region}.vpce.${dnsSuffix(partition)}`;
      const zone = `Z${context.digest("vpce-zone", region).slice(0, 13).toUpperCase()}`;
      const common = {
        state: "available",
        requester_managed: false,
        service_region: region,
        policy: OPEN_POLICY,
        private_dns_enabled: false,
        route_table_ids: [],
        subnet_ids: [],
      };
      if (!isInterface(state)) {
        return {
          ...common,
          prefix_list_id: `pl-${context.digest("pl", region, name).slice(0, 8)}`,
          // Of S3's and DynamoDB's public ranges; which ones they are changes all the time.
          cidr_blocks: ["52.218.0.0/17"],
          network_interface_ids: [],
          dns_entry: [],
          ip_address_type: "",
          security_group_ids: [],
        };
      }
      return {
        ...common,
        prefix_list_id: null,
        cidr_blocks: [],
        network_interface_ids: textsOf(state.subnet_ids).map((subnet) => ec2Id(context, "eni", id, subnet)),
        dns_entry: [
          objectOf([
            ["dns_name", `${id}-${suffix}`],
            ["hosted_zone_id", zone],
          ]),
        ],
        ip_address_type: "ipv4",
        security_group_ids: [attributeOf(context, "aws_vpc", state.vpc_id, "default_security_group_id") ?? ""],
      };
    },
  },
  {
    refuse: (context, state, prior) => [
      ...serviceProblems(context, state, prior),
      ...dnsProblems(context, state, prior),
    ],
  },
);

function serviceProblems(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const start = doing(prior, "EC2 VPC Endpoint", textOf(state.service_name));
  const { region } = locationOf(context, state);
  const named = SERVICE.exec(textOf(state.service_name) ?? "");
  const elsewhere = named && named[1] !== (textOf(state.service_region) ?? region);
  const zones = textsOf(state.subnet_ids).map((subnet) =>
    attributeOf(context, "aws_subnet", subnet, "availability_zone"),
  );
  const double = zones.findIndex((zone, index) => zone !== undefined && zones.indexOf(zone) !== index);
  return actualProblems(
    elsewhere &&
      apiError(start, "InvalidServiceName", `The Vpc Endpoint Service '${textOf(state.service_name)}' does not exist`),
    double >= 0 &&
      apiError(
        start,
        "DuplicateSubnetsInSameZone",
        `Found another VPC endpoint subnet in the availability zone of ${textsOf(state.subnet_ids)[double]}`,
      ),
  );
}

/** Private DNS takes a VPC that resolves names, and one endpoint a service. */
function dnsProblems(context: BehaviourContext, state: ValueObject, prior: ValueObject | null): readonly Diagnostic[] {
  if (!isInterface(state) || state.private_dns_enabled !== true) return [];
  const start = doing(prior, "EC2 VPC Endpoint", textOf(state.service_name));
  const vpc = findByAttribute(context, "aws_vpc", "id", state.vpc_id);
  const resolves = vpc?.attributes.enable_dns_support !== false && vpc?.attributes.enable_dns_hostnames !== false;
  const twin = objectsInRealm(context, "aws_vpc_endpoint").some(
    ({ id, attributes }) =>
      id !== state.id &&
      attributes.private_dns_enabled === true &&
      attributes.service_name === state.service_name &&
      attributes.vpc_id === state.vpc_id,
  );
  const service = SERVICE.exec(textOf(state.service_name) ?? "")?.[2] ?? "";
  return actualProblems(
    vpc !== undefined &&
      !resolves &&
      apiError(
        start,
        "InvalidParameter",
        "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for " +
          vpc.id,
      ),
    twin &&
      apiError(
        start,
        "InvalidParameter",
        `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${service} in the VPC ${textOf(state.vpc_id)}`,
      ),
  );
}

/** What belongs to an endpoint and another thing: `a-vpce-…<number of the other's id>`; imported as `vpce-…/other`. */
function linkedTo(other: string): ResourceBehaviour {
  return {
    id: (_context, planned) => `a-${textOf(planned.vpc_endpoint_id)}${hashcode(textOf(planned[other]) ?? "")}`,
    import: (context, id) => {
      const [of, what] = id.split("/");
      return objectsInRealm(context, context.type).find(
        ({ attributes }) => attributes.vpc_endpoint_id === of && attributes[other] === what,
      );
    },
  };
}

export const endpointTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_vpc_endpoint: endpoint,
  aws_vpc_endpoint_route_table_association: linkedTo("route_table_id"),
  aws_vpc_endpoint_subnet_association: linkedTo("subnet_id"),
  aws_vpc_endpoint_security_group_association: linkedTo("security_group_id"),
  aws_vpc_endpoint_policy: patternedResource({ id: "{vpc_endpoint_id}", values: () => ({ policy: OPEN_POLICY }) }),
  aws_vpc_endpoint_private_dns: { identity: ["vpc_endpoint_id"] },
};
