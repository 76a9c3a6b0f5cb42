/** Checks the renames of an environment file. */
import type { Component } from "../model/component";
import type { Finding } from "./finding";
import { nearest } from "./nearest";
import type { Move } from "./file-schema";
import { childOf, valueAt } from "./schema-walk";

interface NamedList {
  /** `databases`, `cluster.pools`. */
  readonly path: string;
  readonly names: readonly string[];
}

/** `from` must be gone, `to` must be there (or be renamed again), both in one list of named things. */
export function checkMoves(
  moved: readonly Move[],
  components: readonly Component[],
  sections: Readonly<Record<string, unknown>>,
): readonly Finding[] {
  const lists = components.flatMap((component) =>
    (component.named ?? []).map((inner) => listOf(component.name, inner, sections[component.name])),
  );
  return moved.flatMap((move, index) => checkMove(move, index, moved, lists));
}

function checkMove(move: Move, index: number, moved: readonly Move[], lists: readonly NamedList[]): readonly Finding[] {
  const at = (side: keyof Move, code: string, message: string, remedy: string): Finding => ({
    path: ["moved", index, side],
    code,
    message,
    remedy,
  });
  const list = lists.find(({ path }) => path === parentOf(move.to));
  const known = lists.map(({ path }) => `${path}.<name>`).join(", ");
  const findings: Finding[] = [];
  if (!list) {
    return [
      at(
        "to",
        "ENV_MOVED_KIND",
        `'${move.to}' is in no list of things that can be renamed.`,
        `Renamed can be: ${known || "nothing here"}.`,
      ),
    ];
  }
  if (parentOf(move.from) !== list.path) {
    findings.push(
      at(
        "from",
        "ENV_MOVED_KIND",
        `'${move.from}' and '${move.to}' are not in the same list.`,
        `Something in '${list.path}' was in '${list.path}' before, too.`,
      ),
    );
  }
  if (move.from === move.to) {
    findings.push(at("to", "ENV_MOVED_TO", `'${move.to}' would be renamed to itself.`, "Remove the entry."));
    return findings;
  }
  if (list.names.includes(nameOf(move.from)) && parentOf(move.from) === list.path) {
    findings.push(
      at(
        "from",
        "ENV_MOVED_FROM",
        `'${move.from}' is still there, so it was not renamed.`,
        "Remove the entry, or the thing of the old name. The old name stays taken: physical names derive from it.",
      ),
    );
  }
  const renamedAgain = moved.some((other) => other.from === move.to);
  if (!list.names.includes(nameOf(move.to)) && !renamedAgain) {
    const suggestion = nearest(nameOf(move.to), list.names);
    findings.push(
      at(
        "to",
        "ENV_MOVED_TO",
        `There is no '${move.to}'.`,
        suggestion
          ? `Did you mean '${list.path}.${suggestion}'?`
          : `In '${list.path}' there are: ${list.names.join(", ") || "none"}.`,
      ),
    );
  }
  const isRepeated = moved.findIndex((other) => other.from === move.from && other.to === move.to) < index;
  for (const side of isRepeated ? (["from"] as const) : (["from", "to"] as const)) {
    if (moved.findIndex((other) => other[side] === move[side]) < index) {
      findings.push(at(side, "ENV_MOVED_TWICE", `'${move[side]}' is moved twice.`, "Keep one of the entries."));
    }
  }
  const circle = cycleOf(moved, move);
  // Of a circle the first entry tells.
  if (circle.length > 0 && !circle.some((other) => moved.indexOf(other) < index)) {
    findings.push(
      at("to", "ENV_MOVED_CYCLE", `'${move.from}' comes back to its own name.`, "Remove the entries of the circle."),
    );
  }
  return findings;
}

/** The entries by which a name comes back to itself; none if it does not. */
function cycleOf(moved: readonly Move[], start: Move): readonly Move[] {
  const entries = [start];
  while (entries.length <= moved.length) {
    const last = entries.at(-1) as Move;
    if (last.to === start.from) return entries;
    const next = moved.find((move) => move.from === last.to);
    if (!next) return [];
    entries.push(next);
  }
  return [];
}

function listOf(component: string, inner: string, section: unknown): NamedList {
  const entries = inner ? valueAt(section, inner.split(".")) : section;
  const names = Array.isArray(entries)
    ? entries.map((entry) => childOf(entry, "name")).filter((name) => typeof name === "string")
    : [];
  return { path: inner ? `${component}.${inner}` : component, names };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("."));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
