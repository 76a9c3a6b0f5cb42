/** Name of the release of the ingress controller, of its namespace, and of the IngressClass. */
export const TRAEFIK = "traefik";
/** Namespace of cert-manager, in which secrets of issuers of the whole cluster stand. */
export const CERT_MANAGER = "cert-manager";
