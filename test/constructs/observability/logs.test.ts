/** Logs: a store in the tier of data, Loki on it, Alloy before it. */
import { build, platformOf, problemsOf } from "./fixtures";

const LOGS = "observability: { logs: {} }\n";

test("a file without them has neither store nor collectors", () => {
  const tier = build("observability: {}\n");
  expect(Object.keys(tier("platform").resources("helm_release")).filter((name) => /loki|alloy/.test(name))).toEqual([]);
  expect(() => tier("data").resources("aws_s3_bucket")).not.toThrow();
  expect(Object.keys(tier("data").resources("aws_s3_bucket"))).toEqual([]);
});

test("the store stands in the tier of data, and Loki alone may use it", () => {
  const tier = build(LOGS);
  const buckets = Object.keys(tier("data").resources("aws_s3_bucket"));
  expect(buckets.some((name) => name.startsWith("observability_logs"))).toBe(true);
  const associations = Object.values(tier("platform").resources("aws_eks_pod_identity_association"));
  expect(associations).toContainEqual(
    expect.objectContaining({ namespace: "observability", service_account: "loki" }) as object,
  );
});

test.each([
  ["minimal", 1, "336h", false],
  ["standard", 3, "720h", true],
  ["full", 3, "2160h", true],
])("%s: %i copies, kept for %s", (profile, copies, retention, budget) => {
  const values = platformOf(LOGS, profile).values("loki");
  expect(values).toMatchObject({
    deploymentMode: "Monolithic",
    singleBinary: { replicas: copies, podDisruptionBudget: { enabled: budget } },
    loki: {
      commonConfig: { replication_factor: copies },
      limits_config: { retention_period: retention },
      compactor: { retention_enabled: true, delete_request_store: "s3" },
      storage: { type: "s3", s3: { region: "eu-west-1" } },
    },
    rbac: { namespaced: true },
    sidecar: { rules: { enabled: false } },
    read: { replicas: 0 },
    write: { replicas: 0 },
    backend: { replicas: 0 },
  });
});

describe("collectors", () => {
  const rulesOf = (release: string): readonly string[] => {
    const { rbac } = platformOf(LOGS).values(release) as {
      rbac: { rules: { resources: string[] }[]; clusterRules: { resources: string[] }[] };
    };
    return [...rbac.rules, ...rbac.clusterRules].flatMap(({ resources }) => resources);
  };

  test("may look at pods and events, and at no Secret", () => {
    expect(rulesOf("alloy-logs")).toEqual(["pods", "namespaces"]);
    expect(rulesOf("alloy-events")).toEqual(["events", "namespaces"]);
  });

  test("a pod's name is no label: it would make a stream for each", () => {
    const { alloy } = platformOf(LOGS).values("alloy-logs") as { alloy: { configMap: { content: string } } };
    const { content } = alloy.configMap;
    expect(content).toContain('values = ["pod", "node", "filename"]');
    expect(content).toContain('values = { pod = "pod", node = "node" }');
    expect(content).toContain('url = "http://loki.observability.svc:3100/loki/api/v1/push"');
    expect(content).toContain('external_labels = { environment = "dev" }');
    expect(content.split("{").length).toBe(content.split("}").length);
  });

  test("of events there is none where the file wants none", () => {
    const platform = platformOf("observability: { logs: { events: false } }\n");
    expect(platform.releases).toContain("alloy-logs");
    expect(platform.releases).not.toContain("alloy-events");
  });
});

test("Grafana reads Loki where it is, and only there", () => {
  const sourcesOf = (text: string): unknown =>
    (platformOf(text).values("prometheus-stack") as { grafana: { additionalDataSources: unknown } }).grafana
      .additionalDataSources;
  expect(sourcesOf(LOGS)).toMatchObject([{ uid: "loki", url: "http://loki:3100" }]);
  expect(sourcesOf("observability: {}\n")).toEqual([]);
});

test.each([
  ["a retention of less than a day", "logs: { retention: 12h }", "6 ENV_VALUE"],
  ["a retention without a unit", "logs: { retention: 30 }", "6 ENV_TYPE"],
  ["storage of nothing", "logs: { storage: 0 }", "6 ENV_VALUE"],
])("%s is refused where it stands", (_, text, expected) => {
  expect(problemsOf(`observability: { ${text} }\n`)).toEqual([expect.stringContaining(expected)]);
});

test("a store of the same name is refused at its place", () => {
  expect(problemsOf(`${LOGS}objectStorage: [{ name: observability }]\n`)).toEqual([
    expect.stringContaining("7 OBJECT_STORAGE_RESERVED"),
  ]);
});

test("what is said in Loki's own words, which the chart hands on as they are, are options that it has", () => {
  // grafana.com/docs/loki, configuration reference of 3.7 (August 2026): those of each block that a platform may need.
  const known: Readonly<Record<string, readonly string[]>> = {
    analytics: ["reporting_enabled"],
    commonConfig: ["replication_factor", "path_prefix"],
    limits_config: [
      "allow_structured_metadata",
      "ingestion_rate_mb",
      "max_label_names_per_series",
      "max_line_size",
      "reject_old_samples_max_age",
      "retention_period",
    ],
    compactor: ["delete_request_store", "retention_enabled", "working_directory"],
  };
  const { loki } = platformOf(LOGS, "full").values("loki") as { readonly loki: Readonly<Record<string, object>> };
  for (const [block, options] of Object.entries(known)) {
    expect(Object.keys(loki[block] ?? {}).filter((option) => !options.includes(option))).toEqual([]);
  }
});
