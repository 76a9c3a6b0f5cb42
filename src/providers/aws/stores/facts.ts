/** What is known of tables, search domains, file systems, registries, backups and directories of users. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { forcedDeletionRule, policyGainsRule } from "../shared/rules";

export const storeFacts: ServiceFacts = {
  holdsData: {
    aws_dynamodb_table: "a table's items",
    aws_opensearch_domain: "a search domain's indices",
    aws_efs_file_system: "a file system's files",
    aws_fsx_lustre_file_system: "a file system's files",
    aws_ecr_repository: "a repository's images",
    aws_backup_vault: "backups",
    aws_cognito_user_pool: "users and their passwords",
  },
  billed: ["aws_opensearch_domain"],
  rules: [forcedDeletionRule("aws_ecr_repository"), policyGainsRule("aws_ecr_repository_policy")],
};
