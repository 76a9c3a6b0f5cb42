/** What the arguments of AWS Backup name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { errorText, keyRules, roleRules, rules } from "../shared/references";

export const backupReferences: readonly ReferenceRule[] = [
  ...rules(
    "aws_backup_vault",
    errorText("ResourceNotFoundException", "Backup vault {value} does not exist"),
    [
      "aws_backup_plan.rule.target_vault_name",
      "aws_backup_vault_policy.backup_vault_name",
      "aws_backup_vault_lock_configuration.backup_vault_name",
    ],
    { attribute: "name" },
  ),
  ...rules(
    "aws_backup_plan",
    errorText("ResourceNotFoundException", "Cannot find Backup plan with ID {value}"),
    ["aws_backup_selection.plan_id"],
    {
      inUse: errorText(
        "InvalidRequestException",
        "Related backup plan selections must be deleted prior to backup plan deletion",
      ),
    },
  ),
  ...roleRules(
    ["aws_backup_selection.iam_role_arn"],
    errorText("InvalidParameterValueException", "Role {value} is not valid or not found"),
  ),
  ...keyRules(["aws_backup_vault.kms_key_arn"]),
];
