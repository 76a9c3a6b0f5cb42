/** Names that the parts of Velero share. */
export const VELERO_NAMESPACE = "velero";
/** Where restores are tried; nothing else runs there. */
export const RESTORE_TEST_NAMESPACE = "restore-test";
/** Of the CronJob, and of what it runs as. */
export const RESTORE_TEST = "restore-test";
/** The store of the backups, as it is published, and as Velero calls it. */
export const VELERO_STORE = "velero";
export const BACKUP_LOCATION = "default";
