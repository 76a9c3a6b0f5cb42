/**
 * Arguments of the control plane's components, each with the rule that asks for it: CIS Kubernetes Benchmark 1.12 by its numbers, kubespray's
 * docs/operations/hardening.md where that goes further.
 */
import type { Argument, HostPathMount } from "./kinds";
import { PLACES } from "./places";

/** AEAD suites with forward secrecy (CIS 1.2.29); TLS 1.3 has no others. */
export const CIPHER_SUITES = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
] as const;

const args = (given: Readonly<Record<string, string>>): readonly Argument[] =>
  Object.entries(given).map(([name, value]) => ({ name, value }));

export const apiServerArguments: readonly Argument[] = args({
  // CIS 1.2.7, 1.2.8: kubeadm's own, said so that nobody has to look it up.
  "authorization-mode": "Node,RBAC",
  // CIS 1.2.1: anonymous requests are for health alone; `anonymous-auth=false` would end kubeadm's own probes (kubeadm#798, #3174).
  "authentication-config": PLACES.authentication,
  // CIS 1.2.9 to 1.2.14, and what takes addresses of others (CVE-2020-8554).
  "enable-admission-plugins": "NodeRestriction,EventRateLimit,DenyServiceExternalIPs",
  "admission-control-config-file": PLACES.admission,
  // CIS 1.2.15.
  profiling: "false",
  // CIS 1.2.16 to 1.2.19: days, files, megabytes.
  "audit-policy-file": PLACES.auditPolicy,
  "audit-log-path": `${PLACES.auditLogs}/audit.log`,
  "audit-log-maxage": "30",
  "audit-log-maxbackup": "10",
  "audit-log-maxsize": "100",
  // CIS 1.2.27, 1.2.28.
  "encryption-provider-config": PLACES.encryption,
  // CIS 1.2.30: a token that was stolen is of use for an hour, not for a year.
  "service-account-extend-token-expiration": "false",
  // CIS 1.2.29.
  "tls-min-version": "VersionTLS12",
  "tls-cipher-suites": CIPHER_SUITES.join(","),
});

export const apiServerVolumes: readonly HostPathMount[] = [
  { name: "jangada", hostPath: PLACES.server, mountPath: PLACES.server, readOnly: true, pathType: "Directory" },
  {
    name: "audit-logs",
    hostPath: PLACES.auditLogs,
    mountPath: PLACES.auditLogs,
    readOnly: false,
    pathType: "DirectoryOrCreate",
  },
];

/** CIS 1.3.1 (finished pods that are kept), 1.3.2, 1.3.7: their metrics are for the host itself. */
export const controllerManagerArguments: readonly Argument[] = args({
  profiling: "false",
  "terminated-pod-gc-threshold": "500",
  "bind-address": "127.0.0.1",
  "tls-min-version": "VersionTLS12",
});

/** CIS 1.4.1, 1.4.2. */
export const schedulerArguments: readonly Argument[] = args({
  profiling: "false",
  "bind-address": "127.0.0.1",
  "tls-min-version": "VersionTLS12",
});

/** kubeadm's own satisfy CIS 2.1 to 2.7. */
export const etcdArguments: readonly Argument[] = args({
  // Revisions of the last eight hours; what is deleted gives its room back (etcd.io/docs/v3.6/op-guide/maintenance).
  "auto-compaction-mode": "periodic",
  "auto-compaction-retention": "8h",
  // 8 GiB, the most that is advised (etcd.io/docs/v3.6/dev-guide/limit).
  "quota-backend-bytes": "8589934592",
});
