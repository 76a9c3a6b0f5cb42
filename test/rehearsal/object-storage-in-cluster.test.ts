/** Stores of objects in the cluster: built, deployed, changed and taken away by the real Terraform. */
import { parseDocument } from "yaml";
import { facts } from "../../src/facts";
import { readPlan } from "../../src/operations/plan-model";
import { assess } from "../../src/operations/risk";
import { type CustomResource, expectValidCustomResource, isCustom } from "../helpers/crd";
import { byAction, DEV, expectAllOk, RehearsedProject, type StackRun } from "../helpers/project";
import { releasesOf } from "../helpers/releases";

const SERVERS = { servers: 3, copies: 2, gateways: 2 };

/** The dev file, with stores in place of databases. */
function withStores(objectStorage: readonly object[], objectServers: object = SERVERS): string {
  return JSON.stringify({ ...(parseDocument(DEV).toJS() as object), databases: [], objectStorage, objectServers });
}

const DOCUMENTS = {
  name: "documents",
  runs: "in-cluster",
  services: [{ name: "shop" }, { name: "report", namespace: "reporting", access: "read", prefix: "invoices/" }],
};

/** Terraform's addresses: an interface, as those of `test/golden` are. */
const ADDRESSES: readonly string[] = [
  "helm_release.objectStorage_Servers",
  "helm_release.objectStorage_Servers_certificates",
  "helm_release.objectStorage_Servers_keys_administrator_delivered",
  "helm_release.objectStorage_Servers_keys_administrator_generated",
  "helm_release.objectStorage_Servers_keys_identities",
  "helm_release.objectStorage_Servers_keys_signing_delivered",
  "helm_release.objectStorage_Servers_keys_signing_generated",
  "helm_release.objectStorage_Servers_keys_stores_documents_reporting_report_current",
  "helm_release.objectStorage_Servers_keys_stores_documents_reporting_report_delivered",
  "helm_release.objectStorage_Servers_keys_stores_documents_reporting_report_generated",
  "helm_release.objectStorage_Servers_keys_stores_documents_shop_shop_current",
  "helm_release.objectStorage_Servers_keys_stores_documents_shop_shop_delivered",
  "helm_release.objectStorage_Servers_keys_stores_documents_shop_shop_generated",
  "helm_release.objectStorage_documents_authority_reporting_report",
  "helm_release.objectStorage_documents_authority_shop_shop",
  "helm_release.secrets_stores_object-storage",
  "helm_release.secrets_stores_reporting_object-storage_documents_key_report",
  "helm_release.secrets_stores_shop_object-storage_documents_key_shop",
  "kubernetes_config_map_v1.objectStorage_documents_files",
  "kubernetes_cron_job_v1.objectStorage_Servers_lifecycle",
  "kubernetes_job_v1.objectStorage_documents",
  "kubernetes_namespace_v1.objectStorage_Servers_namespace",
  "kubernetes_network_policy_v1.objectStorage_Servers_buckets",
  "kubernetes_network_policy_v1.objectStorage_Servers_gateways",
  "kubernetes_network_policy_v1.objectStorage_Servers_guard",
  "kubernetes_network_policy_v1.objectStorage_Servers_lifecycle-guard",
  "kubernetes_network_policy_v1.objectStorage_Servers_servers",
  "kubernetes_persistent_volume_claim_v1.objectStorage_Servers_volumes_filer-0",
  "kubernetes_persistent_volume_claim_v1.objectStorage_Servers_volumes_filer-1",
  "kubernetes_persistent_volume_claim_v1.objectStorage_Servers_volumes_master-0",
  "kubernetes_persistent_volume_claim_v1.objectStorage_Servers_volumes_master-1",
  "kubernetes_persistent_volume_claim_v1.objectStorage_Servers_volumes_master-2",
  "kubernetes_persistent_volume_claim_v1.objectStorage_Servers_volumes_volume-0",
  "kubernetes_persistent_volume_claim_v1.objectStorage_Servers_volumes_volume-1",
  "kubernetes_persistent_volume_claim_v1.objectStorage_Servers_volumes_volume-2",
];

const IS_OURS = /objectStorage_|object-storage/;

