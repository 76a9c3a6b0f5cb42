/** Which target serves PostgreSQL servers and what is on them, and how. */
import type { ImplementationsOf } from "../../model/contract";
import type { PostgresDbContract } from "./contract";
import type { PostgresServicesContract } from "./postgres-services";

export const postgresDbImplementations: ImplementationsOf<PostgresDbContract> = {
  eks: () => (require("./aws/rds-postgres") as typeof import("./aws/rds-postgres")).rdsPostgresImplementation,
  aks: () =>
    (require("./azure/flexible-postgres") as typeof import("./azure/flexible-postgres")).flexiblePostgresImplementation,
};

export const postgresServicesImplementations: ImplementationsOf<PostgresServicesContract> = {
  eks: () => (require("./aws/rds-services") as typeof import("./aws/rds-services")).rdsServicesImplementation,
  aks: () =>
    (require("./azure/flexible-services") as typeof import("./azure/flexible-services")).flexibleServicesImplementation,
};
