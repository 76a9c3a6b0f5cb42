/** The ClusterIssuer that signs certificates for exposed hosts. */
import type { IWorkloadIdentity } from "../../../model/identity";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { authorityObjects } from "../../kit/cluster/certificates";
import type { EdgeDns, EdgeIssuer } from "./edge";
import { CERT_MANAGER } from "./names";
import type { IngressSettings } from "../props";
import { acmeServer, isOpenToWorld } from "../section";

export const ISSUER = "acme";

/**
 * Routes of the HTTP-01 challenge stand before the redirect to HTTPS (HTTPS has no certificate yet), and every other route
 * after it: a route's own priority is the length of its rule, at most some hundreds. Below a million, from which on Helm's
 * templates would write the number as 1e+06 (helm issue 1707).
 */
export const REDIRECT_PRIORITY = 100_000;
const CHALLENGE_PRIORITY = REDIRECT_PRIORITY + 1;

/** DNS-01 in the zone if there is one; HTTP-01 for other hosts, where the whole world may connect. */
export function clusterIssuer(
  className: string,
  settings: IngressSettings,
  dns: EdgeDns | undefined,
  identity: IWorkloadIdentity | undefined,
): KubernetesObject {
  const { email, server } = settings.acme;
  const solvers = [
    ...(dns && settings.dnsZone
      ? [{ selector: { dnsZones: [settings.dnsZone.name] }, dns01: dns.solver(identity) }]
      : []),
    ...(isOpenToWorld(settings) ? [{ http01: { ingress: challengeIngress(className) } }] : []),
  ];
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "ClusterIssuer",
    metadata: { name: ISSUER },
    spec: {
      acme: {
        ...(email ? { email } : {}),
        server: acmeServer(server),
        privateKeySecretRef: { name: `${ISSUER}-account` },
        solvers,
      },
    },
  };
}

function challengeIngress(className: string): object {
  return {
    ingressClassName: className,
    ingressTemplate: {
      metadata: {
        annotations: {
          "traefik.ingress.kubernetes.io/router.entrypoints": "web",
          "traefik.ingress.kubernetes.io/router.priority": String(CHALLENGE_PRIORITY),
        },
      },
    },
  };
}

/** Of an authority that the environment has for itself. */
const AUTHORITY = "own-authority";

/** An authority of ten years in cert-manager's namespace, and who signs with it. Clients that do not know it warn. */
export function ownAuthority(environment: string): EdgeIssuer {
  const selfSigned = `${AUTHORITY}-root`;
  const namespace = CERT_MANAGER;
  return {
    name: AUTHORITY,
    objects: [
      ...authorityObjects({ namespace, name: AUTHORITY, selfSigned, commonName: `${environment} ingress authority` }),
      // Secrets of a ClusterIssuer stand in cert-manager's own namespace.
      {
        apiVersion: "cert-manager.io/v1",
        kind: "ClusterIssuer",
        metadata: { name: AUTHORITY },
        spec: { ca: { secretName: AUTHORITY } },
      },
    ],
  };
}
