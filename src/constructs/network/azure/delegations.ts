/** The services to which a subnet is given as a whole. */
import type { Purpose } from "./cidr-plan";

export const DELEGATIONS: { readonly [P in Purpose]?: string } = {
  "api-server": "Microsoft.ContainerService/managedClusters",
  data: "Microsoft.DBforPostgreSQL/flexibleServers",
};
