/**
 * What is known of PostgreSQL on every target: supported majors, the names of the abstract sizes, and the image whose `psql` makes
 * databases and roles. Renovate reads the comment before the image.
 */

export interface PostgresMajor {
  /** Last day of the community's support (postgresql.org/support/versioning); some providers charge for what comes after it. */
  readonly supportedUntil: string;
}

/** Majors by number. Minors are the provider's affair: they come in the maintenance window. */
export const postgresMajors = {
  "15": { supportedUntil: "2027-11-11" },
  "16": { supportedUntil: "2028-11-09" },
  "17": { supportedUntil: "2029-11-08" },
  "18": { supportedUntil: "2030-11-14" },
} as const satisfies Record<string, PostgresMajor>;

export type PostgresMajorVersion = keyof typeof postgresMajors;

export const POSTGRES_MAJORS = Object.keys(postgresMajors) as readonly PostgresMajorVersion[];

/** The one that an environment gets that names none: a year in the field. */
export const DEFAULT_POSTGRES_MAJOR: PostgresMajorVersion = "17";

export const DATABASE_SIZES = ["small", "medium", "large"] as const;
export type DatabaseSize = (typeof DATABASE_SIZES)[number];

/**
 * Names that a role or a database cannot have: keywords and databases of PostgreSQL's, words that its access rules (pg_hba.conf)
 * read otherwise, and roles that a provider keeps for itself: a name that one of them takes moves to none. `assets/sql/ensure-services.sh` refuses those that would do harm, too.
 */
export const RESERVED_POSTGRES_NAMES: readonly string[] = [
  "all",
  "none",
  "postgres",
  "public",
  "rdsadmin",
  "rdsproxyadmin",
  "rdsrepladmin",
  "rdstopmgr",
  "rdswriteforwarduser",
  "replication",
  "samegroup",
  "samerole",
  "sameuser",
  "template0",
  "template1",
];

/**
 * Carries `psql` and a shell. A client speaks to every older server, so this is the newest major. The tag is a minor, which
 * the publisher rebuilds; to pin its bytes too, append `@sha256:…` of the copy in your own registry.
 */
export const POSTGRES_CLIENT_IMAGE = {
  repository: "public.ecr.aws/docker/library/postgres",
  // renovate: datasource=docker depName=public.ecr.aws/docker/library/postgres
  tag: "18.4-bookworm",
} as const;
