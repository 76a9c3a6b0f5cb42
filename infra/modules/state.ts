/** Where a stack's state is, and how another stack reads its outputs. */
import * as path from "node:path";
import {
  App,
  DataTerraformRemoteStateLocal,
  LocalBackend,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import type { Environment, StateBackend } from "../../src/environment/environment";
import type { PlatformTarget } from "./platform-target";
import { type SharedState, sharedStates, type StateOwner } from "./shared-states";

/**
 * Set by `jangada rehearse` and `jangada cloud env`: every state goes into this folder, whatever backend the file names.
 * Rehearsed state never meets real state.
 */
export const STATE_DIRECTORY_VARIABLE = "JANGADA_STATE_DIRECTORY";

/** The state file of a stack, where its state is a file: absolute; undefined where it is remote. */
export function stateFile(backend: StateBackend, stackName: string): string | undefined {
  const rehearsal = process.env[STATE_DIRECTORY_VARIABLE];
  if (rehearsal) return path.resolve(rehearsal, `${stackName}.tfstate`);
  if (backend.backend === "local") return path.resolve(backend.path ?? ".", `terraform.${stackName}.tfstate`);
  return undefined;
}

export interface StatePlace {
  readonly target: PlatformTarget;
  readonly environment: Environment;
}

export function configureStateBackend(
  stack: TerraformStack,
  stackName: string,
  { target, environment }: StatePlace,
): void {
  const { state, facts } = environment;
  const file = stateFile(state, stackName);
  const owner = ownerOf(stackName, facts);
  if (file) new LocalBackend(stack, { path: backendPath(stack, stackName, file, state) });
  else
    withSharedState(state, (place) => sharedStates(target, place, environment).configureBackend(stack, place, owner));
}

/** Reads the outputs of `upstream` from `stack`. */
export function remoteStateOf(
  stack: TerraformStack,
  stackName: string,
  upstream: string,
  id: string,
  { target, environment }: StatePlace,
): TerraformRemoteState {
  const { state, facts } = environment;
  const file = stateFile(state, upstream);
  if (file) return new DataTerraformRemoteStateLocal(stack, id, { path: backendPath(stack, stackName, file, state) });
  const owner = ownerOf(upstream, facts);
  return withSharedState(state, (place) => sharedStates(target, place, environment).read(stack, id, place, owner));
}

function ownerOf(stackName: string, { region, account, accountDetails }: Environment["facts"]): StateOwner {
  return { stackName, region, account, ...(accountDetails ? { accountDetails } : {}) };
}

/** What is not in a file is in a place that others share. */
function withSharedState<T>(state: StateBackend, use: (place: SharedState) => T): T {
  if (state.backend !== "local") return use(state);
  throw new Error("unreachable: a local state is a file");
}

/**
 * Terraform runs in `cdktf.out/stacks/<stack>`; a path relative to it is the same in every checkout. What is named as an absolute
 * path, outside of the checkout, stays one: a saved plan takes its backend along, and in a checkout of another depth the
 * state would be written elsewhere.
 */
function backendPath(stack: TerraformStack, stackName: string, file: string, backend: StateBackend): string {
  const named = process.env[STATE_DIRECTORY_VARIABLE] || (backend.backend === "local" ? backend.path : undefined);
  if (named !== undefined && path.isAbsolute(named)) return file;
  const outdir = path.resolve(App.of(stack).outdir, "stacks", stackName);
  return path.relative(outdir, file).split(path.sep).join("/");
}
