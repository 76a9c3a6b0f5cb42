/** The chart of SeaweedFS, and the buckets on its servers. */
import { EVERY_OPTION, everyOption, objectsOf } from "./every-option";
import { containerOf, podOf, replicasOf } from "./pods";
import { rulesOf } from "./rbac";
import { named, ofKind, releasesOfChart } from "./rendered";

const SETS = ["master", "volume", "filer"] as const;
const PARTS = [...SETS, "s3"] as const;
const kindOf = (part: string): string => (part === "s3" ? "Deployment" : "StatefulSet");

interface Claim {
  readonly metadata: { readonly name: string };
}

const CLAIMS = { master: "data-object-storage", volume: "data", filer: "data-filer" } as const;

describe.each(releasesOfChart("seaweedfs"))("in $environment.name", ({ documents }) => {
  const partOf = (part: string) => named(documents, kindOf(part), `seaweedfs-${part}`);
  const commandOf = (part: string): string => (containerOf(partOf(part)).command ?? []).join("\n");

  test("nobody has any right, and no object holds a key", () => {
    expect(rulesOf(documents)).toEqual([]);
    expect(ofKind(documents, "Secret")).toEqual([]);
    const [security] = ofKind(documents, "ConfigMap").filter(({ metadata }) => /security/.test(metadata.name));
    expect(JSON.stringify(security)).toContain("[grpc.master]");
    expect(JSON.stringify(security)).not.toContain("jwt");
  });

  test("claims are those that Terraform makes, by their names", () => {
    for (const part of SETS) {
      const templates = (partOf(part)["spec"] as { readonly volumeClaimTemplates: readonly Claim[] })
        .volumeClaimTemplates;
      expect(templates.map(({ metadata }) => metadata.name)).toEqual([CLAIMS[part]]);
    }
  });

  test("gateways ask for a signature, and serve nothing but S3", () => {
    const command = commandOf("s3");
    expect(command).toMatch(/-config=\/etc\/sw\/seaweedfs_s3_config/);
    expect(command).toMatch(/-port\.https=8443/);
    for (const off of ["-iam=false", "-port.iceberg=0", "-port.lance=0", "-allowDeleteBucketNotEmpty=false"]) {
      expect(command).toContain(off);
    }
  });

  test("what is written twice, counts where it is written last: names of filers, and where gateways find them", () => {
    expect(commandOf("filer")).toMatch(/-ip=\$\{POD_IP\}[^]*-ip=\$\{POD_NAME\}\.seaweedfs-filer\.object-storage/);
    expect(commandOf("s3")).toMatch(
      /-filer=seaweedfs-filer-client[^]*-filer=seaweedfs-filer-0\.seaweedfs-filer\.object-storage:8888/,
    );
  });

  test("every part signs what it asks of others, and knows the authority without its key", () => {
    for (const part of PARTS) {
      const names = (containerOf(partOf(part)).env ?? []).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(["WEED_JWT_SIGNING_KEY", "WEED_JWT_FILER_SIGNING_READ_KEY"]));
      expect(containerOf(partOf(part)).env).toContainEqual({
        name: "WEED_GRPC_CA",
        value: "/usr/local/share/ca-certificates/client/ca.crt",
      });
    }
  });

  test("pods go after nobody but what holds data, and are spread", () => {
    for (const part of PARTS) {
      const pod = podOf(partOf(part));
      expect(pod.priorityClassName).toBe("jangada-data");
      expect(pod.serviceAccountName).toBe("seaweedfs");
      expect(pod.topologySpreadConstraints?.map(({ topologyKey }) => topologyKey)).toEqual([
        "topology.kubernetes.io/zone",
        "kubernetes.io/hostname",
      ]);
    }
  });
});

test("counts, copies and values are the file's", () => {
  const documents = everyOption("seaweedfs");
  const counts = PARTS.map((part) => replicasOf(named(documents, kindOf(part), `seaweedfs-${part}`)));
  expect(counts).toEqual([3, 6, 2, 4]);
  const command = (kind: string, part: string): string =>
    (containerOf(named(documents, kind, `seaweedfs-${part}`)).command ?? []).join("\n");
  expect(command("StatefulSet", "master")).toContain("-defaultReplication=002");
  expect(command("Deployment", "s3")).toContain("-v=2");
});

test("every part has a budget, and the gateways a name with HTTPS", () => {
  const objects = objectsOf(EVERY_OPTION, "object-storage-certificates");
  expect(ofKind(objects, "PodDisruptionBudget").map(({ metadata }) => metadata.name)).toEqual(
    PARTS.map((part) => `seaweedfs-${part}`),
  );
  expect(named(objects, "Service", "s3")["spec"]).toMatchObject({ ports: [{ port: 443, targetPort: 8443 }] });
});
