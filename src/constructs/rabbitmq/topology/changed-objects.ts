/** What a change does to the custom resources of RabbitMQ's that a release carries. */
import { type Carried, changedObjects, gibibytesAt } from "../../../model/changed-objects";
import { type Fields, within } from "../../../model/release-objects";

export { differing } from "../../../model/changed-objects";

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
function userOf(spec: Fields): string {
  const name = within(spec, "importCredentialsSecret", "name");
  return typeof name === "string" ? name.split(".").slice(2, -1).join(".") : "";
}

/** What stays the same when a password rotates. */
function identityOf({ kind, object, spec }: Carried): string {
  if (kind === "User") return `User ${userOf(spec) || object}`;
  if (kind !== "Permission" && kind !== "TopicPermission") return `${kind} ${object}`;
  const user = String(spec["user"] ?? "").replace(/_\d+$/, "");
  const topics = String(within(spec, "permissions", "exchange") ?? "");
  return JSON.stringify([kind, user, spec["vhost"] ?? "", topics]);
}

const objects = changedObjects({ groups: ["rabbitmq.com"], describe, identityOf });

export const { losing } = objects;

/** Objects that are there before and after, of which something holds. `differenceOf` says what, undefined if nothing. */
export const changing = (
  kind: string,
  differenceOf: (before: Fields, after: Fields) => string | undefined,
): ReturnType<typeof objects.changing> =>
  objects.changing(kind, (before, after) => differenceOf(before.spec, after.spec));

/** A quantity of Gi, as it is written here. */
export const gibibytes = (spec: Fields): number => gibibytesAt(spec, "persistence", "storage");
