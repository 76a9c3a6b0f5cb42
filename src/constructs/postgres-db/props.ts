/** What a PostgreSQL server needs; the same on every target: the fields of its section, and where it stands. */
import type { Construct, IConstruct } from "constructs";
import { z } from "zod";
import { allowProp } from "../kit/cdktf/allowed-ranges";
import { orTokens, tokenOr } from "../kit/cdktf/props";
import type { INetwork } from "../network/contract";
import type { ClusterPlace } from "./cluster/place";
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
    .regex(/^[a-z0-9][a-z0-9-]*$/, "The name of a region, such as eu-west-1.")
    .describe("The cloud's region. A literal: names derive from it."),
  account: tokenOr(z.string()).describe("The cloud's account; policies name it."),
  allow: allowProp(serverSchema.shape.allow.unwrap(), "the server"),
});

export type PostgresDbSettings = z.output<typeof postgresDbSchema>;

/** A server with a key that others have, too. */
export interface KeyOwner {
  /** Its scope, or its place under a scope of its id: what the key's address derives from. */
  readonly place: Construct;
  /** Physical name of the server. */
  readonly name: string;
}

export interface PostgresDbProps extends z.input<typeof postgresDbSchema> {
  /**
   * The server whose key this one is encrypted with, and where it stands, or stood: its key is made there, if it is gone. A restored
   * server keeps its source's. @default a key of its own
   */
  readonly keyOf?: KeyOwner;
  /** Where a server in the cluster stands; without it such a one is refused (POSTGRES_PLACE). @default the cloud's own affair */
  readonly place?: ClusterPlace;
  /** The server that it is restored from, where the same stack makes it: it comes first. @default it is there */
  readonly source?: IConstruct;
  /** IPv4 ranges outside of the network from which deployments reach what keeps the server's key. @default none */
  readonly deployFrom?: readonly string[] | undefined;
  /** The network whose subnets of the tier `data` the server is put into; too few of them is DATABASE_SUBNETS on RDS. */
  readonly network: INetwork;
}
