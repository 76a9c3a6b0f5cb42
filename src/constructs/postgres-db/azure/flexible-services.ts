/** Databases and roles on a server of Azure: made as its Entra administrator, verified by the authorities that everybody knows. */
import type { Implementation } from "../../../model/contract";
import { aksFacts } from "../../../targets/aks/facts";
import { PostgresSqlJob, postgresSqlJobImplementation } from "../cluster/postgres-sql-job";
import type { IPostgresServices, POSTGRES_SERVICES, PostgresServicesProps } from "../postgres-services";
import { entraLogin } from "./entra-login";
import { isEntraOnly, LABEL_PROVIDER, PrincipalLogins } from "./principal-logins";

export const flexibleServicesImplementation: Implementation<
  PostgresServicesProps,
  IPostgresServices,
  typeof POSTGRES_SERVICES.shape
> = {
  ...postgresSqlJobImplementation,
  create: (scope, id, props) =>
    new PostgresSqlJob(scope, id, {
      ...props,
      publicAuthorities: true,
      platformRoles: aksFacts.databaseRoles,
      labelProvider: LABEL_PROVIDER,
      // A server that exists may have a password in the secret store instead.
      ...(props.server.admin.kind === "workload-identity" ? { login: (job) => entraLogin(job, props) } : {}),
      ...(isEntraOnly(props) ? { logins: (of, asked) => new PrincipalLogins(of, asked) } : {}),
    }),
};
