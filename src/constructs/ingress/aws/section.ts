/** What the section `ingress` says under `aws`. */
import { z } from "zod";
import { chartValues } from "../../kit/chart-values";

export const awsIngressBlock = z
  .strictObject({
    zoneId: z
      .string()
      // docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html: letters and digits, 32 at most.
      .regex(/^[A-Z0-9]{1,32}$/, { message: "must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ" })
      .optional()
      .describe(
        "Id of the Route 53 hosted zone that `dnsZone` names, where it exists. Left out, the zone is made, and must be delegated to its name servers, which are an output.",
      ),
    values: z
      .strictObject({ loadBalancerController: chartValues("aws-load-balancer-controller") })
      .prefault({})
      .describe("Values of charts that only AWS needs, merged last. A key that the chart does not know is refused."),
  })
  .prefault({})
  .describe("What of the ingress is AWS's own.");
