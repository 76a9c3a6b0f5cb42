/** Figures of a server: who reads them, and how its credential comes to the exporter. */
import { expectValidCustomResource } from "../../helpers/crd";
import { platformOf, problemsOf } from "../observability/fixtures";

const FILE = "databases: [{ name: main, services: [orders] }]\n";

test("with observability, an exporter logs in with a Secret that is delivered to it, and verifies the server", () => {
  const platform = platformOf(`${FILE}observability: {}\n`);
  const [secret] = platform.objects("secret-postgres-main-monitoring");
  expectValidCustomResource(secret);
  expect(secret).toMatchObject({
    spec: {
      target: { template: { data: { database: "postgres", "ca.crt": expect.stringContaining("BEGIN") as string } } },
    },
  });
  const exporters = platform.objects("exporters").map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(exporters).toEqual(["Deployment postgres-main-exporter", "PodMonitor postgres-main"]);
  const policy = JSON.stringify(platform.resources("kubernetes_network_policy_v1")["observability_guard"]);
  expect(policy).toContain('"port":"5432"');
});

test("the namespace comes before what is delivered into it", () => {
  const platform = platformOf(`${FILE}observability: {}\n`);
  expect(JSON.stringify(platform.release("secret-postgres-main-monitoring")["namespace"])).toContain(
    "kubernetes_namespace_v1.observability_namespace",
  );
});

test("without observability there is no such role", () => {
  const platform = platformOf(FILE);
  expect(platform.releases.filter((name) => name.includes("monitoring"))).toEqual([]);
  expect(JSON.stringify(platform.resources("kubernetes_job_v1"))).not.toContain("MONITORING_DIR");
});

test("a service of that name is refused where anything observes, and only there", () => {
  const file = "databases: [{ name: main, services: [orders, monitoring] }]\n";
  expect(problemsOf(file)).toEqual([]);
  expect(problemsOf(`${file}observability: {}\n`)).toEqual([expect.stringContaining("6 DATABASE_MONITORING")]);
  expect(problemsOf("databases: [{ name: monitoring }]\nobservability: {}\n")).toEqual([
    expect.stringContaining("6 DATABASE_MONITORING"),
  ]);
});

test("its password rotates with the services': one user, another secret, and an exporter that starts again with it", () => {
  const rotated = (passwordRevision: number) =>
    platformOf(
      `databases: [{ name: main, services: [orders], passwordRevision: ${passwordRevision} }]\nobservability: {}\n`,
    );
  const [first, second] = [rotated(1), rotated(2)];
  expect(JSON.stringify(first.objects("exporters"))).toContain('"secretName":"postgres-main-monitoring"');
  const exporters = JSON.stringify(second.objects("exporters"));
  expect(exporters).toContain('"secretName":"postgres-main-monitoring-2"');
  expect(exporters).not.toContain('"postgres-main-monitoring"');
  const [secret] = second.objects("secret-postgres-main-monitoring-2");
  expect(secret).toMatchObject({ spec: { dataFrom: [{ extract: { key: "current" } }] } });
  const job = JSON.stringify(second.resources("kubernetes_job_v1"));
  expect(job).toContain("main.service.monitoring.2");
  expect(job).not.toContain("main.service.monitoring.1");
  const releases = JSON.stringify(second.resources("helm_release"));
  expect(releases).toMatch(/username\W+monitoring\b/);
  expect(releases).not.toContain("monitoring_2");
});
