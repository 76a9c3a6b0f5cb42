/** Servers in the cluster beside those of a target's cloud, and what is made on either. */
import type { Implementation } from "../../../model/contract";
import type { IPostgresDb, POSTGRES_DB } from "../contract";
import type { IPostgresServices, POSTGRES_SERVICES, PostgresServicesProps } from "../postgres-services";
import type { PostgresDbProps } from "../props";
import { isInCluster } from "../runs";
import type { BackupPlace } from "./cnpg-backups";

type Servers = Implementation<PostgresDbProps, IPostgresDb, typeof POSTGRES_DB.shape>;
type Services = Implementation<PostgresServicesProps, IPostgresServices, typeof POSTGRES_SERVICES.shape>;

/**
 * @param placeOf Loads how the target's store of objects is told to who carries backups.
 * @param managed Loads how the target's cloud runs servers.
 */
export const orManaged = (placeOf: () => BackupPlace, managed: () => Servers): Servers => ({
  create: (scope, id, props) => {
    if (!isInCluster(props)) return managed().create(scope, id, props);
    const { CnpgPostgres } = require("./cnpg-postgres") as typeof import("./cnpg-postgres");
    return new CnpgPostgres(scope, id, props, placeOf());
  },
  fromAttributes: (scope, id, attributes) => managed().fromAttributes(scope, id, attributes),
});

const sqlJob = (): Services =>
  (require("./postgres-sql-job") as typeof import("./postgres-sql-job")).postgresSqlJobImplementation;

/** @param managed Loads how it is done on servers that the target's cloud runs. */
export const servicesOrManaged = (managed: () => Services): Services => ({
  create: (scope, id, props) => {
    const services = props.server.admin.kind === "operator" ? sqlJob() : managed();
    return services.create(scope, id, props);
  },
  fromAttributes: (scope, id, attributes) => managed().fromAttributes(scope, id, attributes),
});
