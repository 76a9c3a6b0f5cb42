/** The chart metrics-server. */
import { everyOption } from "./every-option";
import { containerOf, podOf, replicasOf } from "./pods";
import { CONTROLLERS } from "./profile";
import { named, ofKind, releasesOfChart } from "./rendered";

describe.each(releasesOfChart("metrics-server"))("in $environment.name", ({ environment, documents }) => {
  const server = named(documents, "Deployment", "metrics-server");

  test("it has its copies, and goes before what it measures", () => {
    expect(replicasOf(server)).toBe(CONTROLLERS[environment.file.profile]);
    expect(podOf(server).priorityClassName).toBe("system-cluster-critical");
    expect(ofKind(documents, "PodDisruptionBudget")).toHaveLength(replicasOf(server) > 1 ? 1 : 0);
  });

  test("it believes no kubelet without a certificate of the cluster's", () => {
    expect(containerOf(server).args).not.toContain("--kubelet-insecure-tls");
  });

  test("it is what the API server asks", () => {
    expect(named(documents, "APIService", "v1beta1.metrics.k8s.io")["spec"]).toMatchObject({
      service: { name: "metrics-server", namespace: "metrics-server" },
    });
  });
});

test("the file's own values arrive", () => {
  expect(named(everyOption("metrics-server"), "Deployment", "metrics-server")["spec"]).toMatchObject({
    template: { metadata: { labels: { asked: "metrics-server" } } },
  });
});
