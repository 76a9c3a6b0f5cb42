/** What a file says of an AKS cluster that exists. */
import { z } from "zod";
import { textSchema } from "../../../model/text-form";
import { PRINCIPAL } from "../../../targets/aks/forms";

const https = () => z.url({ protocol: /^https$/, message: "must be an https URL" });

/** As `az aks show` and `az aks get-credentials` tell it. */
export const existingAksCluster = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/, { message: "must be the name of an AKS cluster" })
      .describe("Its name."),
    resourceGroup: z
      .string()
      .regex(/^[A-Za-z0-9._()-]{0,89}[A-Za-z0-9_()-]$/, { message: "must be the name of a resource group" })
      .describe("Name of the resource group that it stands in, in the subscription of the file."),
    endpoint: https().describe("URL of its API server, such as https://dev-1a2b3c.hcp.westeurope.azmk8s.io:443."),
    certificateAuthority: z
      .base64({ message: "must be base64" })
      .min(1)
      .describe("Certificate authority of its API server, base64 of PEM. Not a secret."),
    oidcIssuer: https().describe("URL of who issues the tokens of its service accounts (oidcIssuerProfile.issuerUrl)."),
    identity: textSchema(PRINCIPAL).describe(
      "Object id of the identity by which its control plane works in Azure: it gets a role on the addresses of load balancers.",
    ),
  })
  .describe("A cluster that exists, instead of one that is made. It needs the OIDC issuer and workload identity.");

export type ExistingAksCluster = z.output<typeof existingAksCluster>;
