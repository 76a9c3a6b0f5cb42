/** What a change does to the custom resources that a release carries: read from its values, before and after. */
import type { ResourceChange, Value } from "../../../model/plan";
import { type Judge, NOT_HELD } from "../../../model/risk";
import { shortList } from "../../../model/risk-conditions";

type Map = { readonly [key: string]: Value };

/** A custom resource of RabbitMQ's in a release. */
export interface Carried {
  readonly kind: string;
  readonly object: string;
  readonly spec: Map;
}

/** What a person is told of one: `queue orders in shop`. */
export function describe({ kind, object, spec }: Carried): string {
  const text = (key: string): string => (typeof spec[key] === "string" ? spec[key] : "");
  const place = text("vhost") === "" ? "" : ` in ${text("vhost")}`;
  const words: Readonly<Record<string, string>> = {
    Binding: `binding ${text("source")} -> ${text("destination")}${text("routingKey") === "" ? "" : ` (${text("routingKey")})`}`,
    Permission: `rights of ${text("user")}`,
    TopicPermission: `topics of ${text("user")}`,
    User: `user ${userOf(spec) || object}`,
    Vhost: `virtual host ${text("name")}`,
    RabbitmqCluster: `broker ${object}`,
  };
  return `${words[kind] ?? `${kind.toLowerCase()} ${text("name")}`}${place}`;
}

/** The service whose password a user's Secret holds, whichever revision: `<broker>.service.<service>.<revision>`. */
function userOf(spec: Map): string {
  const secret = spec["importCredentialsSecret"];
  const name = isMap(secret) && typeof secret["name"] === "string" ? secret["name"] : "";
  return name.split(".").slice(2, -1).join(".");
}

/** What stays the same when a password rotates. */
function identityOf({ kind, object, spec }: Carried): string {
  if (kind === "User") return `User ${userOf(spec) || object}`;
  if (kind !== "Permission" && kind !== "TopicPermission") return `${kind} ${object}`;
  const user = String(spec["user"] ?? "").replace(/_\d+$/, "");
  const topics = isMap(spec["permissions"]) ? String(spec["permissions"]["exchange"] ?? "") : "";
  return JSON.stringify([kind, user, spec["vhost"] ?? "", topics]);
}

function carriedIn(release: Map | undefined): readonly Carried[] {
  return listOf(release?.["values"]).flatMap((document) =>
    (isMap(document) ? listOf(document["objects"]) : []).flatMap((one): Carried[] => {
      if (!isMap(one) || !String(one["apiVersion"]).startsWith("rabbitmq.com/")) return [];
      const metadata = one["metadata"];
      const object = isMap(metadata) ? String(metadata["name"] ?? "") : "";
      return [{ kind: String(one["kind"]), object, spec: isMap(one["spec"]) ? one["spec"] : {} }];
    }),
  );
}

/** Objects of these kinds that were there, and are not any more. */
export const losing =
  (...kinds: readonly string[]): Judge =>
  (change) => {
    const after = new Set(carriedIn(change.after).map(identityOf));
    const gone = carriedIn(change.before).filter((one) => kinds.includes(one.kind) && !after.has(identityOf(one)));
    return gone.length > 0
      ? { holds: true, before: shortList([...new Set(gone.map(describe))]), after: "nothing" }
      : NOT_HELD;
  };

/** Objects that are there before and after, of which something holds. `differenceOf` says what, undefined if nothing. */
export const changing =
  (kind: string, differenceOf: (before: Map, after: Map) => string | undefined): Judge =>
  (change) => {
    const changed = pairsOf(change, kind).flatMap(([before, after]) => {
      const what = differenceOf(before.spec, after.spec);
      return what === undefined ? [] : [`${describe(after)}: ${what}`];
    });
    return changed.length > 0 ? { holds: true, before: shortList(changed), after: shortList(changed) } : NOT_HELD;
  };

function pairsOf(change: ResourceChange, kind: string): readonly (readonly [Carried, Carried])[] {
  const after = new Map(carriedIn(change.after).map((one) => [identityOf(one), one]));
  return carriedIn(change.before).flatMap((one) => {
    const other = one.kind === kind ? after.get(identityOf(one)) : undefined;
    return other ? [[one, other] as const] : [];
  });
}

/** Which of these fields differ. */
export const differing = (before: Map, after: Map, fields: readonly string[]): readonly string[] =>
  fields.filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null));

/** A quantity of Gi, as it is written here. */
export function gibibytes(spec: Map): number {
  const persistence = spec["persistence"];
  const storage = isMap(persistence) ? persistence["storage"] : undefined;
  return typeof storage === "string" ? Number.parseInt(storage, 10) : 0;
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

export function isMap(value: Value | undefined): value is Map {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
