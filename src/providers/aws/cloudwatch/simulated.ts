/** CloudWatch's log groups: those that somebody makes, and those that services make for themselves. */
import type { Value } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isTrue, textOf } from "../../../rehearsal/engine/attributes";
import { addCompanion, RETAINED } from "../shared/lookups";
import { apiError, actualProblems } from "../shared/refusal";
import { arnOf, patternedResource } from "../shared/patterned-resource";
import { type HandMadeChanges } from "../../../rehearsal/engine/hand-made";

const logGroup = patternedResource(
  {
    id: "{name}",
    arn: "logs:log-group:{name}",
    exists: { code: "ResourceAlreadyExistsException", message: "The specified log group already exists" },
    values: () => ({ log_group_class: "STANDARD" }),
  },
  {
    refuseDelete: (_context, { id, attributes }) =>
      actualProblems(
        isTrue(attributes.deletion_protection_enabled) &&
          apiError(
            `deleting CloudWatch Logs Log Group (${id})`,
            "InvalidOperationException",
            "The log group has deletion protection enabled.",
          ),
      ),
    // Terraform only forgets it.
    deleted: (context, { id, attributes }) => {
      if (isTrue(attributes.skip_destroy))
        addCompanion(context, "aws_cloudwatch_log_group", id, { ...attributes, [RETAINED]: true });
    },
  },
);

/**
 * A service creates its log group if it does not exist, without retention and without a key. Terraform does not manage that
 * group, so it remains after a destroy, and a later `aws_cloudwatch_log_group` of the same name is refused.
 */
export function serviceLogGroup(context: BehaviourContext, name: string): void {
  ownLogGroup(context, name, { [RETAINED]: true });
}

/** The same, of which somebody takes care later. */
export function ownLogGroup(
  context: BehaviourContext,
  name: string,
  marks: Readonly<Record<string, Value>> = {},
): void {
  addCompanion(context, "aws_cloudwatch_log_group", name, {
    name,
    name_prefix: "",
    arn: arnOf(context, { name }, "logs:log-group:{name}"),
    log_group_class: "STANDARD",
    retention_in_days: 0,
    ...marks,
  });
}

export const logTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_cloudwatch_log_group: logGroup,
  aws_cloudwatch_log_stream: patternedResource({
    id: "{name}",
    arn: "logs:log-group:{log_group_name}:log-stream:{name}",
  }),
  aws_cloudwatch_log_metric_filter: patternedResource({ id: "{name}" }),
  aws_cloudwatch_log_resource_policy: { id: (_context, planned) => textOf(planned.policy_name) ?? "" },
  aws_cloudwatch_metric_alarm: patternedResource({
    id: "{alarm_name}",
    arn: "cloudwatch:alarm:{alarm_name}",
    values: () => ({ evaluate_low_sample_count_percentiles: "" }),
  }),
};

/** What people change by hand. */
export const cloudwatchHandMade: HandMadeChanges = {
  changes: [{ type: "aws_cloudwatch_log_group", set: () => ({ retention_in_days: "7" }) }],
  deletions: ["aws_cloudwatch_log_group"],
  additions: [{ type: "aws_cloudwatch_log_group", idPrefix: "/manual/", set: { name: "/manual/debug" } }],
};
