/** What a file says of a virtual network that exists. */
import { z } from "zod";
import { textSchema } from "../../../model/text-form";
import { SUBNET, VIRTUAL_NETWORK } from "../../../targets/aks/forms";

const subnetId = textSchema(SUBNET);

export const existingAzureNetwork = z
  .strictObject({
    networkId: textSchema(VIRTUAL_NETWORK).describe(
      "Id of the virtual network; it stands in the location of the file.",
    ),
    cidr: z.cidrv4({ error: "must be an IPv4 range, such as 10.0.0.0/16" }).describe("Its IPv4 range."),
    subnets: z
      .strictObject({
        nodes: subnetId.describe("Id of the subnet of nodes, which has a way out to the internet."),
        endpoints: subnetId.describe("Id of the subnet of private endpoints; it is delegated to nobody."),
        data: subnetId
          .optional()
          .describe(
            "Id of the subnet of databases, delegated to Microsoft.DBforPostgreSQL/flexibleServers. Default: none; databases that stand in one need it.",
          ),
        "api-server": subnetId
          .optional()
          .describe(
            "Id of the subnet of the API server, delegated to Microsoft.ContainerService/managedClusters, or to nobody. Default: none; a cluster that is made needs it.",
          ),
        public: subnetId
          .optional()
          .describe("Id of the subnet of the network's own load balancers. Default: the one of nodes."),
      })
      .describe("Ids of its subnets, by what stands in them."),
  })
  .describe("A network that exists, instead of one that is made. No resource of it is touched.");

export type ExistingAzureNetwork = z.output<typeof existingAzureNetwork>;
