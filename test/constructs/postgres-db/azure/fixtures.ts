/** Servers of Azure on a network of Azure. */
import { FlexiblePostgres } from "../../../../src/constructs/postgres-db/azure/flexible-postgres";
import type { PostgresDbProps } from "../../../../src/constructs/postgres-db/props";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { SUBSCRIPTION } from "../../../providers/azurerm/support";
import { type Block, Synthesized } from "../../aws-stack";
import { azureStack, LOCATION } from "../../azure-stack";

export const SERVER = "azurerm_postgresql_flexible_server";

export type ServerProps = Partial<PostgresDbProps>;

/** A network, and a server in it for each of these. */
export function synthesizeServers(...servers: readonly ServerProps[]): Synthesized {
  const stack = azureStack();
  const network = new AzureNetwork(stack, "network", {
    name: "dev",
    region: LOCATION,
    account: SUBSCRIPTION,
    cidr: "10.0.0.0/16",
    zoneCount: 3,
  });
  const made = new Map<string, FlexiblePostgres>();
  for (const props of servers.length === 0 ? [{}] : servers) {
    const { name = "dev-orders", ...rest } = props;
    const id = name.replace(/^dev-/, "");
    made.set(
      name,
      new FlexiblePostgres(stack, id, {
        name,
        network,
        version: "17",
        region: LOCATION,
        account: SUBSCRIPTION,
        ...rest,
        ...(rest.restore && made.has(rest.restore.from)
          ? { source: made.get(rest.restore.from) as FlexiblePostgres }
          : {}),
        ...(rest.keyOf && typeof rest.keyOf.name === "string" && made.has(rest.keyOf.name)
          ? { keyOf: { ...rest.keyOf, place: made.get(rest.keyOf.name) as FlexiblePostgres } }
          : {}),
      }),
    );
  }
  return new Synthesized(stack);
}

export const serverOf = (props: ServerProps = {}): Block => synthesizeServers(props).resource(SERVER, "orders");

export interface Lifecycle {
  readonly ignore_changes: readonly string[];
  readonly prevent_destroy?: boolean;
  readonly precondition: readonly { readonly condition: string }[];
  readonly postcondition: readonly { readonly condition: string; readonly error_message: string }[];
}