const inOrder = (runs: readonly StackRun[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(byAction(runs)).map(([action, addresses]) => [action, [...addresses].sort()]));

/** What a review says of Terraform's own plan: rules by the resources that meet them. */
async function toldOf(project: RehearsedProject): Promise<readonly string[]> {
  const stack = (await project.synth("dev")).find(({ name }) => name === "dev-platform");
  if (!stack) throw new Error("There is no stack of the platform.");
  await project.terraform(stack, "plan", "-out=told.tfplan");
  const { stdout } = await project.terraform(stack, "show", "-json", "told.tfplan");
  const { changes } = readPlan(JSON.parse(stdout), stack.folder, { judgedTogether: facts.judgedTogether });
  return changes.flatMap((change) =>
    assess(change, { changes }, facts)
      .filter(({ risk }) => risk !== "none")
      .map(({ rule }) => `${rule} ${change.address.replace(/^.*\.objectStorage_/, "")}`),
  );
}

describe("given a deployed dev with a store in the cluster", () => {
  let project: RehearsedProject;
  let made: readonly string[];

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: withStores([DOCUMENTS]) });
    const runs = await project.deploy("dev");
    expectAllOk(runs);
    made = byAction(runs)["create"] ?? [];
  });
  afterAll(() => project.close());

  test("its addresses are these", () => {
    expect(made.filter((address) => IS_OURS.test(address)).sort()).toEqual(ADDRESSES);
  });

  test("there is nothing more to do", async () => {
    const runs = await project.plan("dev");
    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });

  test("every custom resource is valid by its definition", async () => {
    const objects = (await releasesOf(project, "dev")).flatMap(
      ({ values }) => (values["objects"] ?? []) as readonly CustomResource[],
    );
    const custom = objects.filter((object) => isCustom(object));
    expect(custom.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["Certificate", "Issuer", "ExternalSecret", "PushSecret"]),
    );
    for (const object of custom) expectValidCustomResource(object);
  });

  test("a service that is added gets a key; gateways read another file, and nothing else is exchanged", async () => {
    project.write("dev", withStores([{ ...DOCUMENTS, services: [...DOCUMENTS.services, { name: "web" }] }]));
    const runs = await project.plan("dev");
    expectAllOk(runs);
    const { create = [], update = [], replace = [], ...others } = inOrder(runs);
    expect(others).toEqual({});
    expect(create.filter((address) => !address.includes("_web"))).toEqual([]);
    expect(update).toEqual([
      "helm_release.objectStorage_Servers",
      "kubernetes_network_policy_v1.objectStorage_Servers_gateways",
    ]);
    expect(replace).toEqual([
      "helm_release.objectStorage_Servers_keys_identities",
      "kubernetes_config_map_v1.objectStorage_documents_files",
      "kubernetes_job_v1.objectStorage_documents",
    ]);
  });

  test("volumes grow where they are, and what would shrink them is refused when it is applied", async () => {
    project.write("dev", withStores([DOCUMENTS], { ...SERVERS, storage: 40 }));
    const grown = await project.plan("dev");
    expectAllOk(grown);
    expect(inOrder(grown)).toEqual({
      update: [0, 1, 2].map(
        (node) => `kubernetes_persistent_volume_claim_v1.objectStorage_Servers_volumes_volume-${node}`,
      ),
    });
    project.write("dev", withStores([DOCUMENTS], { ...SERVERS, storage: 10 }));
    const shrunk = await project.deploy("dev");
    expect(shrunk.flatMap(({ problems }) => problems).join()).toContain("field can not be less than");
  });

  test("a review tells of what is lost", async () => {
    project.write("dev", withStores([DOCUMENTS], { ...SERVERS, servers: 2, copies: 1 }));
    expect(await toldOf(project)).toEqual(
      expect.arrayContaining([
        "data-loss/objects-fewer-copies Servers",
        "data-loss/objects-fewer-servers Servers",
        expect.stringMatching(/^data-loss\/.* Servers_volumes_volume-2$/),
      ]),
    );
  });

  test("it can be taken away whole", async () => {
    project.write("dev", withStores([DOCUMENTS]));
    expectAllOk(await project.destroy("dev"));
  });
});
