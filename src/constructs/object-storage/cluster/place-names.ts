/** What others must know of where stores in the cluster stand. Nothing is loaded with it. */

/** Where their servers live; only the platform has business there. */
export const OBJECTS_NAMESPACE = "object-storage";

/** Of the gateways' containers, by HTTPS. */
export const GATEWAY_PORT = 8443;
