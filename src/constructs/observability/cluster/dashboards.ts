/** Dashboards as ConfigMaps, which Grafana's sidecar finds by their label. */
import type { Dashboard } from "../../../model/observed";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { NAMESPACE } from "./names";

export function dashboardObjects(dashboards: readonly Dashboard[]): readonly KubernetesObject[] {
  return dashboards.map(({ name, json }) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `dashboard-${name}`, namespace: NAMESPACE, labels: { grafana_dashboard: "1" } },
    data: { [`${name}.json`]: JSON.stringify({ ...json, uid: name }) },
  }));
}
