/**
 * Chart values that undo what a platform is protected by, of any chart, at any depth: warned about where an environment file
 * is read, and an exposure where a plan brings them in. Data; how they are looked for stands in `find-unsafe-values.ts`.
 */

/** What a value must be; of a list, one of its entries for `entry`. */
export type Unsafe =
  | { readonly is: readonly (string | number | boolean | null)[] }
  /** A text, case not counted. */
  | { readonly text: RegExp }
  /** A number of at least this. */
  | { readonly atLeast: number }
  /** Anything but nothing: no null, and no empty text, list or map. */
  | { readonly is: "set" }
  /** A list that has an entry for which this does not hold. */
  | { readonly entryOtherThan: RegExp }
  /** A list without an entry for which this holds. */
  | { readonly lacks: RegExp }
  /** A list of ranges that together are everybody; an empty one too, where that means so. */
  | { readonly is: "everybody"; readonly emptyToo?: true };

export interface UnsafeValue {
  /** Stable, such as `privileged`. */
  readonly id: string;
  /** One of the places: the end of a path, with dots between keys; entries of lists are `[]`. */
  readonly at: readonly RegExp[];
  readonly when: readonly Unsafe[];
  /** Charts that it is unsafe in. @default all */
  readonly charts?: readonly string[];
  /** Unsafe even where the chart has it by default: the platform sets it otherwise. @default false */
  readonly thoughDefault?: true;
  /** The platform's own values have it on purpose: only what comes to them later is a change. @default false */
  readonly ownToo?: true;
  /** The rule of reviews that judges it already. @default a rule of its own */
  readonly rule?: string;
  /** One sentence; it follows the place. */
  readonly reason: string;
}

const YES = { is: [true, "true"] } as const;
const NO = { is: [false, "false"] } as const;
const GONE = { is: [null] } as const;
const SET = { is: "set" } as const;

/** The end of a path: one of these keys, or keys with dots. */
const key = (...names: readonly string[]): RegExp =>
  new RegExp(`(^|\\.)(${names.map((name) => name.replaceAll(".", "\\.")).join("|")})$`);

/** Containers and pods: the Pod Security Standards, kubernetes.io/docs/concepts/security/pod-security-standards. */
const PODS: readonly UnsafeValue[] = [
  {
    id: "privileged",
    at: [key("privileged")],
    when: [YES],
    rule: "exposure/privileged",
    reason: "A container is privileged: it can take over its node.",
  },
  {
    id: "host-network",
    at: [key("hostNetwork")],
    when: [YES],
    rule: "exposure/host-network",
    reason: "Pods share the network of their node, its metadata and its credentials.",
  },
  {
    id: "host-namespaces",
    at: [key("hostPID", "hostIPC", "hostNetwork.enabled", "hostProcess")],
    when: [YES],
    reason: "Pods share processes or the network of their node.",
  },
  { id: "host-path", at: [key("hostPath")], when: [SET], reason: "Pods reach files of their node." },
  {
    id: "host-port",
    at: [key("hostPort")],
    when: [{ atLeast: 1 }],
    reason: "A port of every node leads to the pod, past the load balancer and its allow-list.",
  },
  {
    id: "root",
    at: [key("runAsNonRoot")],
    when: [NO],
    reason: "Containers may run as root.",
  },
  { id: "root-user", at: [key("runAsUser")], when: [{ is: [0] }], reason: "Containers run as root." },
  {
    id: "privilege-escalation",
    at: [key("allowPrivilegeEscalation")],
    when: [YES],
    reason: "A process may gain more rights than its container was given.",
  },
  {
    id: "writable-root",
    at: [key("readOnlyRootFilesystem")],
    when: [NO],
    reason: "Whoever gets into a container can change its programs.",
  },
  {
    // The restricted level leaves that one alone.
    id: "capabilities",
    at: [key("capabilities.add")],
    when: [{ entryOtherThan: /^(CAP_)?NET_BIND_SERVICE$/i }],
    reason: "Containers get rights over the kernel.",
  },
  {
    id: "capabilities-kept",
    at: [key("capabilities.drop")],
    when: [{ lacks: /^ALL$/i }, GONE],
    reason: "Containers keep rights over the kernel that they do not need.",
  },
  {
    id: "unconfined",
    at: [key("seccompProfile.type", "appArmorProfile.type", "procMount")],
    when: [{ text: /^(Unconfined|Unmasked)$/ }],
    reason: "The kernel's own confinement of containers is off.",
  },
  {
    id: "security-context-gone",
    at: [/(^|\.)[a-zA-Z]*[sS]ecurityContext$/, key("seccompProfile", "capabilities")],
    when: [GONE],
    reason: "What the chart restricts its containers by goes away.",
  },
  {
    id: "security-context-off",
    at: [/(^|\.)[a-zA-Z]*[sS]ecurityContext\.enabled$/],
    when: [NO],
    reason: "What the chart restricts its containers by is off.",
  },
];

