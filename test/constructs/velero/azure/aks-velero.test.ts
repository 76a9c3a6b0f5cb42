/** Velero on AKS: what its server is told, where snapshots stand, and what the file may not ask for. */
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { checkChartValues } from "../../../../src/catalog/chart-values";
import type { KubernetesClusterAttributes } from "../../../../src/constructs/k8s-cluster/contract";
import { AdoptedObjectStore } from "../../../../src/constructs/object-storage/adopted-store";
import { azureVeleroPart } from "../../../../src/constructs/velero/azure/part";
import { Velero } from "../../../../src/constructs/velero/contract";
import type { VeleroProps } from "../../../../src/constructs/velero/props";
import { type VeleroSection, veleroSchema } from "../../../../src/constructs/velero/section";
import type { WorkloadIdentityProps } from "../../../../src/model/identity";
import { valuesOfRelease } from "../../../helpers/values-of-release";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION } from "../../azure-stack";
import { CLUSTER_PRINCIPAL, FakeAksCluster } from "../../ingress/azure/fixtures";

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/dev`;
const CONTAINER = `${GROUP}/providers/Microsoft.Storage/storageAccounts/devobj/blobServices/default/containers/dev-velero`;

/** @param details Of the cluster, beside where it stands. */
function build(details: Readonly<Record<string, string>> = { "identity-principal": CLUSTER_PRINCIPAL }): {
  readonly synth: Synthesized;
  readonly identities: readonly WorkloadIdentityProps[];
} {
  const stack = azureStack("dev-platform");
  new KubernetesProvider(stack, "kubernetes");
  new HelmProvider(stack, "helm");
  class Cluster extends FakeAksCluster {
    public override get attributes(): KubernetesClusterAttributes {
      const place = { subscription: SUBSCRIPTION, "resource-group": "dev" };
      return { ...super.attributes, details: { ...place, ...details } };
    }
  }
  const cluster = new Cluster(stack, "fake-cluster");
  const store = new AdoptedObjectStore(stack, "store", {
    bucketName: "dev-velero",
    region: LOCATION,
    endpoint: "devobj.blob.core.windows.net",
    details: { storeId: CONTAINER },
  });
  const schedules: VeleroProps["schedules"] = [{ name: "daily", cron: "0 2 * * *", volumes: "copies" }];
  new Velero(stack, "velero", { schedules, cluster, store });
  return { synth: new Synthesized(stack), identities: cluster.identities };
}

const releaseOf = (synth: Synthesized, name: string): Readonly<Record<string, unknown>> =>
  valuesOfRelease(
    (Object.values(synth.resources("helm_release")).find((each) => each["name"] === name)?.["values"] as string[])[0] ??
      "",
  );

test("server and agents reach the container as an identity of their own, and hold no credential", () => {
  const { synth, identities } = build();
  const values = releaseOf(synth, "velero");
  expect(values).toMatchObject({
    credentials: { useSecret: false },
    podLabels: { "azure.workload.identity/use": "true" },
    nodeAgent: { podLabels: { "azure.workload.identity/use": "true" } },
    serviceAccount: { server: { annotations: { "azure.workload.identity/client-id": "client-of-velero" } } },
    initContainers: [{ image: expect.stringContaining("velero-plugin-for-microsoft-azure:") as unknown }],
    configuration: {
      backupStorageLocation: [
        {
          provider: "azure",
          bucket: "dev-velero",
          config: {
            storageAccount: "devobj",
            storageAccountURI: "https://devobj.blob.core.windows.net",
            useAAD: "true",
          },
        },
      ],
    },
  });
  expect(checkChartValues("velero", values)).toEqual([]);
  expect(identities).toMatchObject([
    { namespace: "velero", serviceAccount: "velero", permissions: [{ kind: "objects", storeId: CONTAINER }] },
  ]);
});

test("snapshots stand with the environment, and not with the nodes, whose group goes with the cluster", () => {
  const { synth } = build();
  expect(releaseOf(synth, "velero-snapshot-class")).toMatchObject({
    objects: [
      {
        kind: "VolumeSnapshotClass",
        driver: "disk.csi.azure.com",
        deletionPolicy: "Retain",
        parameters: { incremental: "true", resourceGroup: "dev" },
      },
    ],
  });
  expect(synth.resource("azurerm_role_assignment")).toMatchObject({
    scope: GROUP,
    role_definition_name: "Disk Snapshot Contributor",
    principal_id: CLUSTER_PRINCIPAL,
  });
  const waits = Object.values(synth.resources("helm_release")).find(({ name }) => name === "velero-snapshot-class");
  expect(waits?.["depends_on"]).toContain("azurerm_role_assignment.velero_snapshots-role");
});

test("nothing brings a snapshot controller: every cluster has one", () => {
  const names = Object.values(build().synth.resources("helm_release")).map(({ name }) => name);
  expect(names).not.toContain("snapshot-controller");
});

test("of a cluster whose owner tells no identity, the owner gives it its role", () => {
  expect(build({}).synth.resources("azurerm_role_assignment")).toEqual({});
});

describe("the section", () => {
  const section = (more: object): VeleroSection =>
    veleroSchema.parse({ schedules: [{ name: "daily", cron: "0 2 * * *" }], ...more });
  const check = (more: object) => azureVeleroPart.check?.(section(more), {} as never);

  test("may lock what is written, but not so that nothing is ever overwritten", () => {
    expect(check({ lock: { mode: "governance", days: 14 } })).toEqual([]);
    expect(check({ lock: "none" })).toEqual([]);
    expect(check({ lock: { mode: "compliance", days: 14 } })).toMatchObject([
      { path: ["lock", "mode"], code: "BACKUP_LOCK_OVERWRITES" },
    ]);
  });

  test("names an existing key with the identity that uses it", () => {
    const encryptionKey = {
      id: "https://platform.vault.azure.net/keys/platform",
      identity: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/platform-key`,
    };
    expect(azureVeleroPart.existing?.(section({ azure: { encryptionKey } }), {} as never)).toEqual([
      { kind: "encryption-key", ...encryptionKey },
    ]);
  });
});
