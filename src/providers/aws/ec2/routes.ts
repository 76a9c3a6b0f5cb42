/** Route tables, routes, and which subnet uses which. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { textOf } from "../../../rehearsal/engine/attributes";
import { findByAttribute, objectsInRealm } from "../shared/lookups";
import { hashcode } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";

const DESTINATIONS = ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"];

const destinationOf = (state: ValueObject): string =>
  DESTINATIONS.map((name) => textOf(state[name])).find(Boolean) ?? "";

const route: ResourceBehaviour = {
  id: (_context, planned) => `r-${textOf(planned.route_table_id)}${hashcode(destinationOf(planned))}`,
  exists: { code: "RouteAlreadyExists", message: "The route identified by {id} already exists." },
  computed: () => ({
    instance_id: "",
    instance_owner_id: "",
    network_interface_id: "",
    origin: "CreateRoute",
    state: "active",
  }),
  refuse: (context, state, prior) => {
    // Longest match wins, but the VPC's own range stays where it is: it has its `local` route already.
    const table = findByAttribute(context, "aws_route_table", "id", state.route_table_id);
    const vpc = findByAttribute(context, "aws_vpc", "id", table?.attributes.vpc_id);
    const destination = destinationOf(state);
    const message = `The route identified by ${destination} already exists.`;
    return actualProblems(
      destination !== "" &&
        state.gateway_id !== "local" &&
        vpc?.attributes.cidr_block === destination &&
        apiError(doing(prior, "Route", textOf(state.route_table_id)), "RouteAlreadyExists", message),
    );
  },
  import: (context, id) => {
    const at = id.indexOf("_");
    const [table, destination] = [id.slice(0, at), id.slice(at + 1)];
    return objectsInRealm(context, "aws_route").find(
      ({ attributes }) => attributes.route_table_id === table && destinationOf(attributes) === destination,
    );
  },
};

const association = patternedResource(
  { id: "rtbassoc" },
  {
    refuse: (context, state, prior) => {
      const other = objectsInRealm(context, "aws_route_table_association").find(
        ({ id, attributes }) =>
          id !== state.id &&
          ["subnet_id", "gateway_id"].some((name) => state[name] && attributes[name] === state[name]),
      );
      const message = `the specified association for route table ${textOf(state.route_table_id)} conflicts with an existing association`;
      return actualProblems(
        other && apiError(doing(prior, "Route Table Association"), "Resource.AlreadyAssociated", message),
      );
    },
    import: (context, id) => {
      const [what, table] = id.split("/");
      return objectsInRealm(context, "aws_route_table_association").find(
        ({ attributes }) =>
          [attributes.subnet_id, attributes.gateway_id].includes(what ?? "") && attributes.route_table_id === table,
      );
    },
  },
);

const mainAssociation = patternedResource({
  id: "rtbassoc",
  values: (context, state) => ({ original_route_table_id: mainTable(context, state)?.id ?? "" }),
});

const mainTable = (context: BehaviourContext, state: ValueObject): WorldObject | undefined =>
  findByAttribute(
    context,
    "aws_route_table",
    "id",
    findByAttribute(context, "aws_vpc", "id", state.vpc_id)?.attributes.main_route_table_id,
  );

export const routeTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_route_table: patternedResource({
    id: "rtb",
    arn: "ec2:route-table/{id}",
    values: () => ({ propagating_vgws: [], route: [] }),
  }),
  aws_route: route,
  aws_route_table_association: association,
  aws_main_route_table_association: mainAssociation,
  aws_network_acl: patternedResource({
    id: "acl",
    arn: "ec2:network-acl/{id}",
    values: () => ({ ingress: [], egress: [], subnet_ids: [] }),
  }),
  aws_network_acl_rule: {
    id: (_context, planned) => {
      const { network_acl_id: acl, rule_number: number, egress, protocol } = planned;
      return `nacl-${hashcode(`${textOf(acl)}-${String(number)}-${egress === true}-${textOf(protocol)}-`)}`;
    },
    exists: {
      code: "NetworkAclEntryAlreadyExists",
      message: "The network acl entry identified by {id} already exists.",
    },
  },
};
