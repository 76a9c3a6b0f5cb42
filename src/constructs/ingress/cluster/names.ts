/** Name of the release of the ingress controller, of its namespace, and of the IngressClass. */
export const TRAEFIK = "traefik";
