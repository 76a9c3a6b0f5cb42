/** The chart alloy: once for the logs of each node, once for the cluster's events. */
import { everyOption } from "./every-option";
import { containerOf, podOf, serversOf } from "./pods";
import { named, ofKind, releasesOfChart } from "./rendered";

const configurationOf = (documents: Parameters<typeof named>[0], name: string): string =>
  (named(documents, "ConfigMap", name) as unknown as { readonly data: { readonly "config.alloy": string } }).data[
    "config.alloy"
  ];

describe.each(releasesOfChart("alloy", "alloy-logs"))(
  "logs, in $environment.name",
  ({ environment, release, documents }) => {
    const agent = named(documents, "DaemonSet", "alloy-logs");

    test("every node has one, whatever it is kept for, and nothing displaces it", () => {
      expect(release.namespace).toBe("observability-nodes");
      expect(podOf(agent).tolerations).toEqual([{ operator: "Exists" }]);
      expect(podOf(agent).priorityClassName).toBe("system-node-critical");
    });

    test("it reads the nodes' log files and nothing else of theirs, as root without a single capability", () => {
      expect((podOf(agent).volumes ?? []).flatMap(({ hostPath }) => (hostPath ? [hostPath] : []))).toEqual([
        { path: "/var/log" },
      ]);
      const logs = containerOf(agent).volumeMounts?.find(({ mountPath }) => mountPath === "/var/log");
      expect(logs).toMatchObject({ readOnly: true });
      expect(containerOf(agent).securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
      });
    });

    test("lines carry the environment's name, and nothing is reported to its makers", () => {
      expect(configurationOf(documents, "alloy-logs")).toContain(`"${environment.name}"`);
      expect(containerOf(agent).args).toContain("--disable-reporting");
    });
  },
);

describe.each(releasesOfChart("alloy", "alloy-events"))("events, in $environment.name", ({ documents }) => {
  test("one writes them down: two would write each twice", () => {
    const [deployment] = serversOf(documents);
    expect(deployment?.["spec"]).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
    expect(ofKind(documents, "DaemonSet")).toEqual([]);
  });
});

test.each(["alloy-logs", "alloy-events"])("the file's own values arrive at %s", (name) => {
  const [workload] = serversOf(everyOption("alloy", name));
  expect(workload?.["spec"]).toMatchObject({ template: { metadata: { labels: { asked: "alloy" } } } });
});
