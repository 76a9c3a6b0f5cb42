/** Names, ports and labels of what a PostgreSQL server in the cluster is made of. */

/** Where the operator, servers of the cluster and the Jobs of these live; only the platform has business there. */
export const POSTGRES_NAMESPACE = "postgres";

/** The operator's release; those of servers begin so, with a hyphen. */
export const OPERATOR_RELEASE = "postgres";

/** The release of what carries backups to a store of objects. */
export const BACKUP_PLUGIN_RELEASE = "barman-cloud";

/** Labels of the operator's pods; of no other's in the namespace. */
export const OPERATOR_PODS: Readonly<Record<string, string>> = {
  "app.kubernetes.io/name": "cloudnative-pg",
  "app.kubernetes.io/instance": OPERATOR_RELEASE,
};

/** What servers call that plugin (plugin-barman-cloud v0.13, metadata/constants.go). */
export const BACKUP_PLUGIN = "barman-cloud.cloudnative-pg.io";

/** API groups and versions of CloudNativePG's custom resources, and of its plugin's. */
export const CNPG_API = "postgresql.cnpg.io/v1";
export const BARMAN_API = "barmancloud.cnpg.io/v1";

/** The `ImageCatalog` of the namespace: which image a major runs. */
export const IMAGE_CATALOG = "postgres";

/** The issuer of the servers' certificates, and the Secret of its own. */
export const AUTHORITY = "postgres-authority";

/** The store of all servers' backups, as other components would find it. */
export const BACKUP_STORE = "databases";

/** Who makes databases and roles, and the database of that name which CloudNativePG makes with it. No service can be called so. */
export const ADMINISTRATOR = "administrator";

export const POSTGRES_PORT = 5432;
/** Where a server's pod says how it is: the operator asks. */
export const STATUS_PORT = 8000;
/** Figures of a server's pod, and of a pooler's. */
export const METRICS_PORT = 9187;
export const POOLER_METRICS_PORT = 9127;
/** Figures of the operator. */
export const OPERATOR_METRICS_PORT = 8080;
/** Where the operator answers the API server. */
export const OPERATOR_WEBHOOK_PORT = 9443;

/** The operator refuses longer ones than 50 (api/v1/cluster_webhook); the pooler's name and Services' endings are to fit in 63, too. */
export const MAX_SERVER_NAME = 44;

/** Labels that the operator gives every pod of a server, and those of its pooler. */
export const serverPods = (server: string): Readonly<Record<string, string>> => ({ "cnpg.io/cluster": server });

/** The Service of the node that writes, and that of those that only read. */
export const writerService = (server: string): string => `${server}-rw`;
export const readerService = (server: string): string => `${server}-ro`;
/** Name of the pooler, and of its Service. */
export const poolerName = (server: string): string => `${server}-pooler`;

/** The Secret of its certificate, key and authority (`ca.crt`). */
export const certificateSecret = (server: string): string => `${server}-tls`;

/** Told by the label, and by a policy of admission refused to be deleted. */
export const PROTECTED_LABEL = "jangada/protected";
/** Whether the major may be raised: a policy of admission refuses it otherwise. */
export const MAJOR_UPGRADE_LABEL = "jangada/major-upgrade";
