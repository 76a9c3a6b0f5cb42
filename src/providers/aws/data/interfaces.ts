/** Network interfaces: what stands in a subnet has one there, although nothing makes it by that name. */
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { find, here } from "../shared/lookups";
import { filled, type Read } from "./finding";

interface Interface {
  readonly id: string;
  readonly subnet: string;
  readonly kind: string;
}

/** Where things of a type stand, and what EC2 calls their interfaces. */
type Places = {
  readonly [type: string]: {
    readonly kind: string;
    readonly subnets: (object: WorldObject, context: BehaviourContext) => readonly string[];
  };
};

const listed =
  (attribute: string) =>
  ({ attributes }: WorldObject): readonly string[] =>
    textsOf(attributes[attribute]);
const single =
  (attribute: string) =>
  ({ attributes }: WorldObject): readonly string[] => {
    const id = textOf(attributes[attribute]);
    return id === undefined || id === "" ? [] : [id];
  };

const PLACES: Places = {
  aws_eks_cluster: {
    kind: "interface",
    subnets: ({ attributes }) => objectsOf(attributes.vpc_config).flatMap((block) => textsOf(block.subnet_ids)),
  },
  aws_eks_node_group: { kind: "interface", subnets: listed("subnet_ids") },
  aws_instance: { kind: "interface", subnets: single("subnet_id") },
  aws_db_instance: { kind: "interface", subnets: databaseSubnets },
  aws_lb: { kind: "network_load_balancer", subnets: listed("subnets") },
  aws_nat_gateway: { kind: "nat_gateway", subnets: single("subnet_id") },
  aws_vpc_endpoint: { kind: "vpc_endpoint", subnets: listed("subnet_ids") },
};

/** Of its subnet group those in its own zone; with a standby, it may stand in any. */
function databaseSubnets({ attributes }: WorldObject, context: BehaviourContext): readonly string[] {
  const group = find(context, "aws_db_subnet_group", "name", attributes.db_subnet_group_name);
  const ids = textsOf(group?.attributes.subnet_ids);
  const zone = textOf(attributes.availability_zone);
  if (attributes.multi_az === true || zone === undefined) return ids;
  return ids.filter((id) => find(context, "aws_subnet", "id", id)?.attributes.availability_zone === zone);
}

function all(context: BehaviourContext): readonly Interface[] {
  return Object.entries(PLACES).flatMap(([type, { kind, subnets }]) =>
    here(context, type).flatMap((object) =>
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
  const found = all(context).filter((one) =>
    filters.every((filter) => {
      const values = textsOf(filter.values);
      const name = textOf(filter.name);
      if (name === "subnet-id") return values.includes(one.subnet);
      return name === "interface-type" && values.includes(one.kind);
    }),
  );
  return filled(config, { id: context.realm.split(":").at(-1) ?? "", ids: found.map(({ id }) => id) });
};
