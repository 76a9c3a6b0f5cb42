/** States that are files of the machine that deploys: gone with a CI job, and then everything is made a second time. */
import { JangadaError, type Problem } from "../../errors";
import type { TargetName } from "../../model/target-name";
import { factsOf } from "../../targets";
import { readStackJson } from "../deps/remote-state";
import type { Listener } from "../events";
import type { Selection } from "../selection/select";
import { isSimulated } from "../terraform-environment";

export interface LocalStateOptions {
  /** The environment variables. @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Go on all the same: the disk of the runner outlives its jobs, and no other runner deploys. @default false */
  readonly allowLocalState?: boolean;
}

/** @throws JangadaError LOCAL_STATE_IN_CI */
export function refuseLocalState(selection: Selection, options: LocalStateOptions): void {
  const problems = options.allowLocalState ? [] : localStates(selection, options.env);
  if (problems.length > 0) throw new JangadaError(problems);
}

/** Of what changes nothing: it only cannot see what another job has made. */
export function warnOfLocalState(
  selection: Selection,
  options: LocalStateOptions & { readonly listener?: Listener },
): void {
  for (const { message, remedy } of localStates(selection, options.env)) {
    options.listener?.({ type: "message", level: "warning", message: `${message} ${remedy ?? ""}` });
  }
}

/** Whatever the file says, the stack's own configuration decides; without a backend, Terraform writes a file. */
function localStates(
  { stacks, environments }: Selection,
  env: NodeJS.ProcessEnv = process.env,
): readonly (Problem & { readonly remedy: string })[] {
  if (!isCi(env) || isSimulated(env)) return [];
  return environments.flatMap((environment) => {
    const local = stacks.filter((stack) => stack.environment === environment.facts.name && isLocal(stack.folder));
    if (local.length === 0) return [];
    const names = local.map(({ name }) => name).join(", ");
    return [
      {
        code: "LOCAL_STATE_IN_CI",
        message: `The state of ${names} is a file on this machine, and 'CI' is set: the next job does not find it, and would make everything a second time.`,
        place: { file: environment.file, path: "state", ...environment.locate("state") },
        remedy: `${sharedPlace(environment.facts.target)} If the disk of this runner outlives its jobs: --allow-local-state.`,
      },
    ];
  });
}

/** Where the target keeps what all jobs find. */
function sharedPlace(target: TargetName): string {
  const [place] = factsOf(target)?.stateBackends ?? [];
  return place
    ? `Keep it in a ${place.title} (\`${place.example}\`${place.storageField === undefined ? "" : ", then: jangada bootstrap"}).`
    : "Keep it where the next job finds it (`state`).";
}

function isLocal(folder: string): boolean {
  const { backend, cloud } = readStackJson(folder).terraform ?? {};
  return cloud === undefined && (backend === undefined || Object.keys(backend).every((type) => type === "local"));
}

/** As CI services set it; `false` and nothing are no. */
function isCi({ CI: ci }: NodeJS.ProcessEnv): boolean {
  return ci !== undefined && ci !== "" && ci !== "false" && ci !== "0";
}
