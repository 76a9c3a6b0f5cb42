/** What is known of backups. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const backupFacts: ServiceFacts = {
  holdsData: { aws_backup_vault: "backups" },
};
