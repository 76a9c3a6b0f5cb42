/** Places for states that all who deploy share: written and read by the target that serves them. */
import type { TerraformRemoteState, TerraformStack } from "cdktf";
import type { Environment, StateBackend } from "../../src/environment/environment";
import { JangadaError } from "../../src/errors";
import type { PlatformTarget } from "./platform-target";

export type SharedState = Exclude<StateBackend, { readonly backend: "local" }>;

/** Whose state it is. */
export interface StateOwner {
  readonly stackName: string;
  /** Of the environment. */
  readonly region: string;
}

/** What is to be made before the first state can be kept. */
export interface StateHolder {
  /** A bucket's name: unique in all of the cloud, and the same for all environments that share it. */
  readonly name: string;
  readonly region: string;
  /** A key that exists, as the cloud names it. @default one is made */
  readonly keyId?: string;
}

/** One kind of place, in Terraform's words. */
export interface SharedStates<S extends SharedState = SharedState> {
  /** Keeps the state of a stack there. */
  keep(stack: TerraformStack, state: S, owner: StateOwner): void;
  /** Reads what another stack put out. */
  read(stack: TerraformStack, id: string, state: S, owner: StateOwner): TerraformRemoteState;
  holder(state: S, region: string): StateHolder;
  /** Keeps the state of the stack that makes the holder: the same, whichever environment asks. */
  keepOwn(stack: TerraformStack, state: S, region: string): void;
}

/** By `state.backend` of the file. */
export type SharedStatesByBackend = {
  readonly [B in SharedState["backend"]]?: SharedStates<Extract<SharedState, { readonly backend: B }>>;
};

/** @throws JangadaError STATE_BACKEND_UNSERVED */
export function sharedStates(target: PlatformTarget, { backend }: SharedState, environment: Environment): SharedStates {
  const found = target.sharedStates[backend] as SharedStates | undefined;
  if (found) return found;
  const served = Object.keys(target.sharedStates).sort();
  throw new JangadaError({
    code: "STATE_BACKEND_UNSERVED",
    message: `The target '${target.name}' keeps no states in '${backend}'.`,
    place: { file: environment.file, path: "state.backend", ...environment.locate("state.backend") },
    remedy: `It keeps them in: ${["local", ...served].join(", ")}.`,
  });
}
