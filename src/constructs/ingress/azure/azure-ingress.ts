/** The ingress on AKS. */
import { traefikIngressOn } from "../cluster/traefik-ingress";
import { azureEdge } from "./azure-edge";

export const azureIngressImplementation = traefikIngressOn(azureEdge);
