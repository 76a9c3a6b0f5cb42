/** Databases and roles on a server of RDS, whose certificate authorities are known by region. */
import { postgresSqlJobOn } from "../cluster/postgres-sql-job";
import { rdsAuthorities } from "./certificate-authorities";

export const rdsServicesImplementation = postgresSqlJobOn(rdsAuthorities);
