/** Queues, topics, and the events that go into them. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isTrue, textOf } from "../../../rehearsal/engine/attributes";
import { objectsInRealm } from "../shared/lookups";
import { fingerprint, nameOrGenerated, uuid } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { arnOf, patternedResource } from "../shared/patterned-resource";
import { locationOf, dnsSuffix } from "../shared/location";
import { type HandMadeChanges } from "../../../rehearsal/engine/hand-made";

const queue = patternedResource(
  {
    id: (context, planned) => {
      const { region, account, partition } = locationOf(context, planned);
      return `https://sqs.${region}.${dnsSuffix(partition)}/${account}/${nameOrGenerated(context, planned)}`;
    },
    arn: "sqs:{name}",
    exists: {
      code: "QueueAlreadyExists",
      message: "A queue already exists with the same name and a different value for attribute: {id}",
    },
    values: (_context, state) => ({
      url: String(state.id),
      policy: "",
      redrive_policy: "",
      redrive_allow_policy: "",
      deduplication_scope: isTrue(state.fifo_queue) ? "queue" : "",
      fifo_throughput_limit: isTrue(state.fifo_queue) ? "perQueue" : "",
      kms_data_key_reuse_period_seconds: 300,
      sqs_managed_sse_enabled: !textOf(state.kms_master_key_id),
    }),
  },
  {
    refuse: (_context, state, prior) => {
      const name = textOf(state.name) ?? "";
      const fifo = isTrue(state.fifo_queue);
      return actualProblems(
        fifo !== name.endsWith(".fifo") &&
          apiError(doing(prior, "SQS Queue", name), "InvalidParameterValue", `invalid queue name: ${name}`),
      );
    },
  },
);

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

/** A rule or target on another bus than the account's own has the bus before it. */
const busPrefix = (state: ValueObject): readonly string[] => {
  const name = textOf(state.event_bus_name) ?? "default";
  return name === "default" ? [] : [name];
};

const rule = patternedResource(
  {
    id: (context, planned) => [...busPrefix(planned), nameOrGenerated(context, planned)].join("/"),
    exists: { code: "ResourceAlreadyExistsException", message: "Rule {id} already exists." },
    values: (context, state) => ({
      arn: arnOf(context, state, `events:rule/${[...busPrefix(state), textOf(state.name)].join("/")}`),
    }),
  },
  {},
);

const target = patternedResource(
  {
    name: "target_id",
    id: (context, planned) =>
      [...busPrefix(planned), textOf(planned.rule), nameOrGenerated(context, planned, "target_id")].join("-"),
    exists: { code: "ResourceAlreadyExistsException", message: "Target {id} already exists." },
  },
  {
    import: (context, id) => {
      const [name, ...rest] = id.split("/").reverse();
      const [ruleName, ...buses] = rest;
      return objectsInRealm(context, "aws_cloudwatch_event_target").find(
        ({ attributes }) =>
          attributes.target_id === name &&
          attributes.rule === ruleName &&
          (attributes.event_bus_name ?? "default") === (buses.reverse().join("/") || "default"),
      );
    },
  },
);

const queueAttachment: ResourceBehaviour = { id: (_context, planned) => textOf(planned.queue_url) ?? "" };

export const messagingTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_sqs_queue: queue,
  aws_sqs_queue_policy: queueAttachment,
  aws_sqs_queue_redrive_policy: queueAttachment,
  aws_sns_topic: topic,
  aws_sns_topic_policy: {
    id: (_context, planned) => textOf(planned.arn) ?? "",
    computed: (context: BehaviourContext, state) => ({ owner: locationOf(context, state).account }),
  },
  aws_sns_topic_subscription: subscription,
  aws_cloudwatch_event_bus: patternedResource({
    id: "{name}",
    arn: "events:event-bus/{name}",
    exists: { code: "ResourceAlreadyExistsException", message: "Event bus {id} already exists." },
  }),
  aws_cloudwatch_event_rule: rule,
  aws_cloudwatch_event_target: target,
};

/** What people change by hand. */
export const messagingHandMade: HandMadeChanges = {
  changes: [{ type: "aws_sqs_queue", set: () => ({ message_retention_seconds: "600" }) }],
  deletions: ["aws_cloudwatch_event_target"],
  additions: [
    {
      type: "aws_sqs_queue",
      idPrefix: "https://sqs.eu-west-1.amazonaws.com/manual-",
      set: { name: "manual-queue" },
    },
  ],
};
