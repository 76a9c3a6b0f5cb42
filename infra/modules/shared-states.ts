/** Places for states that all who deploy share: written and read by the target that serves them. */
import type { TerraformRemoteState, TerraformStack } from "cdktf";
import type { Environment, StateBackend } from "../../src/environment/environment";
import { JangadaError } from "../../src/errors";
import type { PlatformTarget } from "./platform-target";

export type SharedState = Exclude<StateBackend, { readonly backend: "local" }>;

/** The stack that a state belongs to. */
export interface StateOwner {
  readonly stackName: string;
  /** Region of the environment. */
  readonly region: string;
  /** Its account. */
  readonly account: string;
  /** What else that is known by. */
  readonly accountDetails?: Readonly<Record<string, string>>;
}

/** The storage that must exist before the first state can be written. */
export interface StateStorage {
  /** A bucket's name: unique in all of the cloud, and the same for all environments that share it. */
  readonly name: string;
  readonly region: string;
  /** A key that exists, as the cloud names it. @default one is made */
  readonly keyId?: string;
  /** Part of the storage, where the cloud divides it. @default the target's */
  readonly container?: string;
}

/** One state backend of Terraform's. */
export interface SharedStates<S extends SharedState = SharedState> {
  /** Configures the backend of a stack. */
  configureBackend(stack: TerraformStack, state: S, owner: StateOwner): void;
  /** A `terraform_remote_state` that reads the outputs of another stack. */
  read(stack: TerraformStack, id: string, state: S, owner: StateOwner): TerraformRemoteState;
  /** How the storage is made. @default undefined: nothing has to be made */
  readonly bootstrap?: StateBootstrap<S>;
}

/** How the storage of states is made. */
export interface StateBootstrap<S extends SharedState = SharedState> {
  storage(state: S, region: string): StateStorage;
  /** Configures the backend of the stack that makes the storage, which has one place, whichever environment asks. */
  configureBackend(stack: TerraformStack, state: S, owner: Omit<StateOwner, "stackName">): void;
}

/** The backends that a target serves, by `state.backend` of the file. */
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
