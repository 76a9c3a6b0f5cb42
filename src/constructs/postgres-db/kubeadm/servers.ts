/** PostgreSQL on bare hosts: in the cluster alone, with backups in a store that has keys. */
import { JangadaError } from "../../../errors";
import type { Implementation } from "../../../model/contract";
import { AdoptedPostgres } from "../adopted-postgres";
import { AdoptedPostgresServices } from "../adopted-services";
import { orManaged, servicesOrManaged } from "../cluster/cnpg-implementations";
import type { IPostgresDb, POSTGRES_DB } from "../contract";
import type { IPostgresServices, POSTGRES_SERVICES, PostgresServicesProps } from "../postgres-services";
import type { PostgresDbProps } from "../props";

const refused = (construct: string, message: string, remedy: string): JangadaError =>
  new JangadaError({ code: "TARGET_CANNOT", message, place: { construct }, remedy });

const managedServers: Implementation<PostgresDbProps, IPostgresDb, typeof POSTGRES_DB.shape> = {
  create: (scope) => {
    throw refused(scope.node.path, "Bare hosts stand in no cloud that runs servers.", "Write `runs: in-cluster`.");
  },
  fromAttributes: (scope, id, attributes) => new AdoptedPostgres(scope, id, attributes),
};

const managedServices: Implementation<PostgresServicesProps, IPostgresServices, typeof POSTGRES_SERVICES.shape> = {
  create: (scope, _id, { server }) => {
    throw refused(
      scope.node.path,
      `Nobody on bare hosts can log in to '${server.serverName}' to make databases ('${server.admin.kind}').`,
      "Give a server that runs in the cluster.",
    );
  },
  fromAttributes: (scope, id, attributes) => new AdoptedPostgresServices(scope, id, attributes),
};

export const kubeadmPostgresImplementation = orManaged(
  () => (store) => {
    throw refused(
      store.node.path,
      `Pods on bare hosts have no identity of a cloud's by which they would reach '${store.bucketName}'.`,
      "Keep backups in a store that runs in the cluster.",
    );
  },
  () => managedServers,
);

export const kubeadmPostgresServicesImplementation = servicesOrManaged(() => managedServices);
