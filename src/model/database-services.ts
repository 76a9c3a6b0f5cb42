/** What other sections may know of `databases`: which services there are, by the names that they are listed under. */

interface DatabaseWithServices {
  readonly name: string;
  readonly services?: readonly string[];
}

/** `<server>/<service>` of each; without a list of its own a server has one service of its name. */
export function databaseServices(sections: Readonly<Record<string, unknown>>): readonly string[] {
  const databases = (sections["databases"] ?? []) as readonly DatabaseWithServices[];
  return databases.flatMap(({ name, services = [name] }) => services.map((service) => `${name}/${service}`));
}
