/** What the components show becomes objects: monitors, exporters, dashboards. */
import { dashboardObjects } from "../../../src/constructs/observability/cluster/dashboards";
import {
  environmentDashboard,
  type EnvironmentDashboardProps,
} from "../../../src/constructs/observability/cluster/environment-dashboard";
import { exporterObjects, serverPorts } from "../../../src/constructs/observability/cluster/exporters";
import { podMonitor } from "../../../src/constructs/observability/cluster/pod-monitors";
import { expectValidCustomResource } from "../../helpers/crd";
import { unrestricted } from "../../charts/pods";
import { OBSERVED } from "./fixtures-observed";
import { platformOf } from "./fixtures";

const { pods = [], exporters = [], dashboards = [] } = OBSERVED;

describe("pods that serve metrics", () => {
  test("are read where they are, by the port's name, and the series say who it is and on which node", () => {
    const monitor = podMonitor(pods[0] as never);
    expectValidCustomResource(monitor);
    expect(monitor).toMatchObject({
      metadata: { name: "rabbitmq-jobs", namespace: "observability" },
      spec: {
        namespaceSelector: { matchNames: ["rabbitmq"] },
        selector: { matchLabels: { "app.kubernetes.io/name": "jobs" } },
        podMetricsEndpoints: [
          {
            port: "prometheus-tls",
            path: "/metrics",
            scheme: "https",
            tlsConfig: { insecureSkipVerify: true },
            relabelings: [
              { targetLabel: "job", replacement: "rabbitmq-jobs" },
              { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" },
            ],
          },
        ],
      },
    });
  });

  test("node-exporter is among them, wherever nothing else is", () => {
    const [monitor] = platformOf("observability: {}\n").objects("pod-monitors");
    expect(monitor).toMatchObject({
      metadata: { name: "node-exporter" },
      spec: { namespaceSelector: { matchNames: ["observability-nodes"] } },
    });
  });
});

describe("exporters", () => {
  const objects = exporterObjects(exporters, true) as readonly (Record<string, unknown> & { kind: string })[];
  const deployments = objects.filter(({ kind }) => kind === "Deployment") as never[];
  const containerOf = (name: string): { env: { name: string; value?: string }[]; image: string } => {
    const found = deployments.find(
      (one) => (one as { metadata: { name: string } }).metadata.name === `${name}-exporter`,
    );
    return (found as unknown as { spec: { template: { spec: { containers: never[] } } } }).spec.template.spec
      .containers[0] as never;
  };
  const envOf = (name: string): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries(containerOf(name).env.map(({ name, value }) => [name, value]));

  test("each has a Deployment and a valid PodMonitor", () => {
    expect(objects.map(({ kind }) => kind)).toEqual(exporters.flatMap(() => ["Deployment", "PodMonitor"]));
    for (const object of objects) if (object.kind === "PodMonitor") expectValidCustomResource(object);
  });

  test("run without privileges", () => {
    expect(unrestricted(deployments)).toEqual([]);
  });

  test("verify the server, and take passwords from the Secret alone", () => {
    expect(envOf("postgres-orders")).toMatchObject({
      DATA_SOURCE_URI:
        "$(SERVER_HOST):$(SERVER_PORT)/$(SERVER_DATABASE)?sslmode=verify-full&sslrootcert=/run/server/ca.crt",
      DATA_SOURCE_PASS_FILE: "/run/server/password",
    });
    expect(envOf("redis-cache")).toMatchObject({ REDIS_ADDR: "rediss://$(SERVER_HOST):$(SERVER_PORT)" });
    expect(envOf("redis-cache")["REDIS_PASSWORD"]).toBeUndefined();
    expect(envOf("rabbitmq-mail")).toMatchObject({ RABBIT_URL: "https://$(SERVER_HOST):$(SERVER_PORT)" });
    expect(JSON.stringify(objects)).not.toMatch(/insecureSkipVerify|sslmode=disable/);
  });

  test("reach the ports of the servers that there are, and no others", () => {
    expect(serverPorts(exporters)).toEqual([443, 5432, 6379, 15671]);
    expect(serverPorts([])).toEqual([]);
  });
});

describe("the environment's dashboard", () => {
  const props: EnvironmentDashboardProps = {
    environment: "dev",
    about: { owner: "platform", target: "harbour" },
    pods,
    exporters,
    logs: true,
  };
  interface Panel {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets?: readonly { readonly expr: string }[];
    readonly options?: { readonly content?: string };
  }
  const panelsOf = (given: EnvironmentDashboardProps): readonly Panel[] =>
    environmentDashboard(given).json["panels"] as readonly Panel[];

  test("has a row for each thing of the file, and says what the file says", () => {
    const panels = panelsOf(props);
    expect(panels.filter(({ type }) => type === "row").map(({ title }) => title)).toEqual([
      "dev",
      "Nodes",
      "Workloads",
      "postgres-orders",
      "redis-cache",
      "rabbitmq-mail",
      "rabbitmq-jobs",
      "Logs",
    ]);
    expect(panels.find(({ type }) => type === "text")?.options?.content).toBe(
      "- **owner**: platform\n- **target**: harbour",
    );
    expect(
      panelsOf({ ...props, logs: false, exporters: [], pods: [] }).filter(({ type }) => type === "row"),
    ).toHaveLength(3);
  });

  test("no panel stands on another, or beyond the grid", () => {
    const panels = panelsOf(props);
    const cells = panels.flatMap(({ id, gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => [`${x + (at % w)}/${y + Math.floor(at / w)}`, id] as const),
    );
    expect(new Set(cells.map(([cell]) => cell)).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  test("becomes a ConfigMap that Grafana finds, with a fixed uid, as do those of the components", () => {
    const objects = dashboardObjects([environmentDashboard(props), ...dashboards]);
    expect(objects.map(({ metadata }) => [metadata.name, metadata.labels])).toEqual([
      ["dashboard-environment", { grafana_dashboard: "1" }],
      ["dashboard-orders", { grafana_dashboard: "1" }],
    ]);
    const data = objects[1]?.["data"] as Record<string, string>;
    expect(JSON.parse(data["orders.json"] ?? "")).toEqual({ title: "Orders", uid: "orders" });
  });
});
