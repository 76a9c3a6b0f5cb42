/** EC2 Auto Scaling: the tags of groups. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { firstOf, objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { objectsInRealm } from "../shared/lookups";
import { actualProblems, apiError } from "../shared/refusal";

/** A tag on a scaling group that somebody else owns: here those of node groups. */
const scalingGroupTag: ResourceBehaviour = {
  id: (_context, planned) => `${textOf(planned.autoscaling_group_name)},${textOf(firstOf(planned.tag)?.key)}`,
  exists: { code: "AlreadyExists", message: "The tag {id} is there already." },
  refuse: (context, state) => {
    const name = textOf(state.autoscaling_group_name) ?? "";
    const hasGroup = objectsInRealm(context, "aws_eks_node_group").some(({ attributes }) =>
      groupsOf(attributes).includes(name),
    );
    return actualProblems(
      !hasGroup &&
        apiError(
          `creating AutoScaling Tag (${textOf(state.id)})`,
          "ValidationError",
          `AutoScalingGroup name not found - no such group: ${name}`,
        ),
    );
  },
};

const groupsOf = (nodes: ValueObject): readonly string[] =>
  objectsOf(firstOf(nodes.resources)?.autoscaling_groups).flatMap((group) => textOf(group.name) ?? []);

export const autoscalingTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_autoscaling_group_tag: scalingGroupTag,
};
