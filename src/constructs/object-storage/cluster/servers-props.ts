/** What servers of objects need, whatever they are of. */
import type { IDependable } from "constructs";
import type { ObjectServersSection } from "../../object-servers/section";
import type { ISecretStore } from "../../secrets/contract";
import type { StoreOnServers } from "./stores";

/** Velero leaves out what has it (velero.io/docs, "Resource filtering"). */
export const LEFT_OUT = { "velero.io/exclude-from-backup": "true" } as const;

/** Seconds: a set of servers starts one after another, each after its volume is there. */
export const SERVERS_TIMEOUT = 900;

export interface ObjectServersProps extends Partial<Omit<ObjectServersSection, "minio">> {
  /** What only MinIO has. @default the defaults of its fields */
  readonly minio?: Partial<ObjectServersSection["minio"]>;
  /** Name of the environment: the authority is called after it. */
  readonly environment: string;
  /** Where they stand, as a reference: a store of `secrets` is open to it. */
  readonly namespace: string;
  /** Where keys are made and kept. */
  readonly secrets: ISecretStore;
  /** Of the keys' names: `<env>/object-storage`. */
  readonly secretPrefix: string;
  /** The stores on them, and who uses each. */
  readonly stores: readonly StoreOnServers[];
  /** Namespaces that may reach the gateways. */
  readonly clients: readonly string[];
  /** Whether backups of the cluster are kept on them: then they are in none. */
  readonly holdBackups: boolean;
  /** What must be there before them: cert-manager. */
  readonly dependsOn: readonly IDependable[];
}
