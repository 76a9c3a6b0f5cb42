/** Network interfaces: derived from the clusters, databases, gateways and so on that have one in a subnet, as the world holds none itself. */
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { findByAttribute, objectsInRealm } from "../shared/lookups";
import { readResult, type Read } from "./find-objects";

interface Interface {
  readonly id: string;
  readonly subnet: string;
  readonly kind: string;
}

/** For each type with network interfaces: EC2's `interface-type` of them, and the subnets they are in. */
type InterfacesByType = {
  readonly [type: string]: {
    readonly kind: string;
    readonly subnets: (object: WorldObject, context: BehaviourContext) => readonly string[];
  };
};

const listAttribute =
  (attribute: string) =>
  ({ attributes }: WorldObject): readonly string[] =>
    textsOf(attributes[attribute]);
const singleAttribute =
  (attribute: string) =>
  ({ attributes }: WorldObject): readonly string[] => {
    const id = textOf(attributes[attribute]);
    return id === undefined || id === "" ? [] : [id];
  };

const INTERFACES_BY_TYPE: InterfacesByType = {
  aws_eks_cluster: {
    kind: "interface",
    subnets: ({ attributes }) => objectsOf(attributes.vpc_config).flatMap((block) => textsOf(block.subnet_ids)),
  },
  aws_eks_node_group: { kind: "interface", subnets: listAttribute("subnet_ids") },
  aws_instance: { kind: "interface", subnets: singleAttribute("subnet_id") },
  aws_db_instance: { kind: "interface", subnets: databaseSubnets },
  aws_lb: { kind: "network_load_balancer", subnets: listAttribute("subnets") },
  aws_nat_gateway: { kind: "nat_gateway", subnets: singleAttribute("subnet_id") },
  aws_vpc_endpoint: { kind: "vpc_endpoint", subnets: listAttribute("subnet_ids") },
};

/** Of its subnet group those in its own zone; with a standby, it may stand in any. */
function databaseSubnets({ attributes }: WorldObject, context: BehaviourContext): readonly string[] {
  const group = findByAttribute(context, "aws_db_subnet_group", "name", attributes.db_subnet_group_name);
  const ids = textsOf(group?.attributes.subnet_ids);
  const zone = textOf(attributes.availability_zone);
  if (attributes.multi_az === true || zone === undefined) return ids;
  return ids.filter((id) => findByAttribute(context, "aws_subnet", "id", id)?.attributes.availability_zone === zone);
}

function allInterfaces(context: BehaviourContext): readonly Interface[] {
  return Object.entries(INTERFACES_BY_TYPE).flatMap(([type, { kind, subnets }]) =>
    objectsInRealm(context, type).flatMap((object) =>
      subnets(object, context).map((subnet) => ({
        id: `eni-0${context.digest("network-interface", context.realm, `${type}/${object.id}/${subnet}`).slice(0, 16)}`,
        subnet,
        kind,
      })),
    ),
  );
}

/** By subnet and by kind; other filters find nothing, as no interface is known that closely. */
export const interfaces: Read = (context, config) => {
  const filters = objectsOf(config.filter);
  const matching = allInterfaces(context).filter((one) =>
    filters.every((filter) => {
      const values = textsOf(filter.values);
      const name = textOf(filter.name);
      if (name === "subnet-id") return values.includes(one.subnet);
      return name === "interface-type" && values.includes(one.kind);
    }),
  );
  return readResult(config, { id: context.realm.split(":").at(-1) ?? "", ids: matching.map(({ id }) => id) });
};
