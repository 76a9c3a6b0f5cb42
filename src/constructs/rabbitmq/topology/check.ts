/** Checks of what stands on a broker, all problems at once. Paths are within the broker's entry. */
import type { SectionProblem } from "../../../model/component";
import { checkVhost, exchangeType } from "./check-vhost";
import { DEFAULT_VHOST, isReservedByAmqp, RESERVED_USERS } from "./names";
import { objectNameProblems } from "./object-names";
import { checkPattern, type Path, twice, unknown } from "./problems";
import { type AccessSection, servicesOf, type TopologySection, vhostsOf } from "./section";

const PERMISSIONS = ["configure", "write", "read"] as const;

/** @param name The broker's: without `services` it is the only service's, too. */
export function checkTopology(topology: TopologySection, name: string): readonly SectionProblem[] {
  return [
    ...checkServiceNames(topology, name),
    ...twice(topology.vhosts, ["vhosts"], (vhost) => vhost.name, {
      what: "virtual hosts",
      at: "name",
      remedy: "Keep one, with what is in both.",
    }),
    ...topology.vhosts.flatMap((vhost, index) => [
      ...checkVhostName(vhost.name, ["vhosts", index, "name"]),
      ...checkVhost(vhost, ["vhosts", index]),
    ]),
    ...servicesOf(topology, name).flatMap(({ access = [] }, index) => checkAccess(topology, name, access, index)),
    ...objectNameProblems(topology, name),
  ];
}

function checkServiceNames(topology: TopologySection, name: string): readonly SectionProblem[] {
  const written = topology.services !== undefined;
  return [
    ...twice(topology.services ?? [], ["services"], (service) => service.name, {
      what: "services",
      at: "name",
      remedy: "Keep one, with the `access` of both.",
    }),
    ...servicesOf(topology, name).flatMap((service, index): SectionProblem[] =>
      RESERVED_USERS.includes(service.name)
        ? [
            {
              path: written ? ["services", index, "name"] : ["name"],
              code: "RABBITMQ_NAME_RESERVED",
              message: written
                ? `No service can be called '${service.name}': the user of that name is not an application's.`
                : `Without 'services' the broker's user would be called '${service.name}', which is not an application's.`,
              remedy: `Give it another name than ${RESERVED_USERS.join(", ")}.`,
            },
          ]
        : [],
    ),
  ];
}

function checkVhostName(name: string, path: Path): readonly SectionProblem[] {
  if (name !== DEFAULT_VHOST && !isReservedByAmqp(name)) return [];
  return [
    {
      path,
      code: "RABBITMQ_NAME_RESERVED",
      message:
        name === DEFAULT_VHOST
          ? "The virtual host '/' is the one that every broker is born with: whoever names none is there."
          : `The virtual host '${name}' begins with 'amq.', which is RabbitMQ's own.`,
      remedy: "Give it a name of its own.",
    },
  ];
}

function checkAccess(
  topology: TopologySection,
  broker: string,
  access: readonly AccessSection[],
  service: number,
): readonly SectionProblem[] {
  const path: Path = ["services", service, "access"];
  const vhosts = vhostsOf(topology, broker);
  return [
    ...twice(access, path, ({ vhost }) => vhost, {
      what: "entries of `access` for the virtual host",
      at: "vhost",
      remedy: "Keep one: RabbitMQ has one set of permissions for a user and a virtual host.",
    }),
    ...access.flatMap((entry, index) => {
      const at = [...path, index];
      const vhost = vhosts.find(({ name }) => name === entry.vhost);
      const known = vhosts.map(({ name }) => name);
      return [
        ...(vhost ? [] : [unknown([...at, "vhost"], "virtual host", entry.vhost, known)]),
        ...PERMISSIONS.flatMap((permission) => checkPattern(entry[permission], [...at, permission])),
        ...twice(entry.topics, [...at, "topics"], ({ exchange }) => exchange, {
          what: "entries of `topics` for the exchange",
          at: "exchange",
          remedy: "Keep one: RabbitMQ has one for a user, a virtual host and an exchange.",
        }),
        ...entry.topics.flatMap((topic, position) => {
          const topicPath = [...at, "topics", position];
          return [
            ...(vhost ? checkTopic(vhost, topic.exchange, [...topicPath, "exchange"]) : []),
            ...checkPattern(topic.write, [...topicPath, "write"]),
            ...checkPattern(topic.read, [...topicPath, "read"]),
          ];
        }),
      ];
    }),
  ];
}

function checkTopic(
  vhost: Parameters<typeof exchangeType>[0] & { readonly name: string },
  exchange: string,
  path: Path,
): readonly SectionProblem[] {
  const type = exchangeType(vhost, exchange);
  if (type === "topic") return [];
  const topics = [...vhost.exchanges.filter((known) => known.type === "topic").map(({ name }) => name), "amq.topic"];
  if (type === undefined) return [unknown(path, `topic exchange in '${vhost.name}' called`, exchange, topics)];
  return [
    {
      path,
      code: "RABBITMQ_NOT_A_TOPIC",
      message: `The exchange '${exchange}' is a ${type} exchange: only those of a topic exchange have routing keys to narrow.`,
      remedy: `Topic exchanges there are: ${topics.join(", ")}.`,
    },
  ];
}
