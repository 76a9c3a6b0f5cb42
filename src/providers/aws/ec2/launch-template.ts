/** Launch templates: every change makes a new version. */
import { keyOf } from "../../../rehearsal/protocol/sets";
import { objectOf, UNKNOWN, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { firstOf, isUnknown, numberOf, objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { findByAttribute, findDuplicate } from "../shared/lookups";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { withDefaults, patternedResource } from "../shared/patterned-resource";

/** Not part of a version's data. */
const NOT_VERSIONED = [
  "arn",
  "default_version",
  "id",
  "latest_version",
  "name",
  "name_prefix",
  "region",
  "tags",
  "tags_all",
  "update_default_version",
];

const hasChanged = (one: ValueObject, other: ValueObject, but: readonly string[]): boolean =>
  keyOf(without(one, but)) !== keyOf(without(other, but));

const without = (state: ValueObject, names: readonly string[]): ValueObject =>
  objectOf(Object.entries(state).filter(([name]) => !names.includes(name)));

const template = patternedResource(
  {
    id: "lt",
    arn: "ec2:launch-template/{id}",
    values: (_context, state, prior) => {
      const before = numberOf(prior?.latest_version) ?? 0;
      const latest = !prior || hasChanged(state, prior, NOT_VERSIONED) ? before + 1 : before;
      const chosen = numberOf(prior?.default_version) ?? 1;
      return {
        latest_version: latest,
        default_version: state.update_default_version === true ? latest : chosen,
        metadata_options: objectsOf(state.metadata_options).map((block) => withDefaults(block, METADATA)),
        block_device_mappings: objectsOf(state.block_device_mappings).map(device),
        instance_market_options: objectsOf(state.instance_market_options).map((block) =>
          withBlock(block, "spot_options", (spot) => withDefaults(spot, { valid_until: "" })),
        ),
      };
    },
  },
  {
    // As the provider does: any change of tags announces a version too, that in the end is not made.
    plan: (_context, planned, prior) => {
      if (!prior) return;
      const named = ["arn", "id", "latest_version", "default_version", "name", "name_prefix", "update_default_version"];
      if (hasChanged(planned, prior, named)) planned.latest_version = UNKNOWN;
      const announced = hasChanged(planned, prior, [...named, "description"]) || isUnknown(planned.latest_version);
      if (planned.update_default_version === true && announced) planned.default_version = UNKNOWN;
    },
    refuse: (context, state, prior) =>
      actualProblems(
        findDuplicate(context, state, ["name"]) &&
          apiError(
            doing(prior, "EC2 Launch Template", textOf(state.name)),
            "InvalidLaunchTemplateName.AlreadyExistsException",
            "Launch template name already in use.",
          ),
        numberOf(state.default_version) !== undefined &&
          (numberOf(state.default_version) ?? 0) > (numberOf(state.latest_version) ?? 0) &&
          apiError(
            doing(prior, "EC2 Launch Template", textOf(state.name)),
            "InvalidLaunchTemplateId.VersionNotFound",
            `Could not find the specified version ${numberOf(state.default_version)} for the launch template with ID ${textOf(state.id)}.`,
          ),
      ),
  },
);

const METADATA = {
  http_endpoint: "enabled",
  http_protocol_ipv6: "",
  http_put_response_hop_limit: 1,
  http_tokens: "optional",
  instance_metadata_tags: "",
} as const;

const device = (block: ValueObject): ValueObject =>
  withBlock(block, "ebs", (ebs) =>
    withDefaults(ebs, { iops: 0, throughput: 0, volume_initialization_rate: 0, volume_size: 0, volume_type: "" }),
  );

function withBlock(block: ValueObject, name: string, change: (inner: ValueObject) => ValueObject): ValueObject {
  return objectOf([...Object.entries(block), [name, objectsOf(block[name]).map(change)]]);
}

/** The template that a block names, by id or by name. */
export function templateOf(context: BehaviourContext, block: Value | undefined): WorldObject | undefined {
  const named = firstOf(block);
  return (
    findByAttribute(context, "aws_launch_template", "id", named?.id) ??
    findByAttribute(context, "aws_launch_template", "name", named?.name)
  );
}

export const launchTemplateTypes: { readonly [type: string]: ResourceBehaviour } = { aws_launch_template: template };
