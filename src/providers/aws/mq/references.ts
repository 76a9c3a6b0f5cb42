/** What the arguments of Amazon MQ name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { errorText, groupRules, keyRules, rules, subnetRules } from "../shared/references";

export const mqReferences: readonly ReferenceRule[] = [
  ...subnetRules(["aws_mq_broker.subnet_ids"]),
  ...groupRules(["aws_mq_broker.security_groups"]),
  ...rules("aws_mq_configuration", errorText("NotFoundException", "Can't find requested configuration [{value}]."), [
    "aws_mq_broker.configuration.id",
  ]),
  ...keyRules(["aws_mq_broker.encryption_options.kms_key_id"]),
];
