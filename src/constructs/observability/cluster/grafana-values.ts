/** Values of the chart grafana, which comes with kube-prometheus-stack. */
import { resources } from "../../kit/cluster/operator/copies";
import { PRIORITY } from "../../kit/cluster/priority";
import type { SsoSection } from "../grafana-section";
import type { ObservabilitySettings } from "../props";
import { SSO_KEY } from "./credentials";
import { ACCOUNTS, GRAFANA_ADMIN_SECRET, PORTS, SSO_SECRET } from "./names";

/** Where the client's secret is mounted. */
const SSO_FOLDER = "/etc/grafana-sso";

/** Fixed, so that dashboards name it. */
export const PROMETHEUS_UID = "prometheus";
export const LOKI_UID = "loki";

/** @param host Under which it is reached from outside; undefined where it is not. */
export function grafanaValues({ grafana, logs }: ObservabilitySettings, host: string | undefined): object {
  const { sso, storage } = grafana;
  return {
    fullnameOverride: "grafana",
    // One: its database is a file of its own.
    replicas: 1,
    priorityClassName: PRIORITY.platform,
    // A volume goes with one pod at a time.
    ...(storage === undefined
      ? { persistence: { enabled: false } }
      : {
          persistence: { enabled: true, size: `${storage}Gi`, accessModes: ["ReadWriteOnce"] },
          deploymentStrategy: { type: "Recreate" },
        }),
    admin: { existingSecret: GRAFANA_ADMIN_SECRET, userKey: "username", passwordKey: "password" },
    // The chart's role could read every Secret, of the namespace or of the cluster (prometheus-rights.ts has ours).
    rbac: { create: false },
    serviceAccount: { name: ACCOUNTS.grafana },
    testFramework: { enabled: false },
    // It would change owners as root; the volume's group is set by Kubernetes (`fsGroup`).
    initChownData: { enabled: false },
    resources: resources("100m", "256Mi", "512Mi"),
    sidecar: {
      resources: resources("10m", "96Mi", "192Mi"),
      dashboards: { enabled: true, resource: "configmap", provider: { allowUiUpdates: false } },
      datasources: { enabled: true, resource: "configmap", uid: PROMETHEUS_UID },
    },
    additionalDataSources: logs
      ? [{ name: "Loki", uid: LOKI_UID, type: "loki", access: "proxy", url: `http://loki:${PORTS.loki}` }]
      : [],
    ...(sso
      ? {
          extraSecretMounts: [
            { name: "sso", secretName: SSO_SECRET, mountPath: SSO_FOLDER, readOnly: true, defaultMode: 0o440 },
          ],
        }
      : {}),
    "grafana.ini": {
      analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
      security: {
        // Over plain HTTP (a port-forward) a browser would not send it back.
        cookie_secure: host !== undefined,
        cookie_samesite: "lax",
        disable_gravatar: true,
      },
      users: { allow_sign_up: false },
      "auth.anonymous": { enabled: false },
      snapshots: { external_enabled: false },
      ...(host === undefined ? {} : { server: { domain: host, root_url: `https://${host}`, enforce_domain: false } }),
      ...(sso ? { "auth.generic_oauth": singleSignOn(sso) } : {}),
    },
  };
}

/** grafana.com/docs/grafana, generic OAuth: the secret stands in a file, never in the configuration. */
function singleSignOn({ name, clientId, authorizeUrl, tokenUrl, userInfoUrl, scopes, ...sso }: SsoSection): object {
  return {
    enabled: true,
    name,
    client_id: clientId,
    client_secret: `$__file{${SSO_FOLDER}/${SSO_KEY}}`,
    scopes: scopes.join(" "),
    auth_url: authorizeUrl,
    token_url: tokenUrl,
    api_url: userInfoUrl,
    use_pkce: true,
    use_refresh_token: true,
    // Who may be here is the provider's to say; the role, its groups'.
    allow_sign_up: true,
    allow_assign_grafana_admin: false,
    role_attribute_path: rolePath(sso),
    // Whose groups give no role is refused.
    role_attribute_strict: true,
  };
}

/** A JMESPath text: the first role whose groups the user is in; without groups of viewers, everybody else looks on. */
export function rolePath({ groupsClaim, roles }: Pick<SsoSection, "groupsClaim" | "roles">): string {
  const { admin = [], editor = [], viewer } = roles;
  const isIn = (groups: readonly string[]): string =>
    groups.map((group) => `contains(${groupsClaim} || \`[]\`, '${group}')`).join(" || ");
  const given = [
    ...(admin.length > 0 ? [`(${isIn(admin)}) && 'Admin'`] : []),
    ...(editor.length > 0 ? [`(${isIn(editor)}) && 'Editor'`] : []),
    viewer ? `(${isIn(viewer)}) && 'Viewer'` : "'Viewer'",
  ];
  return given.join(" || ");
}
