/** Brokers where no cloud runs them: in the cluster, on disks that outlive a zone. */
import { rabbitmqComponent } from "../../../../src/constructs/rabbitmq/component";
import { buildOnBrokers } from "../../../../src/constructs/rabbitmq/topology/build";
import { loadText } from "../../../../src/environment/load-file";
import { LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";
import { AKS_FACTS, onAks } from "../../deployment-on-aks";
import { type Attributes, synthesized } from "../fixtures";

function loaded(rabbitmq: unknown): ReturnType<typeof loadText> {
  const file = {
    name: "dev",
    target: "aks",
    profile: "standard",
    owner: "fishers",
    azure: { subscription: SUBSCRIPTION, tenant: TENANT, location: LOCATION, admins: [TENANT] },
    rabbitmq,
  };
  return loadText(JSON.stringify(file), "environment.yaml", { folder: "dev" });
}

const told = (rabbitmq: unknown): unknown =>
  loaded(rabbitmq)
    .problems.filter(({ place }) => place?.path?.startsWith("rabbitmq["))
    .map(({ code, place }) => [code, place?.path]);

test("a broker runs in the cluster, unless the file says otherwise, and that is refused", () => {
  expect(told([{ name: "events" }, { name: "jobs", runs: "in-cluster" }])).toEqual([]);
  expect(told([{ name: "events" }, { name: "jobs", runs: "managed" }])).toEqual([
    ["TARGET_CANNOT", "rabbitmq[1].runs"],
  ]);
});

test("what means nothing of a broker in the cluster is refused there, too", () => {
  expect(told([{ name: "events", maintenanceWindow: "sun:03:00-sun:05:00" }])).toEqual([
    ["RABBITMQ_WINDOW", "rabbitmq[0].maintenanceWindow"],
  ]);
});

/** Releases hold references, so their values are no JSON: what the operator is told of volumes is read as text. */
function built(region: string) {
  const { stack, tier } = onAks(rabbitmqComponent, [{ name: "events" }, { name: "jobs" }], { ...AKS_FACTS, region });
  buildOnBrokers(tier("platform"));
  const json = synthesized(stack);
  const textOf = ({ values }: Attributes): string => (values as readonly string[] | undefined)?.join("") ?? "";
  const brokers = Object.values(json.resource["helm_release"] ?? {}).filter((release) =>
    textOf(release).includes('"RabbitmqCluster"'),
  );
  return {
    classes: Object.values(json.resource["kubernetes_storage_class_v1"] ?? {}),
    brokers,
    volumes: brokers.map((release) => /persistence"\s*[:=]\s*(\{[^}]*\})/.exec(textOf(release))?.[1] ?? ""),
  };
}

test("each node's volume is a premium disk in three zones at once, of one class for all brokers", () => {
  const { classes, brokers, volumes } = built("westeurope");

  expect(classes).toMatchObject([
    {
      metadata: { name: "premium-zone-redundant" },
      storage_provisioner: "disk.csi.azure.com",
      volume_binding_mode: "WaitForFirstConsumer",
      allow_volume_expansion: true,
      parameters: { skuName: "Premium_ZRS" },
    },
  ]);
  const volume = { storage: "20Gi", storageClassName: "premium-zone-redundant" };
  expect(volumes.map((text) => JSON.parse(text) as unknown)).toEqual([volume, volume]);
  for (const { depends_on } of brokers) {
    expect(depends_on).toContain("kubernetes_storage_class_v1.ZoneRedundantVolumes");
  }
});

test("where a location has no such disks, they are of the default class", () => {
  const { classes, volumes } = built("japanwest");

  expect(classes).toEqual([]);
  expect(volumes.map((text) => JSON.parse(text) as unknown)).toEqual([{ storage: "20Gi" }, { storage: "20Gi" }]);
});
