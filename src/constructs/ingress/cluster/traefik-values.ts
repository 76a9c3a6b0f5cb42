/** Values of the chart traefik. */
import { disruptionBudget, REQUEST_PATH_REPLICAS, resources, topologySpread } from "../../kit/cluster/operator/copies";
import { PRIORITY } from "../../kit/cluster/priority";
import type { EdgeService } from "./edge";
import { REDIRECT_PRIORITY } from "./issuer";
import { chainReference } from "./middlewares";
import type { IngressSettings } from "../props";
import { allowedRanges } from "../section";

/** Ports that the pods listen on: the chart's own. */
export const TRAEFIK_PORTS = { web: 8000, websecure: 8443, metrics: 9100 } as const;

/**
 * TLS 1.2 with forward secrecy and authenticated encryption only (Mozilla's "intermediate", wiki.mozilla.org/Security/
 * Server_Side_TLS); of TLS 1.3, which is taken wherever the client can, every cipher suite is good and none can be chosen.
 */
const CIPHER_SUITES = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
];

/**
 * On shutdown a pod goes on accepting while the load balancer takes it out of its targets, which takes it some ten seconds,
 * then lets requests finish. Together less than the pod's 60 seconds of grace (the chart's own).
 */
const SHUTDOWN = { requestAcceptGraceTimeout: "25s", graceTimeOut: "25s" };

export function traefikValues(
  namespace: string,
  className: string,
  settings: IngressSettings,
  service: EdgeService,
): object {
  const copies = REQUEST_PATH_REPLICAS[settings.profile];
  const port = {
    proxyProtocol: { trustedIPs: service.proxyProtocol ? [...service.sources] : [] },
    transport: { lifeCycle: SHUTDOWN },
  };
  return {
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    deployment: { replicas: copies },
    priorityClassName: PRIORITY.platform,
    podDisruptionBudget: disruptionBudget(copies),
    topologySpreadConstraints: topologySpread({ "app.kubernetes.io/name": "traefik" }),
    resources: resources("100m", "128Mi", "512Mi"),
    ingressClass: { enabled: true, isDefaultClass: true, name: className },
    api: { dashboard: false },
    ingressRoute: { dashboard: { enabled: false } },
    providers: {
      kubernetesCRD: { enabled: true, allowCrossNamespace: false },
      kubernetesIngress: { enabled: true, ingressClass: className, publishedService: { enabled: true } },
      kubernetesGateway: { enabled: false },
    },
    ports: {
      web: {
        ...port,
        http: {
          redirections: {
            entryPoint: { to: "websecure", scheme: "https", permanent: true, priority: REDIRECT_PRIORITY },
          },
        },
      },
      websecure: {
        ...port,
        // Routes that name no entry point are served here, never without TLS.
        asDefault: true,
        http: { middlewares: [chainReference(namespace)], tls: { enabled: true } },
      },
    },
    tlsOptions: {
      default: {
        minVersion: "VersionTLS12",
        cipherSuites: CIPHER_SUITES,
        curvePreferences: ["X25519MLKEM768", "X25519", "CurveP256"],
        // A host without a certificate is refused, instead of answered with one that nobody trusts.
        sniStrict: true,
      },
    },
    service: {
      annotations: service.annotations,
      spec: { type: "LoadBalancer", loadBalancerSourceRanges: [...allowedRanges(settings)], ...service.spec },
    },
    // By route, too: what no pod has answered is counted nowhere else.
    metrics: { prometheus: { service: { enabled: true }, addRoutersLabels: true } },
    accessLog: { enabled: true, format: "json", fields: { headers: { defaultMode: "drop" } } },
    log: { level: "INFO", format: "json" },
  };
}
