/** What the API server reads beside its arguments. */

/** Who is anonymous may ask for health alone, which kubeadm's and load balancers' probes do (KEP-4633, stable in 1.34). */
export const authenticationConfiguration = {
  apiVersion: "apiserver.config.k8s.io/v1",
  kind: "AuthenticationConfiguration",
  anonymous: { enabled: true, conditions: [{ path: "/livez" }, { path: "/readyz" }, { path: "/healthz" }] },
} as const;

/**
 * Secrets are encrypted before etcd has them.
 * @param keys 32 bytes in base64, the one that encrypts first; older ones still decrypt
 */
export function encryptionConfiguration(keys: readonly { readonly name: string; readonly secret: string }[]) {
  return {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "EncryptionConfiguration",
    resources: [
      {
        resources: ["secrets"],
        // XSalsa20 and Poly1305; `identity` reads what was written before there was a key (kubernetes.io/docs/tasks/administer-cluster/encrypt-data).
        providers: [{ secretbox: { keys } }, { identity: {} }],
      },
    ],
  };
}

/**
 * Namespaces whose pods reach for the host because they serve it: Kubernetes' own and the network's. Others that need it are marked by
 * whoever makes them.
 */
const EXEMPT = ["kube-system", "calico-system", "tigera-operator", "metallb-system"];

export const admissionConfiguration = {
  apiVersion: "apiserver.config.k8s.io/v1",
  kind: "AdmissionConfiguration",
  plugins: [
    {
      name: "PodSecurity",
      configuration: {
        apiVersion: "pod-security.admission.config.k8s.io/v1",
        kind: "PodSecurityConfiguration",
        defaults: {
          enforce: "baseline",
          "enforce-version": "latest",
          audit: "restricted",
          "audit-version": "latest",
          warn: "restricted",
          "warn-version": "latest",
        },
        exemptions: { usernames: [], runtimeClasses: [], namespaces: EXEMPT },
      },
    },
    {
      // CIS 1.2.9; kubespray's figures.
      name: "EventRateLimit",
      configuration: {
        apiVersion: "eventratelimit.admission.k8s.io/v1alpha1",
        kind: "Configuration",
        limits: [
          { type: "Namespace", qps: 50, burst: 100, cacheSize: 2000 },
          { type: "User", qps: 50, burst: 100 },
        ],
      },
    },
  ],
} as const;
