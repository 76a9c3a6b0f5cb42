/** The ingress on EKS. */
import { awsEdge } from "./aws-edge";
import { traefikIngressOn } from "../cluster/traefik-ingress";

export const traefikIngressImplementation = traefikIngressOn(awsEdge);
