/** What is known of Flexible Server. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { isOlder } from "../../shared/versions";
import { serverRules } from "./rules";

const SERVER = "azurerm_postgresql_flexible_server";
const PROVIDER = "https://github.com/hashicorp/terraform-provider-azurerm";

export const postgresFacts: ServiceFacts = {
  holdsData: {
    [SERVER]: "a database; its backups are kept for five days after it is deleted",
    azurerm_postgresql_flexible_server_database: "a database",
  },
  billed: [SERVER],
  rules: serverRules,
  irreversible: [
    {
      types: [SERVER],
      attribute: "storage_mb",
      closed: (real, wanted) => Number(wanted) < Number(real),
      reason: "A server's storage can grow, never shrink.",
      source: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-storage",
    },
    {
      types: [SERVER],
      attribute: "version",
      closed: isOlder,
      reason: "An engine cannot go back to an older version.",
      source: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-major-version-upgrade",
    },
  ],
  // What a copy holds, its source holds, too.
  exceptions: ["data-loss/deleted", "data-loss/replaced"].map((rule) => ({
    rule,
    unless: {
      judge: ({ before, after }) => ({ holds: [before, after].some((side) => side?.["create_mode"] === "Replica") }),
    },
  })),
  noise: [
    {
      name: "zones-exchanged",
      types: [SERVER],
      attribute: /^(zone|high_availability\[0\]\.standby_availability_zone)$/,
      reason: `After a failover primary and standby have exchanged their zones (${PROVIDER}/issues/13443).`,
      when: (_change, { before, after }) => {
        const [was, is] = [before, after].map((one) => [one?.["zone"], standbyZone(one)]);
        return was?.[0] === is?.[1] && was?.[1] === is?.[0];
      },
    },
    {
      name: "storage-grown",
      types: [SERVER],
      attribute: /^storage_(mb|tier)$/,
      reason: "Storage grows by itself, as auto_grow_enabled asks.",
      when: ({ before, after }, { after: object }) =>
        object?.["auto_grow_enabled"] === true && (typeof after !== "number" || Number(after) > Number(before)),
    },
  ],
};

function standbyZone(object: Readonly<Record<string, unknown>> | null | undefined): unknown {
  const availability: unknown = object?.["high_availability"];
  const [first] = Array.isArray(availability) ? (availability as readonly unknown[]) : [];
  return (first as Readonly<Record<string, unknown>> | undefined)?.["standby_availability_zone"];
}
