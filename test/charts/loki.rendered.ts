/** The chart loki. */
import { parse } from "yaml";
import { everyOption } from "./every-option";
import type { KubernetesDocument } from "./helm";
import { containerOf, podOf, replicasOf, serversOf } from "./pods";
import { named, ofKind, releasesOfChart } from "./rendered";

/** By target: what its store is called, and what stands behind the environment's name in that of the bucket. */
const STORES: { readonly [target: string]: { readonly kind: string; readonly bucket: string } } = {
  eks: { kind: "s3", bucket: "-observability-" },
  aks: { kind: "azure", bucket: "-observability" },
};

const COPIES = { minimal: 1, standard: 3, full: 3 } as const;

function configurationOf(documents: readonly KubernetesDocument[]): object {
  const { data } = named(documents, "ConfigMap", "loki") as unknown as { readonly data: { "config.yaml": string } };
  return parse(data["config.yaml"]) as object;
}

describe.each(releasesOfChart("loki"))("in $environment.name", ({ environment, documents }) => {
  const { profile } = environment.file;
  const loki = named(documents, "StatefulSet", "loki");

  test("it has its copies, each of which writes every line", () => {
    expect(replicasOf(loki)).toBe(COPIES[profile]);
    expect(podOf(loki).priorityClassName).toBe("jangada-platform");
    expect(configurationOf(documents)).toMatchObject({ common: { replication_factor: COPIES[profile] } });
  });

  test("nothing else of the chart runs, but for caches where there are several", () => {
    expect(serversOf(documents).map(({ metadata }) => metadata.name)).toEqual(
      profile === "minimal" ? ["loki"] : ["loki-chunks-cache", "loki", "loki-results-cache"],
    );
    expect(ofKind(documents, "Ingress", "Job", "DaemonSet")).toEqual([]);
  });

  test("logs go into the environment's bucket, by the pods' own identity", () => {
    const text = JSON.stringify(configurationOf(documents));
    const { kind, bucket } = STORES[environment.file.target] ?? { kind: "", bucket: "" };
    expect(text).toContain(`${environment.name}${bucket}`);
    expect(text).not.toMatch(/access_key|secret_key|account_key|connection_string/i);
    expect(configurationOf(documents)).toMatchObject({
      schema_config: { configs: [expect.objectContaining({ store: "tsdb", object_store: kind, schema: "v13" })] },
      compactor: { retention_enabled: true, delete_request_store: kind },
      analytics: { reporting_enabled: false },
    });
  });

  test("what is not in the bucket yet stays where the environment is protected", () => {
    expect(loki["spec"]).toMatchObject({
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: profile === "minimal" ? "Delete" : "Retain",
        whenScaled: "Retain",
      },
    });
  });
});

test("retention, size and storage are the file's", () => {
  const documents = everyOption("loki");
  expect(configurationOf(documents)).toMatchObject({ limits_config: { retention_period: "504h" } });
  const loki = named(documents, "StatefulSet", "loki");
  expect(containerOf(loki).resources).toEqual({
    requests: { cpu: "250m", memory: "1Gi" },
    limits: { memory: "2Gi" },
  });
  expect(loki["spec"]).toMatchObject({
    volumeClaimTemplates: [{ spec: { resources: { requests: { storage: "25Gi" } } } }],
    template: { metadata: { labels: { asked: "loki" } } },
  });
});
