/** Databases and roles on a server of RDS: verified by Amazon's authorities, where no others are given. */
import type { Implementation } from "../../../model/contract";
import { eksFacts } from "../../../targets/eks/facts";
import { PostgresSqlJob, postgresSqlJobImplementation } from "../cluster/postgres-sql-job";
import type { IPostgresServices, POSTGRES_SERVICES, PostgresServicesProps } from "../postgres-services";
import { rdsAuthorities } from "./certificate-authorities";

export const rdsServicesImplementation: Implementation<
  PostgresServicesProps,
  IPostgresServices,
  typeof POSTGRES_SERVICES.shape
> = {
  ...postgresSqlJobImplementation,
  create: (scope, id, props) =>
    new PostgresSqlJob(scope, id, {
      ...props,
      caBundle: props.caBundle ?? rdsAuthorities(props.region ?? ""),
      platformRoles: eksFacts.databaseRoles,
    }),
};
