/**
 * What is known of PostgreSQL: supported majors, instance classes behind the abstract sizes, storage limits, and the image
 * whose `psql` makes databases and roles. Renovate reads the comment before the image.
 */

export interface PostgresMajor {
  /** Family of RDS parameter groups. */
  readonly parameterGroupFamily: string;
  /** Last day of the community's support (postgresql.org/support/versioning), after which RDS charges for extended support. */
  readonly supportedUntil: string;
}

/** Majors by number. Minors are the provider's affair: RDS raises them in the maintenance window. */
export const postgresMajors = {
  "15": { parameterGroupFamily: "postgres15", supportedUntil: "2027-11-11" },
  "16": { parameterGroupFamily: "postgres16", supportedUntil: "2028-11-09" },
  "17": { parameterGroupFamily: "postgres17", supportedUntil: "2029-11-08" },
  "18": { parameterGroupFamily: "postgres18", supportedUntil: "2030-11-14" },
} as const satisfies Record<string, PostgresMajor>;

export type PostgresMajorVersion = keyof typeof postgresMajors;

export const POSTGRES_MAJORS = Object.keys(postgresMajors) as readonly PostgresMajorVersion[];

/** The one that an environment gets that names none: a year in the field. */
export const DEFAULT_POSTGRES_MAJOR: PostgresMajorVersion = "17";

export const DATABASE_SIZES = ["small", "medium", "large"] as const;
export type DatabaseSize = (typeof DATABASE_SIZES)[number];

/** Instance classes of RDS: Graviton, in all regions of the catalog. vCPU and memory from aws.amazon.com/rds/instance-types. */
export const rdsInstanceClasses: Readonly<Record<DatabaseSize, string>> = {
  /** 2 vCPU (burstable), 4 GiB */
  small: "db.t4g.medium",
  /** 2 vCPU, 8 GiB */
  medium: "db.m7g.large",
  /** 4 vCPU, 32 GiB */
  large: "db.r7g.xlarge",
};

/** GiB; of gp3 volumes (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage). */
export const RDS_STORAGE = { min: 20, max: 65_536 } as const;

/** Autoscaling needs a ceiling at least this much above what is allocated (RDS user guide, storage autoscaling). */
export const RDS_MIN_AUTOSCALING_FACTOR = 1.1;

/**
 * Names that a role or a database cannot have: keywords and databases of PostgreSQL's, words that its access rules (pg_hba.conf)
 * read otherwise, and roles of the clouds'. `assets/sql/ensure-services.sh` refuses those that would do harm, too.
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
