/** Who reaches what, and whether both sides are who they say they are. */
import { GONE, key, NO, SET, YES, type UnsafeValue } from "./unsafe-value-model";

export const UNSAFE_TRANSPORT: readonly UnsafeValue[] = [
  {
    id: "insecure",
    at: [/(^|[.\-_])([a-z]*[iI]nsecure[a-zA-Z-]*|[a-zA-Z-]*[sS]kip-?(TLS|Tls|tls)?-?[vV]erif(y|ication))$/],
    when: [YES],
    reason: "Something is reached without TLS, or its certificate or sender is not checked.",
  },
  {
    id: "insecure-argument",
    at: [/(^|\.)[a-zA-Z]*([aA]rgs|[aA]rguments|command)\.\[\]$/],
    when: [
      { text: /^--?[\w.-]*(insecure|skip-?(tls-?)?verify)[\w.-]*(=(true|1|t))?$/i },
      { text: /^--?api(\.(dashboard|debug))?(=(true|1|t))?$/i },
      { text: /trustedips=(.*,)?(0\.0\.0\.0\/0|::\/0)/i },
    ],
    reason: "An argument opens what the platform keeps closed, or turns a check off.",
  },
  {
    id: "insecure-variable",
    at: [/(^|\.)\{env\}\.[A-Z0-9_]*(INSECURE|SKIP_?(TLS_?)?VERIFY)[A-Z0-9_]*$/],
    when: [{ text: /^(true|1|t|yes)$/i }],
    reason: "An environment variable turns a check off, or opens what is closed.",
  },
  {
    id: "tls-off",
    at: [key("tls.enabled", "https.enabled", "ssl.enabled", "enableTLS", "sniStrict")],
    when: [NO],
    reason: "Clients are answered without TLS, or with a certificate that is not theirs.",
  },
  {
    id: "tls-old",
    at: [/(^|\.)[a-zA-Z]*[mM]in[a-zA-Z]*Version$/],
    when: [{ text: /^(VersionSSL30|VersionTLS1[01]|TLS_?v?1([._][01])?|1\.[01])$/i }],
    reason: "Versions of TLS are taken that can be broken.",
  },
  {
    id: "redirect-gone",
    at: [/(^|\.)redirections(\.entryPoint)?$/],
    when: [GONE],
    reason: "Requests without TLS are answered, instead of being led to HTTPS.",
  },
  {
    id: "forwarded-for",
    at: [key("trustedIPs")],
    when: [{ is: "everybody" }],
    reason: "Anybody may say which address a request comes from: allow-list and rate limit believe it.",
  },
];

export const UNSAFE_REACH: readonly UnsafeValue[] = [
  {
    id: "dashboard",
    at: [
      key(
        "dashboard",
        "dashboard.enabled",
        "enableDashboard",
        "api.debug",
        "enableProfiling",
        "profiling",
        "profiling.enabled",
        "pprof",
        "pprof.enabled",
      ),
    ],
    when: [YES],
    thoughDefault: true,
    reason: "A page for administrators is served that shows how the platform is built.",
  },
  {
    id: "admin-port",
    at: [/(^|\.)ports\.(traefik|metrics|admin)\.expose\.[^.]+$/],
    when: [YES],
    reason: "A port for administrators is open on the load balancer.",
  },
  {
    id: "platform-chain",
    at: [/(^|\.)ports\.[^.]+\.http\.middlewares$/],
    when: [{ lacks: /-platform@kubernetescrd$/ }, GONE],
    thoughDefault: true,
    reason: "Requests go past the platform's allow-list, rate limit and headers.",
  },
  {
    id: "load-balancer-public",
    at: [/(^|\.)(service\.beta\.kubernetes\.io\/aws-load-balancer-scheme|alb\.ingress\.kubernetes\.io\/scheme)$/],
    when: [{ text: /^internet-facing$/ }],
    inOwnChartsToo: true,
    rule: "exposure/load-balancer-public",
    reason: "Load balancers get public addresses.",
  },
  {
    id: "load-balancer-not-internal",
    at: [
      /(^|\.)service\.beta\.kubernetes\.io\/(aws|azure|openstack|oci)-load-balancer-internal$/,
      /\/(load-balancer-type|load-balancer-scheme)$/,
    ],
    when: [{ text: /^(false|external|internet-facing|public)$/i }, NO],
    reason: "Load balancers get public addresses.",
  },
  {
    id: "default-scheme-public",
    at: [key("defaultLoadBalancerScheme")],
    when: [{ text: /^internet-facing$/ }],
    reason: "Every load balancer of the cluster gets public addresses, unless it says otherwise.",
  },
  {
    id: "service-exposed",
    at: [/(^|\.)(service\.type|[a-z]*[sS]erviceType|service\.spec\.type)$/],
    when: [{ text: /^(LoadBalancer|NodePort)$/ }],
    inOwnChartsToo: true,
    reason: "A Service of the cluster's own is reachable from outside.",
  },
  {
    id: "external-addresses",
    at: [key("externalIPs")],
    when: [SET],
    reason: "A Service takes traffic to addresses that may be others' (CVE-2020-8554).",
  },
  {
    id: "source-ranges",
    at: [key("loadBalancerSourceRanges", "service.beta.kubernetes.io/load-balancer-source-ranges")],
    when: [{ is: "everybody", emptyToo: true }, GONE],
    inOwnChartsToo: true,
    rule: "exposure/load-balancer-opened",
    reason: "The load balancer lets everybody in, whatever `allow` says.",
  },
];
