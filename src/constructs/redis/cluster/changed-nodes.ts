/** What a change does to the nodes of caches and to their users: read from the objects of releases, before and after. */
import { accessWords } from "../../../model/access-lists";
import type { ResourceChange, Value } from "../../../model/plan";
import { type Fields, objectsIn, within } from "../../../model/release-objects";
import { type Judge, NOT_HELD } from "../../../model/risk";
import { shortList } from "../../../model/risk-conditions";
import { GENERATION_ANNOTATION } from "./pod";
import { GENERATION_USER } from "./users";

const INSTANCE = "app.kubernetes.io/instance";

/** The nodes of a cache, as its StatefulSet says. */
export interface Nodes {
  readonly cache: string;
  /** Of the StatefulSet: it holds the use, too. */
  readonly set: string;
  readonly count: number;
  readonly image: string;
  /** MiB. */
  readonly memory: number;
  readonly generation: string;
}

const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");

function nodesIn(release: Fields | undefined): readonly Nodes[] {
  return objectsIn(release)
    .filter(
      (object) =>
        object["kind"] === "StatefulSet" &&
        within(object, "metadata", "labels", "app.kubernetes.io/name") === "redis" &&
        within(object, "metadata", "labels", "app.kubernetes.io/component") === "server",
    )
    .map((object) => {
      const pod = within(object, "spec", "template");
      const container = within(pod, "spec", "containers", 0);
      return {
        cache: text(within(object, "metadata", "labels", INSTANCE)),
        set: text(within(object, "metadata", "name")),
        count: Number(within(object, "spec", "replicas") ?? 1),
        image: text(within(container, "image")),
        memory: Number.parseInt(text(within(container, "resources", "limits", "memory")), 10) || 0,
        generation: text(within(pod, "metadata", "annotations", GENERATION_ANNOTATION)),
      };
    });
}

/** Nodes that were there, in a release that stays, and are not any more. */
export const losingNodes: Judge = ({ before, after }) => {
  const sets = new Set(nodesIn(after).map(({ set }) => set));
  const gone = nodesIn(before).filter(({ set }) => !sets.has(set));
  return gone.length > 0 ? { holds: true, before: shortList(gone.map(({ set }) => set)), after: "nothing" } : NOT_HELD;
};

/** Nodes that are there before and after, of which something is told. */
export const changingNodes =
  (told: (before: Nodes, after: Nodes) => string | undefined): Judge =>
  (change: ResourceChange) => {
    const after = new Map(nodesIn(change.after).map((nodes) => [nodes.set, nodes]));
    const changed = nodesIn(change.before).flatMap((nodes) => {
      const now = after.get(nodes.set);
      const what = now && told(nodes, now);
      return what === undefined ? [] : [`${nodes.cache}: ${what}`];
    });
    return changed.length > 0 ? { holds: true, before: shortList(changed), after: shortList(changed) } : NOT_HELD;
  };

/** Rules by user, of the file of access lists that a release delivers; of nobody's passwords. */
function usersIn(release: Fields | undefined): ReadonlyMap<string, readonly string[]> {
  const files = objectsIn(release).map((object) =>
    text(within(object, "spec", "target", "template", "data", "users.acl")),
  );
  return new Map(
    files
      .flatMap((file) => file.replaceAll(/#\{\{[^}]*\}\}/g, "").split("\n"))
      .map((line) => accessWords(line))
      .filter(([word, name]) => word === "user" && name !== undefined && !name.startsWith(GENERATION_USER))
      .map(([, name = "", ...rules]) => [name, rules] as const),
  );
}

export const losingUsers: Judge = ({ before, after }) => {
  const [earlier, later] = [usersIn(before), usersIn(after)];
  const gone = later.size === 0 ? [] : [...earlier.keys()].filter((name) => !later.has(name));
  return gone.length > 0 ? { holds: true, before: shortList(gone), after: "nothing" } : NOT_HELD;
};

/** Users that are there before and after, of which something is told. */
export const changingUsers =
  (told: (before: readonly string[], after: readonly string[]) => readonly string[]): Judge =>
  ({ before, after }) => {
    const later = usersIn(after);
    const changed = [...usersIn(before)].flatMap(([name, rules]) => {
      const what = told(rules, later.get(name) ?? rules);
      return what.length > 0 ? [`${name}: ${shortList(what)}`] : [];
    });
    return changed.length > 0 ? { holds: true, before: shortList(changed), after: shortList(changed) } : NOT_HELD;
  };
