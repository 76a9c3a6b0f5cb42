/** Whether a state is what is known of it; if not, what happened, and what it can be restored from. */
import type { Problem } from "../../errors";
import type { StateCopies } from "./copies";
import type { SoundState, StateForm } from "./form";
import type { Rescued } from "./rescued";

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
  readonly known: ReturnType<StateCopies["known"]>;
  readonly rescued: readonly Rescued[];
  /** Terraform's own `<file>.backup`. */
  readonly backup?: { readonly file: string; readonly state: SoundState };
  /** Whether Terraform's lock stands beside a file of no bytes: it was killed before it had written anything. */
  readonly lockLeft?: boolean;
}

export function judge(evidence: Evidence): Judgement {
  const { form, known, stack, place } = evidence;
  const left = newerRescued(evidence);
  if (left) return { trouble: notSaved(evidence, left), source: left };
  const copy = sourceOf(evidence);
  const held = known && known.state !== "none" && known.state.resources > 0 ? known.state : undefined;
  const told = (code: string, what: string): Judgement => ({
    trouble: trouble(evidence, code, what, copy),
    ...(copy ? { source: copy } : {}),
  });
  switch (form.kind) {
    case "opaque":
      return {};
    case "broken":
      return told("STATE_BROKEN", `The state of ${stack.name} (${place}) is damaged: ${form.why}.`);
    case "empty":
      if (isLeftOver(evidence)) return {};
      return told("STATE_EMPTY", `The state of ${stack.name} (${place}) holds nothing at all.`);
    case "none":
      if (!held) return {};
      return told("STATE_MISSING", `The state of ${stack.name} is gone: there is none at ${place}.`);
    case "sound": {
      const last = known && known.state !== "none" ? known.state : undefined;
      if (last?.lineage === form.lineage) {
        if (form.serial >= last.serial) return {};
        const back = `serial ${form.serial}, after ${last.serial}`;
        return told("STATE_WENT_BACK", `The state of ${stack.name} (${place}) is an older one than it was: ${back}.`);
      }
      if (!held) return {};
      return told(
        "STATE_REPLACED",
        `The state of ${stack.name} (${place}) is another one than it was: its lineage differs.`,
      );
    }
  }
}

/** Terraform makes the file when it takes the lock; killed before there was anything to write, it leaves it so. */
function isLeftOver({ known, backup, lockLeft = false }: Evidence): boolean {
  if (!known) return lockLeft && !backup;
  return known.state === "none" ? !backup : known.state.resources === 0;
}

/** What an apply did and could not write counts for more than any copy. */
function newerRescued({ form, known, rescued }: Evidence): StateSource | undefined {
  if (form.kind === "opaque") return undefined;
  const against = form.kind === "sound" ? form : known && known.state !== "none" ? known.state : undefined;
  const [newest] = rescued
    .filter(({ state }) => !against || (state.lineage === against.lineage && state.serial > against.serial))
    .sort((a, b) => b.state.serial - a.state.serial);
  return newest;
}

function sourceOf({ known, backup }: Evidence): StateSource | undefined {
  if (known && known.state !== "none") {
    return { kind: "copy", file: known.copy.file, at: known.copy.at, state: known.state };
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
  const kept = source.kind === "backup" ? "Terraform's backup of it" : `The last copy of it, of ${source.at ?? ""},`;
  return {
    code,
    message: `${what} ${kept} is serial ${source.state.serial}, with ${resourcesOf(source.state)}.`,
    place: { file: source.file, address: stack.name },
    remedy: `Restore it: jangada state ${stack.environment} --restore.${asIs}`,
  };
}

export function resourcesOf({ resources }: SoundState): string {
  return resources === 1 ? "1 resource" : `${resources} resources`;
}
