import { kmsFacts } from "../../../../src/providers/aws/kms/facts";
import { describeRules, granted, one } from "../../../helpers/rule-cases";
import { change } from "../../../operations/risk/changes";

describeRules(kmsFacts, {
  "exposure/key-rotation-off": one(
    change("aws_kms_key", { enable_key_rotation: true }, { enable_key_rotation: false }),
    change("aws_kms_key", { enable_key_rotation: false }, { enable_key_rotation: true }),
  ),
  "exposure/policy-gains": granted("aws_kms_key"),
});
