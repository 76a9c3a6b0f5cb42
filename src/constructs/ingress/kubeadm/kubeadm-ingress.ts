/** The ingress on bare hosts. */
import { traefikIngressOn } from "../cluster/traefik-ingress";
import { kubeadmEdge } from "./kubeadm-edge";

export const kubeadmIngressImplementation = traefikIngressOn(kubeadmEdge);
