/** What cannot be of a server that takes tokens of Entra ID alone, and of the service accounts that its services are. */
import type { SectionContext, SectionProblem } from "../../../model/component";
import { MOST_CREDENTIALS } from "../../../targets/aks/identity-limits";
import type { DatabaseSection, DatabasesSection } from "../section";
import { serviceConsumers } from "../service-stores";

const AZURE = "azure";

export function checkPrincipals(
  databases: DatabasesSection,
  database: DatabaseSection,
  { sections }: Pick<SectionContext, "sections">,
): readonly SectionProblem[] {
  const { entraOnly } = database.azure;
  if (!entraOnly) return [...checkUnused(database), ...checkSourceOf(databases, database)];
  return [
    ...checkServices(database),
    ...checkNamespaces(database, sections),
    ...(sections["observability"] === undefined ? [] : [unread(database)]),
  ];
}

/** There the block says nothing else either; but that a password lets in must not be overlooked. */
export function checkInCluster({ azure }: DatabaseSection): readonly SectionProblem[] {
  if (!azure.entraOnly) return [];
  return [
    {
      path: [AZURE, "entraOnly"],
      code: "DATABASE_ENTRA",
      message: "A server in the cluster knows nothing of Entra ID: its services have passwords.",
      remedy: "Take `entraOnly` out; or write `runs: managed`.",
    },
  ];
}

function checkUnused({ azure }: DatabaseSection): readonly SectionProblem[] {
  if (Object.keys(azure.serviceAccounts).length === 0) return [];
  return [
    {
      path: [AZURE, "serviceAccounts"],
      code: "DATABASE_ENTRA",
      message: "The services of this server have passwords: no service account is one of them.",
      remedy: "Write `entraOnly: true`, or take `serviceAccounts` out.",
    },
  ];
}

/** What the file calls its services: without a list, one like the server. */
const servicesOf = ({ name, services }: DatabaseSection): readonly string[] => services ?? [name];

function checkServices(database: DatabaseSection): readonly SectionProblem[] {
  const services = servicesOf(database);
  return Object.entries(database.azure.serviceAccounts).flatMap(([service, accounts]): readonly SectionProblem[] => {
    const path = [AZURE, "serviceAccounts", service];
    if (!services.includes(service)) {
      return [
        {
          path,
          code: "DATABASE_ENTRA",
          message: `The server '${database.name}' has no service '${service}'.`,
          remedy: `It has: ${services.join(", ")}.`,
        },
      ];
    }
    const twice = accounts.findIndex((account, index) => accounts.indexOf(account) !== index);
    return twice < 0
      ? []
      : [
          {
            path: [...path, twice],
            code: "DATABASE_ENTRA",
            message: `The service account '${accounts[twice]}' of '${service}' is listed twice.`,
            remedy: "Keep one.",
          },
        ];
  });
}

function checkNamespaces(database: DatabaseSection, sections: SectionContext["sections"]): readonly SectionProblem[] {
  return servicesOf(database).flatMap((service): readonly SectionProblem[] => {
    const namespaces = serviceConsumers({ sections }, database, database.name)
      .filter((consumer) => consumer.service === service)
      .map(({ namespace }) => namespace);
    if (namespaces.length === 0) {
      return [
        {
          path: [AZURE, "entraOnly"],
          code: "DATABASE_ENTRA",
          message: `No namespace reads the secrets of '${service}', so no pod could be it: nobody could log in.`,
          remedy: `Name one: \`secrets: { namespaces: [{ name: …, databases: [${database.name}/${service}] }] }\`.`,
        },
      ];
    }
    const accounts = database.azure.serviceAccounts[service] ?? [service];
    if (namespaces.length * accounts.length <= MOST_CREDENTIALS) return [];
    return [
      {
        path: [AZURE, ...(database.azure.serviceAccounts[service] ? ["serviceAccounts", service] : ["entraOnly"])],
        code: "DATABASE_ENTRA",
        message: `'${service}' is ${accounts.length} service accounts in ${namespaces.length} namespaces: an identity has ${MOST_CREDENTIALS} at most.`,
        remedy: "Name fewer; or make several services of it.",
      },
    ];
  });
}

function unread({ name }: DatabaseSection): SectionProblem {
  return {
    path: [AZURE, "entraOnly"],
    code: "DATABASE_NO_METRICS",
    severity: "warning",
    message: `Nobody reads the figures of '${name}': what reads them logs in with a password. Neither dashboards nor alerts know it.`,
    remedy: "Look at Azure Monitor's own figures of the server, and set alerts there.",
  };
}

/** A restored server has its source's administrator, which a source without passwords has none of; and azurerm gives a restored one none. */
function checkSourceOf(databases: DatabasesSection, { restore }: DatabaseSection): readonly SectionProblem[] {
  const source = databases.find(({ name }) => name === restore?.from);
  if (!source?.azure.entraOnly) return [];
  return [
    {
      path: ["restore", "from"],
      code: "DATABASE_ENTRA",
      message: `'${source.name}' takes no passwords: what is restored from it has no administrator's login, without which Azure lets none in.`,
      remedy: "Write `azure: { entraOnly: true }` here, too; or take `restore` out, if the server is there already.",
    },
  ];
}
