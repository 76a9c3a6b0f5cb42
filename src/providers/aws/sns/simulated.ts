/** SNS: topics and those who subscribe to them. */
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { textOf } from "../../../rehearsal/engine/attributes";
import { locationOf } from "../shared/location";
import { fingerprint, uuid } from "../shared/naming";
import { arnOf, patternedResource } from "../shared/patterned-resource";

const topic = patternedResource({
  id: "{arn}",
  arn: "sns:{name}",
  exists: { code: "InvalidParameter", message: "Topic already exists with different attributes: {id}" },
  values: (context, state) => ({
    owner: locationOf(context, state).account,
    beginning_archive_time: "",
    fifo_throughput_scope: "",
    signature_version: 0,
    tracing_config: "",
    policy: JSON.stringify({
      Id: "__default_policy_ID",
      Statement: [
        {
          Action: ["SNS:Publish", "SNS:Subscribe"],
          Condition: { StringEquals: { "AWS:SourceOwner": locationOf(context, state).account } },
          Effect: "Allow",
          Principal: { AWS: "*" },
          Resource: arnOf(context, state, "sns:{name}"),
          Sid: "__default_statement_ID",
        },
      ],
      Version: "2008-10-17",
    }),
  }),
});

const subscription: ResourceBehaviour = {
  id: (context, planned) =>
    `${textOf(planned.topic_arn)}:${uuid(context.digest("subscription", context.realm, fingerprint(planned)))}`,
  computed: (context, state) => ({
    arn: String(state.id),
    owner_id: locationOf(context, state).account,
    confirmation_was_authenticated: true,
    pending_confirmation: false,
    filter_policy_scope: "",
  }),
};

export const snsTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_sns_topic: topic,
  aws_sns_topic_policy: {
    id: (_context, planned) => textOf(planned.arn) ?? "",
    computed: (context: BehaviourContext, state) => ({ owner: locationOf(context, state).account }),
  },
  aws_sns_topic_subscription: subscription,
};
