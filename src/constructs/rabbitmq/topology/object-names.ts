/**
 * Names of the Kubernetes objects that stand for what is on a broker. They derive from the names in the file, never from
 * positions, and the same name is the same object for ever.
 */
import { createHash } from "node:crypto";
import type { SectionProblem } from "../../../model/component";
import { bindingText } from "./check-vhost";
import { type AccessSection, accessOf, servicesOf, type TopologySection, vhostsOf } from "./section";

/** What is joined by dots without losing anything. */
const PLAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
/** Of an object's name (DNS subdomain: 253), with room for what the operator appends. */
const MAX_LENGTH = 200;
const DIGEST_LENGTH = 12;

/**
 * The parts joined by dots, which no plain part has; where one of them is not plain (upper case, other characters, too long),
 * what can be kept of it and a digest of the whole.
 */
export function objectName(...parts: readonly string[]): string {
  const joined = parts.join(".");
  if (parts.every((part) => PLAIN.test(part)) && joined.length <= MAX_LENGTH) return joined;
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, DIGEST_LENGTH);
  const readable = parts
    .map((part) =>
      part
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, ""),
    )
    .filter((part) => part !== "")
    .join(".")
    .slice(0, MAX_LENGTH - DIGEST_LENGTH - 1)
    .replace(/[-.]+$/, "");
  return [readable, digest].filter((part) => part !== "").join(".");
}

/** A virtual host's. */
export const vhostObject = (broker: string, vhost: string): string => objectName(broker, vhost);
/** A queue's, an exchange's, a policy's: of each kind there is one of the name. */
export const memberObject = (broker: string, vhost: string, name: string): string => objectName(broker, vhost, name);
/** A binding's: it has no name, so all that it is stands for it. */
export const bindingObject = (broker: string, vhost: string, binding: Parameters<typeof bindingText>[0]): string =>
  objectName(broker, vhost, bindingText(binding));
/** A user's: of one revision of a service's password. */
export const userObject = (broker: string, service: string, revision: number): string =>
  objectName(broker, service, String(revision));
/** What that user may do in a virtual host. */
export const permissionObject = (broker: string, service: string, revision: number, vhost: string): string =>
  objectName(broker, service, String(revision), vhost);
/** What that user may do on a topic exchange. */
export const topicObject = (
  broker: string,
  service: string,
  revision: number,
  ...[vhost, exchange]: readonly [string, string]
): string => objectName(broker, service, String(revision), vhost, exchange);

interface Named {
  readonly kind: string;
  readonly object: string;
  readonly path: readonly (string | number)[];
  readonly label: string;
}

/** Objects of one kind that would have one name. */
export function objectNameProblems(topology: TopologySection, broker: string): readonly SectionProblem[] {
  const seen = new Map<string, Named>();
  return namedObjects(topology, broker).flatMap((named): SectionProblem[] => {
    const key = `${named.kind} ${named.object}`;
    const other = seen.get(key);
    if (!other) {
      seen.set(key, named);
      return [];
    }
    // Told already, as two of one name.
    if (other.label === named.label) return [];
    return [
      {
        path: named.path,
        code: "RABBITMQ_NAME_COLLISION",
        message: `'${named.label}' would be the same ${named.kind} in the cluster as '${other.label}': '${named.object}'.`,
        remedy: "Give one of them another name.",
      },
    ];
  });
}

function namedObjects(topology: TopologySection, broker: string): readonly Named[] {
  const written = new Map(topology.vhosts.map((vhost, index) => [vhost.name, index]));
  const inVhosts = topology.vhosts.flatMap(({ name, queues, exchanges, policies }, index): Named[] => [
    { kind: "Vhost", object: vhostObject(broker, name), path: ["vhosts", index, "name"], label: name },
    ...(
      [
        ["Queue", "queues", queues],
        ["Exchange", "exchanges", exchanges],
        ["Policy", "policies", policies],
      ] as const
    ).flatMap(([kind, key, list]) =>
      list.map((entry, position) => ({
        kind,
        object: memberObject(broker, name, entry.name),
        path: ["vhosts", index, key, position, "name"],
        label: `${name}/${entry.name}`,
      })),
    ),
  ]);
  const implied = vhostsOf(topology, broker)
    .filter(({ name }) => !written.has(name))
    .map(({ name }) => ({ kind: "Vhost", object: vhostObject(broker, name), path: ["services"], label: name }));
  const rights = servicesOf(topology, broker).flatMap((service, index) =>
    accessOf(service).map((access: AccessSection, position) => ({
      kind: "Permission",
      object: permissionObject(broker, service.name, 1, access.vhost),
      path: service.access ? ["services", index, "access", position, "vhost"] : ["services", index],
      label: `${service.name}@${access.vhost}`,
    })),
  );
  return [...inVhosts, ...implied, ...rights];
}
