/**
 * What each subnet lets in and out, said whole: Azure's own rules, which follow at 65000, let in all of the network, and out to
 * the internet.
 */
import { type Purpose, subnetCidr } from "./cidr-plan";

export interface SecurityRule {
  readonly name: string;
  /** 100 to 4096; the lowest that fits decides. Unique in each direction. */
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly protocol: "Tcp" | "*";
  readonly from: string;
  readonly to: string;
  readonly ports: readonly string[];
}

type Let = Pick<SecurityRule, "name" | "from" | "ports"> & { readonly to?: string };

const DENY = 4096;
const ALL = ["*"];
const BALANCER: Let = { name: "load-balancer-probes", from: "AzureLoadBalancer", ports: ALL };

/** The same spacing everywhere leaves room for rules of other components between. */
const inbound = (own: string, lets: readonly Let[]): readonly SecurityRule[] => [
  ...lets.map(({ name, from, to = own, ports }, index): SecurityRule => ({
    name,
    priority: 1000 + 100 * index,
    direction: "Inbound",
    access: "Allow",
    protocol: ports === ALL ? "*" : "Tcp",
    from,
    to,
    ports,
  })),
  deny("Inbound", "*"),
];

function deny(direction: SecurityRule["direction"], to: string): SecurityRule {
  return {
    name: `deny-all-${direction.toLowerCase()}`,
    priority: DENY,
    direction,
    access: "Deny",
    protocol: "*",
    from: "*",
    to,
    ports: ALL,
  };
}

/** Out of the network, a database's subnet reaches Azure's storage (logs for recovery) and Entra ID alone. */
const outOfData = (own: string): readonly SecurityRule[] => [
  ...["Storage", "AzureActiveDirectory"].map((service, index): SecurityRule => ({
    name: service === "Storage" ? "storage" : "entra",
    priority: 1000 + 100 * index,
    direction: "Outbound",
    access: "Allow",
    protocol: "Tcp",
    from: own,
    to: service,
    ports: ["443"],
  })),
  deny("Outbound", "Internet"),
];

/** @returns the rules of a subnet's security group */
export function rulesOf(purpose: Purpose, cidr: string): readonly SecurityRule[] {
  const own = subnetCidr(cidr, purpose);
  const nodes = subnetCidr(cidr, "nodes");
  switch (purpose) {
    case "nodes":
      return inbound(own, [{ name: "network", from: cidr, ports: ALL }, BALANCER]);
    case "public":
      return inbound(own, [{ name: "network", from: cidr, ports: ALL }, BALANCER]);
    // learn.microsoft.com/azure/aks/api-server-vnet-integration, "Network security groups": 443 and 4443 from nodes, and probes.
    case "api-server":
      return inbound(own, [{ name: "network", from: cidr, ports: ["443", "4443"] }, BALANCER]);
    // learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-private: 5432 and 6432 (PgBouncer), and 5432
    // within the subnet for its standby.
    case "data":
      return [
        ...inbound(own, [
          { name: "databases-from-nodes", from: nodes, ports: ["5432", "6432"] },
          { name: "databases-among-themselves", from: own, ports: ["5432"] },
        ]),
        ...outOfData(own),
      ];
    // Managed Redis serves at 10000 (learn.microsoft.com/azure/redis/private-link), all others HTTPS.
    case "endpoints":
      return inbound(own, [{ name: "services-from-nodes", from: nodes, ports: ["443", "10000"] }]);
  }
}
