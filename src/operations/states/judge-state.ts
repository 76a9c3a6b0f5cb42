/** Whether a state is what the newest copy says of it; if not, what happened, and what it can be restored from. */
import type { Problem } from "../../errors";
import type { StateCopies } from "./state-copies";
import type { SoundState, StateForm } from "./state-form";
import type { Rescued } from "./rescued-state";

/** What a state can be restored from. */
export interface StateSource {
  /** What Terraform could not write (`errored`, `dump`), a copy from before or after an apply, or Terraform's own backup. */
  readonly kind: Rescued["kind"] | "copy" | "backup";
  readonly file: string;
  readonly state: SoundState;
  /** When a copy was taken. */
  readonly at?: string;
}

export interface Judgement {
  readonly trouble?: Problem;
  /** Undefined if there is nothing that is right. */
  readonly source?: StateSource;
}

export interface Evidence {
  readonly stack: { readonly name: string; readonly environment: string };
  /** Where the state is, in words. */
  readonly place: string;
  readonly form: StateForm;
  readonly newestCopy: ReturnType<StateCopies["newestSound"]>;
  readonly rescued: readonly Rescued[];
  /** Terraform's own `<file>.backup`. */
  readonly backup?: { readonly file: string; readonly state: SoundState };
  /** Whether Terraform's lock stands beside a file of no bytes: it was killed before it had written anything. */
  readonly hasLeftLock?: boolean;
}

export function judgeState(evidence: Evidence): Judgement {
  const { form, newestCopy, stack, place } = evidence;
  const unsaved = newerRescued(evidence);
  if (unsaved) return { trouble: notSaved(evidence, unsaved), source: unsaved };
  const copy = sourceOf(evidence);
  const lastWithResources =
    newestCopy && newestCopy.state !== "none" && newestCopy.state.resources > 0 ? newestCopy.state : undefined;
  const judgement = (code: string, what: string): Judgement => ({
    trouble: trouble(evidence, code, what, copy),
    ...(copy ? { source: copy } : {}),
  });
  switch (form.kind) {
    case "opaque":
      return {};
    case "broken":
      return judgement("STATE_BROKEN", `The state of ${stack.name} (${place}) is damaged: ${form.why}.`);
    case "empty":
      if (isLeftOver(evidence)) return {};
      return judgement("STATE_EMPTY", `The state of ${stack.name} (${place}) holds nothing at all.`);
    case "none":
      if (!lastWithResources) return {};
      return judgement("STATE_MISSING", `The state of ${stack.name} is gone: there is none at ${place}.`);
    case "sound": {
      const last = newestCopy && newestCopy.state !== "none" ? newestCopy.state : undefined;
      if (last?.lineage === form.lineage) {
        if (form.serial >= last.serial) return {};
        const back = `serial ${form.serial}, after ${last.serial}`;
        return judgement(
          "STATE_WENT_BACK",
          `The state of ${stack.name} (${place}) is an older one than it was: ${back}.`,
        );
      }
      if (!lastWithResources) return {};
      return judgement(
        "STATE_REPLACED",
        `The state of ${stack.name} (${place}) is another one than it was: its lineage differs.`,
      );
    }
  }
}

/** Terraform makes the file when it takes the lock; killed before there was anything to write, it leaves it so. */
function isLeftOver({ newestCopy, backup, hasLeftLock = false }: Evidence): boolean {
  if (!newestCopy) return hasLeftLock && !backup;
  return newestCopy.state === "none" ? !backup : newestCopy.state.resources === 0;
}

/** What an apply did and could not write counts for more than any copy. */
function newerRescued({ form, newestCopy, rescued }: Evidence): StateSource | undefined {
  if (form.kind === "opaque") return undefined;
  const against =
    form.kind === "sound" ? form : newestCopy && newestCopy.state !== "none" ? newestCopy.state : undefined;
  const [newest] = rescued
    .filter(({ state }) => !against || (state.lineage === against.lineage && state.serial > against.serial))
    .sort((a, b) => b.state.serial - a.state.serial);
  return newest;
}

function sourceOf({ newestCopy, backup }: Evidence): StateSource | undefined {
  if (newestCopy && newestCopy.state !== "none") {
    return { kind: "copy", file: newestCopy.copy.file, at: newestCopy.copy.at, state: newestCopy.state };
  }
  return backup ? { kind: "backup", ...backup } : undefined;
}

function notSaved(evidence: Evidence, { kind, file, state }: StateSource): Problem {
  const { name, environment } = evidence.stack;
  const why = kind === "errored" ? "left it in a file" : "could only print it, and it was kept";
  return {
    code: "STATE_NOT_SAVED",
    message: `An apply of ${name} could not write its state to ${evidence.place}; Terraform ${why}. It is serial ${state.serial}, with ${resourcesOf(state)}.`,
    place: { file, address: name },
    remedy: `See that there is room and that the place can be written to, then put it there: jangada state ${environment} --restore.`,
  };
}

function trouble({ stack, form }: Evidence, code: string, what: string, source: StateSource | undefined): Problem {
  const accept = `jangada state ${stack.environment} --accept`;
  const asIs =
    form.kind === "broken"
      ? ""
      : form.kind === "sound"
        ? ` If somebody did that on purpose, and it is right as it is: ${accept}.`
        : ` If nothing of it exists any more: ${accept}.`;
  if (!source) {
    const remove = form.kind === "broken" ? `If nothing was deployed, take it away and begin anew.` : "";
    return {
      code,
      message: `${what} There is no copy of it here.`,
      place: { address: stack.name },
      remedy: `Restore it from where its versions are kept (a versioned bucket, a backup). ${remove}${asIs}`.trim(),
    };
  }
  const origin = source.kind === "backup" ? "Terraform's backup of it" : `The last copy of it, of ${source.at ?? ""},`;
  return {
    code,
    message: `${what} ${origin} is serial ${source.state.serial}, with ${resourcesOf(source.state)}.`,
    place: { file: source.file, address: stack.name },
    remedy: `Restore it: jangada state ${stack.environment} --restore.${asIs}`,
  };
}

export function resourcesOf({ resources }: SoundState): string {
  return resources === 1 ? "1 resource" : `${resources} resources`;
}
