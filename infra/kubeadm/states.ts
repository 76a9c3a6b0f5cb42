/** States in a PostgreSQL server, in Terraform's words. Where it is, and who logs in, Terraform takes from PG_CONN_STR. */
import { DataTerraformRemoteStatePg, type DataTerraformRemoteStatePgConfig, PgBackend } from "cdktf";
import type { SharedState, SharedStates, StateOwner } from "../modules/shared-states";

type PgState = Extract<SharedState, { readonly backend: "pg" }>;

/** Locked by an advisory lock, always: the backend has no other way. */
export const pgStates: SharedStates<PgState> = {
  configureBackend: (stack, state, owner) => {
    new PgBackend(stack, configuration(state, owner));
  },
  read: (stack, id, state, owner) => new DataTerraformRemoteStatePg(stack, id, configuration(state, owner)),
};

/** A schema a stack. The bindings want `connStr`, which would be written down; Terraform does not. */
function configuration({ prefix = "" }: PgState, { stackName }: StateOwner): DataTerraformRemoteStatePgConfig {
  return { schemaName: `${prefix}${stackName}` } as DataTerraformRemoteStatePgConfig;
}
