/** Which namespaces read which secrets, and what in the environment file cannot be so. */
import type { SectionContext, SectionProblem } from "../../model/component";
import { databaseServices, SERVER_SECTIONS, type ServerSectionName } from "../../model/database-services";
import { ADMINISTRATORS_STORE } from "./names";
import type { SecretsSection } from "./section";

/** A namespace, and by section the services that it reads. */
interface Consumer extends Readonly<Partial<Record<ServerSectionName, readonly string[]>>> {
  readonly name: string;
}

/** Kubernetes' own, and the platform's that hold what nobody else may read. */
const RESERVED =
  /^(kube-.*|databases|external-secrets|datadog|object-storage|observability(-nodes)?|sealed-secrets|secret-store|postgres|rabbitmq|redis|redis-.*)$/;

/**
 * The namespaces that read the connection secret of a server's service: those under which `secrets.namespaces` lists it, else
 * the one that is called like the service. (A service called `default` or like one of the platform's gets none by its name.)
 * @param names What the service may be listed as: `<server>/<service>`.
 * @param servers The section that the server stands in.
 */
export function consumersOf(
  section: { readonly namespaces: readonly Consumer[] } | undefined,
  service: string,
  names: readonly string[],
  servers: ServerSectionName = "databases",
): readonly string[] {
  const named = (section?.namespaces ?? [])
    .filter((namespace) => (namespace[servers] ?? []).some((listed) => names.includes(listed)))
    .map(({ name }) => name);
  if (named.length > 0) return named;
  return service === "default" || isReserved(service) ? [] : [service];
}

export function namespaceProblems(section: SecretsSection, { sections }: SectionContext): readonly SectionProblem[] {
  return section.namespaces.flatMap((namespace, index) => [
    ...nameProblems(section, namespace.name, index),
    ...namespace.secrets.flatMap((secret, at, all): readonly SectionProblem[] =>
      all.indexOf(secret) === at
        ? []
        : [
            {
              path: ["namespaces", index, "secrets", at],
              code: "SECRETS_NAME_TWICE",
              message: `The secret '${secret}' of the namespace '${namespace.name}' is listed twice.`,
              remedy: "Keep one.",
            },
          ],
    ),
    ...SERVER_SECTIONS.flatMap((servers) => {
      const known = databaseServices(sections, servers);
      return (namespace[servers] ?? []).flatMap((listed, at): readonly SectionProblem[] =>
        known.includes(listed)
          ? []
          : [
              {
                path: ["namespaces", index, servers, at],
                code: "SECRETS_DATABASE_UNKNOWN",
                message: `There is no service '${listed}' under '${servers}'.`,
                remedy: `A service is written as <server>/<service>. There are: ${known.join(", ") || "none"}.`,
              },
            ],
      );
    }),
  ]);
}

function nameProblems({ namespaces }: SecretsSection, name: string, index: number): readonly SectionProblem[] {
  const path = ["namespaces", index, "name"];
  if (isReserved(name)) {
    return [
      {
        path,
        code: "SECRETS_NAMESPACE_RESERVED",
        message: `The namespace '${name}' is Kubernetes' or the platform's own.`,
        remedy: "Name a namespace of your applications.",
      },
    ];
  }
  if (namespaces.findIndex((other) => other.name === name) === index) return [];
  return [
    {
      path,
      code: "SECRETS_NAMESPACE_TWICE",
      message: `The namespace '${name}' is listed twice.`,
      remedy: "Keep one, with the databases of both.",
    },
  ];
}

const isReserved = (name: string): boolean => RESERVED.test(name) || name === ADMINISTRATORS_STORE;
