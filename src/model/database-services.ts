/** What other sections may know of servers and their services: which there are, by the names that they are listed under. */

/** Sections whose entries are servers with services, each with a secret of its own. */
export const SERVER_SECTIONS = ["databases", "redis", "rabbitmq"] as const;
export type ServerSectionName = (typeof SERVER_SECTIONS)[number];

interface ServerWithServices {
  readonly name: string;
  readonly services?: readonly (string | { readonly name: string })[];
}

/** `<server>/<service>` of each; without a list of its own a server has one service of its name. */
export function databaseServices(
  sections: Readonly<Record<string, unknown>>,
  section: ServerSectionName = "databases",
): readonly string[] {
  const servers = (sections[section] ?? []) as readonly ServerWithServices[];
  return servers.flatMap(({ name, services = [name] }) =>
    services.map((service) => `${name}/${typeof service === "string" ? service : service.name}`),
  );
}
