/** States in a PostgreSQL server, locked by its advisory locks (developer.hashicorp.com/terraform/language/backend/pg). */
import { z } from "zod";
import type { StateBackendFacts } from "../../model/target-facts";

/** PostgreSQL cuts names after 63 bytes (NAMEDATALEN); the longest name of a stack is 30. */
const LONGEST_PREFIX = 32;

const fields = {
  prefix: z
    .string()
    .regex(/^[a-z][a-z0-9_-]*$/, {
      error: "must be a beginning of names: lower-case letters, digits, '_' and '-', beginning with a letter",
    })
    .max(LONGEST_PREFIX)
    .optional()
    .describe(
      "Before the names of the schemas, which are <prefix><environment>-<stack>. Where the server is, and who logs in, is in PG_CONN_STR of the environment alone. Default: none.",
    ),
} as const satisfies z.ZodRawShape;

export const pgStateFacts = {
  name: "pg",
  title: "PostgreSQL server",
  fields,
  example: "state: {backend: pg}",
  regionFields: [],
  variables: ["PG_CONN_STR"],
  readyMade:
    "Terraform makes the schemas itself. PG_CONN_STR names the database, whose owner logs in: postgres://<user>:<password>@<host>/<database>?sslmode=verify-full",
  removeCommand: (place) => {
    const [, schema = ""] = /^pg:\/\/(.+)$/.exec(place) ?? [];
    return `psql "$PG_CONN_STR" -c 'DELETE FROM "${schema}".states'; take a copy of the database before`;
  },
  usable: "a database of its own, whose owner logs in, and copies of it",
  isMissing: (said) => /database "[^"]*" does not exist/i.test(said),
  placeOf: ({ schema_name: schema }) => `pg://${String(schema)}`,
} as const satisfies StateBackendFacts;
