/** PostgreSQL in the cluster: built, deployed, changed and taken away by the real Terraform. */
import { parseDocument } from "yaml";
import { expectValidCustomResource, isCustom } from "../helpers/crd";
import { addressesOf, objectsOf, ORDERS, RESTORED, SHARED_ADDRESSES } from "../helpers/databases-in-cluster";
import { facts } from "../../src/facts";
import { readPlan } from "../../src/operations/plan-model";
import { assess } from "../../src/operations/risk";
import { byAction, DEV, expectAllOk, RehearsedProject } from "../helpers/project";

/** The dev file, with databases in the cluster. */
function withDatabases(...databases: readonly object[]): string {
  return JSON.stringify({ ...(parseDocument(DEV).toJS() as object), databases });
}

/** Terraform's addresses of what Azure has in other resources. */
const ADDRESSES: readonly string[] = [
  "aws_eks_pod_identity_association.databases_orders_identity",
  "aws_iam_role.databases_orders_identity_role",
  "aws_iam_role_policy.databases_orders_identity_role_policy",
  "aws_kms_alias.databases_Backups_key_alias",
  "aws_kms_key.databases_Backups_key",
  "aws_s3_bucket.databases_Backups",
  "aws_s3_bucket_lifecycle_configuration.databases_Backups_lifecycle",
  "aws_s3_bucket_logging.databases_Backups_access-logging",
  "aws_s3_bucket_ownership_controls.databases_Backups_ownership",
  "aws_s3_bucket_policy.databases_Backups_policy",
  "aws_s3_bucket_public_access_block.databases_Backups_public-access",
  "aws_s3_bucket_server_side_encryption_configuration.databases_Backups_encryption",
  "aws_s3_bucket_versioning.databases_Backups_versioning",
];

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
      .map(({ rule }) => `${rule} ${change.address.replace(/^.*\.databases_/, "")}`),
  );
}

describe("given a deployed dev with a server of three nodes and a pooler in the cluster", () => {
  let project: RehearsedProject;

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: withDatabases(ORDERS) });
    expectAllOk(await project.deploy("dev"));
  });
  afterAll(() => project.close());

  test("there is nothing more to do", async () => {
    const runs = await project.plan("dev");
    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });

  test("its addresses are these", async () => {
    expect(await addressesOf(project, "dev")).toEqual([...ADDRESSES, ...SHARED_ADDRESSES].sort());
  });

  test("every custom resource is valid by its definition", async () => {
    const custom = (await objectsOf(project, "dev")).filter((object) => isCustom(object));
    expect(custom.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["Cluster", "ObjectStore", "ScheduledBackup", "Pooler", "ImageCatalog", "Certificate"]),
    );
    for (const object of custom) expectValidCustomResource(object);
  });

  test("a review tells of what is lost, and of what a change does to a server that stays", async () => {
    const told = async (...databases: readonly object[]): Promise<readonly string[]> => {
      project.write("dev", withDatabases(...databases));
      return toldOf(project);
    };
    expect(await told({ ...ORDERS, highAvailability: false, backupDays: 7 })).toEqual(
      expect.arrayContaining([
        "data-loss/database-no-standby orders",
        "data-loss/database-backups-shorter orders",
        "downtime/database-nodes-fewer orders",
      ]),
    );
    expect(await told({ ...ORDERS, version: "18", allowMajorUpgrade: true, storage: 50 })).toEqual(
      expect.arrayContaining(["downtime/database-major-raised orders", "cost/database-grows orders"]),
    );
    expect(await told()).toContain("data-loss/database-in-cluster orders");
  });

  test("smaller volumes are refused before anything is planned", async () => {
    project.write("dev", withDatabases({ ...ORDERS, storage: 10 }));
    await expect(project.synth("dev")).rejects.toThrow("a volume grows, and never shrinks");
  });

  test("another one is made of its backups, beside it, and nothing of it changes", async () => {
    project.write("dev", withDatabases(ORDERS, RESTORED));
    expectAllOk(await project.deploy("dev"));
    const [cluster] = (await objectsOf(project, "dev")).filter(
      ({ kind, metadata }) => kind === "Cluster" && (metadata as { name: string }).name === "dev-orders-before",
    );
    expect(cluster?.["spec"]).toMatchObject({
      bootstrap: { recovery: { source: "source", owner: "administrator" } },
      externalClusters: [
        { plugin: { parameters: { barmanObjectName: "dev-orders-before", serverName: "dev-orders" } } },
      ],
      plugins: [{ isWALArchiver: true, parameters: { serverName: "dev-orders-before" } }],
    });
    const runs = await project.plan("dev");
    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });

  test("all of it goes again", async () => {
    expectAllOk(await project.destroy("dev"));
  });
});
