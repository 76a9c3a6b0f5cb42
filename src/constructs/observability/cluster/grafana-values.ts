/** Values of the chart grafana, which comes with kube-prometheus-stack. */
import { resources } from "../../kit/cluster/operator/copies";
import { GRAFANA_ADMIN_SECRET } from "./names";

export function grafanaValues(): object {
  return {
    fullnameOverride: "grafana",
    // One: its database is a file of its own. It holds nothing that is not provisioned.
    replicas: 1,
    admin: { existingSecret: GRAFANA_ADMIN_SECRET, userKey: "username", passwordKey: "password" },
    // Roles in its own namespace: the chart's cluster role could read every Secret.
    rbac: { namespaced: true, pspEnabled: false },
    testFramework: { enabled: false },
    initChownData: { enabled: false },
    resources: resources("100m", "256Mi", "512Mi"),
    sidecar: {
      resources: resources("10m", "96Mi", "192Mi"),
      dashboards: { resource: "configmap", provider: { allowUiUpdates: false } },
      datasources: { resource: "configmap", uid: "prometheus" },
    },
    "grafana.ini": {
      analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
      security: { cookie_secure: true, disable_gravatar: true, strict_transport_security: true },
      users: { allow_sign_up: false },
      "auth.anonymous": { enabled: false },
      snapshots: { external_enabled: false },
    },
  };
}