const IMAGES: readonly UnsafeValue[] = [
  {
    id: "image",
    at: [
      /(^|\.)([a-zA-Z]*[iI]mage)\.(registry|repository|name|tag|digest|flavour)$/,
      /(^|\.)image(Registry|Repository|Namespace|Tag|Digest|Name)$/,
      /^global\.(repository|registry)$/,
      /^[a-zA-Z.]*[iI]mage$/,
    ],
    when: [{ text: /./ }],
    reason: "Another image runs than the one that was pinned and checked with the chart.",
  },
  {
    id: "plugins",
    at: [key("experimental.plugins")],
    when: [SET],
    reason: "Programs that nobody pinned are fetched from the internet whenever a pod starts.",
  },
];

const TRANSPORT: readonly UnsafeValue[] = [
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

const REACH: readonly UnsafeValue[] = [
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
    ownToo: true,
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
    ownToo: true,
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
    ownToo: true,
    rule: "exposure/load-balancer-opened",
    reason: "The load balancer lets everybody in, whatever `allow` says.",
  },
];

const RIGHTS: readonly UnsafeValue[] = [
  {
    id: "aggregated",
    at: [
      key(
        "rbac.aggregateToEdit",
        "rbac.aggregateToAdmin",
        "rbac.aggregateToView",
        "rbac.aggregateClusterRoles",
        "rbac.serviceAccountTokenCreate",
      ),
    ],
    when: [YES],
    thoughDefault: true,
    reason: "Everybody with a common role in a namespace gets the chart's rights, too.",
  },
  {
    id: "more-rights",
    at: [
      key("additionalClusterRoleRules", "rbac.additionalPermissions", "rbac.aggregateTo", "rbac.extraClusterRoleRules"),
    ],
    when: [SET],
    reason: "The controller gets more rights in the cluster.",
  },
  {
    id: "reaches-further",
    at: [
      key(
        "allowAllSecrets",
        "allowCrossNamespace",
        "allowCrossNamespaceResources",
        "allowExternalNameServices",
        "allowSnippetAnnotations",
        "unsafeServeV1Beta1",
        "genericTargets.enabled",
      ),
    ],
    when: [YES],
    reason: "What stands in one namespace reaches what is another's.",
  },
  {
    id: "webhook-ignored",
    at: [/(^|\.)[a-zA-Z]*[fF]ailurePolicy$/],
    when: [{ text: /^Ignore$/ }],
    reason: "While the webhook is away, what it would refuse is let through.",
  },
  {
    id: "webhook-off",
    at: [key("webhook.create", "webhook.enabled", "validatingWebhook.enabled", "admission.enabled")],
    when: [NO],
    reason: "Nothing checks the chart's objects any more before they are stored.",
  },
  {
    id: "network-policy-off",
    at: [key("networkPolicy.enabled")],
    when: [NO],
    reason: "Nothing restricts who reaches the pods.",
  },
];

const LOGS: readonly UnsafeValue[] = [
  {
    id: "log-level",
    at: [key("logLevel", "log.level", "logging.level", "logs.general.level")],
    when: [{ text: /^trace$/i }, { atLeast: 8 }],
    reason: "The log holds whole requests, and with them secrets.",
  },
  {
    id: "log-level-debug",
    at: [key("logLevel", "log.level", "logging.level")],
    when: [{ text: /^debug$/i }],
    charts: ["traefik", "external-secrets", "cert-manager"],
    reason: "The log may hold parts of requests and secrets.",
  },
  {
    id: "log-level-argument",
    at: [/(^|\.)[a-zA-Z]*([aA]rgs|[aA]rguments)\.\[\]$/],
    when: [{ text: /^--?log[.-]?level=trace$/i }, { text: /^--?v=([89]|\d\d+)$/i }],
    reason: "The log holds whole requests, and with them secrets.",
  },
  {
    id: "logged-headers",
    at: [
      key("headers.defaultMode"),
      /(^|\.)headers\.names\.(Authorization|Cookie|Set-Cookie|Proxy-Authorization|X-Api-Key)$/i,
    ],
    when: [{ text: /^keep$/i }],
    reason: "The access log holds headers, and with them sessions and passwords.",
  },
];

export const UNSAFE_VALUES: readonly UnsafeValue[] = [...PODS, ...IMAGES, ...TRANSPORT, ...REACH, ...RIGHTS, ...LOGS];
