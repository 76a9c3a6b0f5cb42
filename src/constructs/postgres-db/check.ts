/** Checks of the section `databases` that no schema of one entry can make. */
import { checkRanges } from "../kit/address-checks";
import type { EnvironmentFacts, SectionContext, SectionProblem } from "../../model/component";
import { knowsAuthorities } from "./aws/certificate-authorities";
import { type DatabaseSection, type DatabasesSection, serviceName } from "./section";

/** An identifier of RDS has 63 characters (API reference, CreateDBInstance). */
const MAX_IDENTIFIER = 63;

export function checkDatabases(databases: DatabasesSection, context: SectionContext): readonly SectionProblem[] {
  return databases.flatMap((database, index) => [
    ...twiceNamed(databases, database, index),
    ...twiceServed(database, index),
    ...notAService(database, index),
    ...tooLong(database, index, context.facts.name),
    ...ownParameters(database, index),
    ...openToAll(database, index),
    ...unverifiable(database, index, context.facts),
  ]);
}

function twiceNamed(databases: DatabasesSection, { name }: DatabaseSection, index: number): readonly SectionProblem[] {
  if (databases.findIndex((other) => other.name === name) === index) return [];
  return [
    {
      path: [index, "name"],
      code: "DATABASE_TWICE",
      message: `There are two databases called '${name}'.`,
      remedy: "Give one of them another name, or list its services under the other's `services`.",
    },
  ];
}

function twiceServed({ name, services = [] }: DatabaseSection, index: number): readonly SectionProblem[] {
  return services.flatMap((service, at): SectionProblem[] =>
    services.indexOf(service) === at
      ? []
      : [
          {
            path: [index, "services", at],
            code: "DATABASE_SERVICE_TWICE",
            message: `The service '${service}' is listed twice for the database '${name}'.`,
            remedy: "Keep one: a service has one logical database and one role on a server.",
          },
        ],
  );
}

/** Without `services` the server's own name is the only one's. */
function notAService({ name, services }: DatabaseSection, index: number): readonly SectionProblem[] {
  const named = serviceName.safeParse(name);
  if (services !== undefined || named.success) return [];
  return [
    {
      path: [index, "name"],
      code: "DATABASE_NAME_RESERVED",
      message: `Without 'services' the server's logical database and role would be called '${name}'. ${named.error.issues.map(({ message }) => message).join(" ")}`,
      remedy: "Call the server otherwise, or list its services.",
    },
  ];
}

function tooLong({ name }: DatabaseSection, index: number, environment: string): readonly SectionProblem[] {
  const identifier = `${environment}-${name}`;
  if (identifier.length <= MAX_IDENTIFIER) return [];
  return [
    {
      path: [index, "name"],
      code: "DATABASE_NAME_TOO_LONG",
      message: `The server would be called '${identifier}': ${identifier.length} characters, of which RDS allows ${MAX_IDENTIFIER}.`,
      remedy: `Take ${identifier.length - MAX_IDENTIFIER} off the name.`,
    },
  ];
}

/** What the construct sets for safety is not to be undone by the way. */
function ownParameters({ parameters }: DatabaseSection, index: number): readonly SectionProblem[] {
  if (!("rds.force_ssl" in parameters) || parameters["rds.force_ssl"] === "1") return [];
  return [
    {
      path: [index, "parameters", "rds.force_ssl"],
      code: "DATABASE_TLS_REQUIRED",
      message: "Connections without TLS cannot be allowed.",
      remedy: "Take `rds.force_ssl` out.",
    },
  ];
}

function openToAll({ allow = [] }: DatabaseSection, index: number): readonly SectionProblem[] {
  return checkRanges(allow, [index, "allow"], {
    world: "DATABASE_OPEN",
    wide: "DATABASE_WIDE",
    what: "the database",
    remedy: "Name the ranges that have business with the server, or leave `allow` out: the environment's own network.",
  });
}

/** Without authorities nobody could tell the server from another one. */
function unverifiable(
  { name, caBundle }: DatabaseSection,
  index: number,
  { target, region }: EnvironmentFacts,
): readonly SectionProblem[] {
  if (target !== "eks" || caBundle !== undefined || knowsAuthorities(region)) return [];
  return [
    {
      path: [index],
      code: "DATABASE_AUTHORITIES_UNKNOWN",
      message: `The certificate authorities of RDS in '${region}' are not known here, so nobody could verify the server '${name}'.`,
      remedy: `Give them as 'caBundle': the content of https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem (aws-cn: rds-truststore.s3.cn-north-1.amazonaws.com.cn; GovCloud: truststore.pki.us-gov-west-1.rds.amazonaws.com).`,
    },
  ];
}
