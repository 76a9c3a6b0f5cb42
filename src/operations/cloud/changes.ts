/** Changes of the simulated world that Terraform is not told of, as people write them and as they are carried out. */
import { JangadaError, type Problem } from "../../errors";
import type { Assignments } from "../../rehearsal/engine/hand-made";

export type { Assignments } from "../../rehearsal/engine/hand-made";

/** `type/id`, in one of the clouds. */
export interface ObjectName {
  /** Terraform's type. */
  readonly type: string;
  /** As the cloud gave it; it may hold slashes. */
  readonly id: string;
}

export type WorldChange =
  | (ObjectName & { readonly kind: "change"; readonly set: Assignments })
  | (ObjectName & { readonly kind: "delete" })
  | (ObjectName & { readonly kind: "add"; readonly set: Assignments });

export interface WorldChangeRequest {
  /** Carried out in this order: all of them, or none. */
  readonly changes: readonly WorldChange[];
  /** That many plausible ones on top. The same seed in the same world draws the same. */
  readonly random?: { readonly count: number; readonly seed: string };
}

/** What was done to one object. */
export interface DoneChange extends ObjectName {
  readonly kind: WorldChange["kind"];
  /** What was set; of a deletion nothing. */
  readonly set: Assignments;
}

/** `type/id` taken apart; an id may hold slashes itself. */
export function parseObjectName(text: string): ObjectName | undefined {
  const match = /^([a-z][a-z0-9_]*)\/(.+)$/.exec(text);
  return match?.[1] && match[2] ? { type: match[1], id: match[2] } : undefined;
}

/**
 * Groups the words of `--change` and `--add`: each object is followed by its assignments.
 * @throws JangadaError CLOUD_DRIFT_USAGE
 */
export function groupWords(
  words: readonly string[],
): readonly { readonly object: string; readonly set: Assignments }[] {
  const groups: { object: string; set: Record<string, string> }[] = [];
  const problems: Problem[] = [];
  for (const word of words) {
    const equals = word.indexOf("=");
    // A type and its slash or dot come before any sign of equality that an id may hold.
    const isObject = /^[a-z][a-z0-9_]*\//.test(word) || equals < 0;
    const current = groups.at(-1);
    if (isObject) groups.push({ object: word, set: {} });
    else if (current) current.set[word.slice(0, equals)] = word.slice(equals + 1);
    else problems.push(usage(`'${word}' comes before any object.`));
  }
  if (problems.length > 0) throw new JangadaError(problems);
  return groups;
}

export function usage(message: string): Problem {
  return {
    code: "CLOUD_DRIFT_USAGE",
    message,
    remedy:
      "Write: jangada cloud drift --change <type>/<id> <attribute>=<value> …, --delete <type>/<id>, --add <type>/<id> <attribute>=<value> …; a Terraform address serves too where there is one.",
  };
}
