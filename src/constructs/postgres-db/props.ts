/** What a PostgreSQL server needs; the same on every target: the fields of its section, and where it stands. */
import { z } from "zod";
import { allowProp } from "../kit/cdktf/allowed-ranges";
import { orTokens, tokenOr } from "../kit/cdktf/props";
import type { INetwork } from "../network/contract";
import { serverSchema } from "./section";
import { KEBAB_CASE } from "../../model/kebab-case";

export const postgresDbSchema = orTokens(serverSchema, ["parameters.*"]).extend({
  name: z
    .string()
    .max(63)
    .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens.")
    .describe("Physical name of the server; a literal. Changing it renames the server in place."),
  region: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, "The name of a region, such as eu-west-1.")
    .describe("The cloud's region. A literal: names derive from it."),
  account: tokenOr(z.string()).describe("The cloud's account; policies name it."),
  allow: allowProp(serverSchema.shape.allow.unwrap(), "the server"),
});

export type PostgresDbSettings = z.output<typeof postgresDbSchema>;

export interface PostgresDbProps extends z.input<typeof postgresDbSchema> {
  /** The network whose subnets of the tier `data` the server is put into; too few of them is DATABASE_SUBNETS on RDS. */
  readonly network: INetwork;
}
