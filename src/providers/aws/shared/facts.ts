/** What AWS's provider calls alike in many services: these rules look at whatever has such an attribute. */
import type { ServiceFacts } from "../../../model/resource-facts";
import type { RiskRule } from "../../../model/risk";
import { FOREIGN_TAG, isTaggedByService } from "./foreign-tags";
import { resized } from "./sizes";

/** Attributes that name an instance's size. */
const SIZES = ["instance_class", "instance_type", "instance_types", "node_type", "host_instance_type"];

/** Attributes that count or measure what is paid for. */
const AMOUNTS = [
  "allocated_storage",
  "iops",
  "backup_retention_period",
  "retention_in_days",
  "scaling_config.min_size",
  "scaling_config.desired_size",
  "num_cache_clusters",
  "number_of_broker_nodes",
  "**.ebs.volume_size",
];

const direction = (up: boolean): "up" | "down" => (up ? "up" : "down");

const EXPOSURES: readonly RiskRule[] = [
  {
    id: "exposure/public-instance",
    risk: "exposure",
    actions: ["create", "update", "replace"],
    when: [{ path: "publicly_accessible", becomes: [true] }],
    reason: "It gets a public address.",
  },
  {
    id: "exposure/encryption-off",
    risk: "exposure",
    actions: ["update", "replace"],
    when: [{ path: "storage_encrypted", becomes: [false] }],
    reason: "Its storage is no longer encrypted.",
  },
  {
    id: "exposure/volume-encryption-off",
    risk: "exposure",
    actions: ["update", "replace"],
    when: [{ path: "**.encrypted", becomes: [false, "false"] }],
    reason: "A volume is no longer encrypted.",
  },
  {
    id: "exposure/key-removed",
    risk: "exposure",
    actions: ["update", "replace"],
    when: [{ path: "kms_key_id", is: "removed" }],
    reason: "It is no longer encrypted with its own key.",
  },
];

/** Whether the bill goes up or down; never by how much: prices change, and discounts are nobody's business here. */
const COSTS: readonly RiskRule[] = [
  ...SIZES.flatMap((path) =>
    [true, false].map((up): RiskRule => ({
      id: `cost/${path}-${direction(up)}`,
      risk: "cost",
      direction: direction(up),
      actions: ["update", "replace"],
      when: [resized(path, up ? "larger" : "smaller")],
      reason: `A ${up ? "larger" : "smaller"} instance: {before} to {after}.`,
    })),
  ),
  ...AMOUNTS.flatMap((path) =>
    [true, false].map((up): RiskRule => ({
      id: `cost/${path}-${direction(up)}`,
      risk: "cost",
      direction: direction(up),
      actions: ["update", "replace"],
      when: [{ path, is: up ? "more" : "less" }],
      reason: `${up ? "More" : "Less"} of what is paid for: {before} to {after}.`,
    })),
  ),
  {
    id: "cost/standby-added",
    risk: "cost",
    direction: "up",
    actions: ["update", "replace"],
    when: [{ path: "multi_az", becomes: [true] }],
    reason: "A standby is paid for like the server itself.",
  },
  {
    id: "cost/standby-removed",
    risk: "cost",
    direction: "down",
    actions: ["update", "replace"],
    when: [{ path: "multi_az", becomes: [false] }],
    reason: "The standby is no longer paid for.",
  },
];

export const sharedFacts: ServiceFacts = {
  noise: [
    {
      name: "tags-by-aws",
      attribute: FOREIGN_TAG,
      reason: "AWS or a controller in the cluster marks what it uses.",
    },
  ],
  madeByCloud: [
    {
      name: "default-of-network",
      reason: "AWS makes a default security group, route table and network ACL with every VPC.",
      matches: ({ attributes: { default_of: network } }) => typeof network === "string" && network !== "",
    },
    {
      name: "kept-by-design",
      reason: "A final snapshot or backup outlives what it is of.",
      matches: ({ attributes }) => attributes["retained"] === true,
    },
    {
      name: "made-by-service",
      reason: "A service of AWS made it, and says so in its tags.",
      matches: isTaggedByService,
    },
  ],
  rules: [
    ...EXPOSURES,
    ...COSTS,
    {
      id: "none/tags",
      risk: "none",
      actions: ["update"],
      when: [{ path: "tags_all.*", is: "changed" }],
      reason: "Tags change.",
      listedLast: true,
    },
  ],
};
