/** Which target serves PostgreSQL servers and what is on them, and how. */
import type { ImplementationsOf } from "../../model/contract";
import type { PostgresDbContract } from "./contract";
import type { PostgresServicesContract } from "./postgres-services";

/** The same on every target but for the store of backups; everything else the target's cloud does. */
const inCluster = (): typeof import("./cluster/cnpg-implementations") =>
  require("./cluster/cnpg-implementations") as typeof import("./cluster/cnpg-implementations");

export const postgresDbImplementations: ImplementationsOf<PostgresDbContract> = {
  eks: () =>
    inCluster().orManaged(
      () => (require("./aws/backup-place") as typeof import("./aws/backup-place")).s3Place,
      () => (require("./aws/rds-postgres") as typeof import("./aws/rds-postgres")).rdsPostgresImplementation,
    ),
  aks: () =>
    inCluster().orManaged(
      () => (require("./azure/backup-place") as typeof import("./azure/backup-place")).blobPlace,
      () =>
        (require("./azure/flexible-postgres") as typeof import("./azure/flexible-postgres"))
          .flexiblePostgresImplementation,
    ),
  kubeadm: () => (require("./kubeadm/servers") as typeof import("./kubeadm/servers")).kubeadmPostgresImplementation,
};

export const postgresServicesImplementations: ImplementationsOf<PostgresServicesContract> = {
  eks: () =>
    inCluster().servicesOrManaged(
      () => (require("./aws/rds-services") as typeof import("./aws/rds-services")).rdsServicesImplementation,
    ),
  aks: () =>
    inCluster().servicesOrManaged(
      () =>
        (require("./azure/flexible-services") as typeof import("./azure/flexible-services"))
          .flexibleServicesImplementation,
    ),
  kubeadm: () =>
    (require("./kubeadm/servers") as typeof import("./kubeadm/servers")).kubeadmPostgresServicesImplementation,
};
