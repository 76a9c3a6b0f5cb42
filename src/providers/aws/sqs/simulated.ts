/** SQS: queues. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isTrue, textOf } from "../../../rehearsal/engine/attributes";
import type { HandMadeChanges } from "../../../rehearsal/engine/hand-made";
import { dnsSuffix, locationOf } from "../shared/location";
import { nameOrGenerated } from "../shared/naming";
import { patternedResource } from "../shared/patterned-resource";
import { actualProblems, apiError, doing } from "../shared/refusal";

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

const queueAttachment: ResourceBehaviour = { id: (_context, planned) => textOf(planned.queue_url) ?? "" };

export const sqsTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_sqs_queue: queue,
  aws_sqs_queue_policy: queueAttachment,
  aws_sqs_queue_redrive_policy: queueAttachment,
};

/** What people change by hand. */
export const sqsHandMade: HandMadeChanges = {
  changes: [{ type: "aws_sqs_queue", set: () => ({ message_retention_seconds: "600" }) }],
  additions: [
    {
      type: "aws_sqs_queue",
      idPrefix: "https://sqs.eu-west-1.amazonaws.com/manual-",
      set: { name: "manual-queue" },
    },
  ],
};
