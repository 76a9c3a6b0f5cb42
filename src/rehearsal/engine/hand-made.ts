/** What people and other programs do to a cloud by hand: the drift that a simulated cloud can play by itself. */
import type { WorldObject } from "../world/world";

/** The values of attributes, as written, by their path (`tags.owner`, `scaling_config[0].max_size`). */
export type Assignments = Readonly<Record<string, string>>;

export interface HandMadeChanges {
  /** What somebody changes on a console in a hurry. Each adds to, or turns round, what is there. */
  readonly changes?: readonly { readonly type: string; readonly set: (object: WorldObject) => Assignments }[];
  /** Types of what nothing else hangs on: a cloud would let anybody delete it. */
  readonly deletions?: readonly string[];
  /** What somebody makes beside the files, under the tags of an environment that is there. */
  readonly additions?: readonly {
    readonly type: string;
    /** What its id begins with. */
    readonly idPrefix: string;
    readonly set: { readonly name: string } & Assignments;
  }[];
}

/** Assigns the attribute's number plus `step`, at least 1. */
export function increasedBy(object: WorldObject, path: string, step: number): Assignments {
  return { [path]: String(Math.max(1, Number(object.attributes[path] ?? 0) + step)) };
}

/** The hand-made changes of several services or providers in one list each, in their order. */
export function combineHandMade(all: readonly (HandMadeChanges | undefined)[]): Required<HandMadeChanges> {
  return {
    changes: all.flatMap((one) => one?.changes ?? []),
    deletions: all.flatMap((one) => one?.deletions ?? []),
    additions: all.flatMap((one) => one?.additions ?? []),
  };
}
