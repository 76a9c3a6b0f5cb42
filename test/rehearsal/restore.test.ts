/** Servers that are made from backups, as plans and applies by the real Terraform. */
import { byAction, expectAllOk, RehearsedProject, type StackRun } from "../helpers/project";

/** The smallest file with these databases. */
const file = (...databases: readonly object[]): string =>
  JSON.stringify({
    name: "dev",
    target: "eks",
    profile: "minimal",
    owner: "team",
    aws: { account: "123456789012", region: "eu-west-1", admins: ["arn:aws:iam::123456789012:role/platform-admin"] },
    cluster: { version: "1.35" },
    databases,
  });

/** In which stacks databases stand. */
const DATA = ["dev-network", "dev-data"];

const ORDERS = { name: "orders" };
/** What stays when the block has been taken out. */
const MADE = { name: "restored", services: ["orders"], keyOf: "orders" };
const RESTORED = { ...MADE, restore: { from: "orders", at: "2025-01-31T15:04:00+01:00" } };

const SERVER = "aws_db_instance.databases_restored";
const KEY = "aws_kms_key.databases_orders_key";
const NAMES = "terraform_data.names";

const said = (runs: readonly StackRun[]): string =>
  runs
    .flatMap(({ problems }) => problems)
    .join("\n")
    .replace(/\s+/g, " ");

describe("somebody deleted rows", () => {
  let project: RehearsedProject;

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: file(ORDERS, RESTORED) });
  });
  afterAll(() => project.close());

  test("a second server is restored beside the first, under its key; nothing else is touched, and nothing is left to do", async () => {
    project.write("dev", file(ORDERS));
    expectAllOk(await project.deploy("dev", DATA));
    project.write("dev", file(ORDERS, RESTORED));

    const runs = await project.plan("dev", DATA);

    expectAllOk(runs);
    const { create = [], update = [], ...others } = byAction(runs);
    // Addresses are an interface. There is no key among them.
    expect([...create].sort()).toEqual(
      [
        SERVER,
        "aws_cloudwatch_log_group.databases_restored_logs_postgresql",
        "aws_cloudwatch_log_group.databases_restored_logs_upgrade",
        "aws_db_parameter_group.databases_restored_parameters",
        "aws_db_subnet_group.databases_restored_subnets",
        "aws_iam_role.databases_restored_monitoring",
        "aws_iam_role_policy_attachment.databases_restored_monitoring_policy",
        "aws_security_group.databases_restored_security-group",
        "aws_vpc_security_group_ingress_rule.databases_restored_security-group_from-network",
        "terraform_data.databases_restored_last-snapshot",
      ].sort(),
    );
    // The log groups of the new one are let in.
    expect([...update].sort()).toEqual([KEY, NAMES]);
    expect(others).toEqual({});
    expectAllOk(await project.deploy("dev", DATA));
    expect(byAction(await project.plan("dev", DATA))).toEqual({});
  });

  test("another time, another source or a block where there was none is refused by the plan: it would not be restored again", async () => {
    const later = { ...RESTORED, restore: { from: "orders", at: "2025-01-31T15:05:00+01:00" } };
    project.write("dev", file(ORDERS, later));
    expect(said(await project.plan("dev", DATA))).toContain(
      "The server 'dev-restored' exists already, and was not made from dev-orders as of 2025-01-31T14:05:00Z",
    );

    project.write("dev", file({ ...ORDERS, restore: { from: "restored", latest: true }, services: ["orders"] }, MADE));
    await expect(project.plan("dev", DATA)).rejects.toThrow(/DATABASE_RESTORE_KEY/);
    project.write("dev", file({ ...ORDERS, aws: { snapshot: "dev-orders-last" } }, MADE));
    expect(said(await project.plan("dev", DATA))).toContain(
      "The server 'dev-orders' exists already, and was not made from the snapshot dev-orders-last",
    );
  });

  test("the block can be taken out, and put back as it was: nothing changes", async () => {
    project.write("dev", file(ORDERS, MADE));
    const without = await project.plan("dev", DATA);
    expectAllOk(without);
    expect(byAction(without)).toEqual({});
    expectAllOk(await project.deploy("dev", DATA));
    project.write("dev", file(ORDERS, RESTORED));
    const again = await project.plan("dev", DATA);
    expectAllOk(again);
    expect(byAction(again)).toEqual({});
  });

  test("without 'keyOf' the server is not made anew under another key unseen: it would be a replacement, or is refused", async () => {
    project.write("dev", file(ORDERS, { name: "restored", services: ["orders"], protected: true }));
    expect(said(await project.plan("dev", DATA))).toContain("prevent_destroy");
  });

  test("the first goes, and its key stays as long as the other is encrypted with it", async () => {
    project.write("dev", file(MADE));
    const runs = await project.plan("dev", DATA);
    expectAllOk(runs);
    const { delete: gone = [], update = [], ...others } = byAction(runs);
    expect(gone).toContain("aws_db_instance.databases_orders");
    expect(gone.filter((address) => address.startsWith("aws_kms_"))).toEqual([]);
    expect([...update].sort()).toEqual([KEY, NAMES]);
    expect(others).toEqual({});
    expectAllOk(await project.deploy("dev", DATA));
    expect(byAction(await project.plan("dev", DATA))).toEqual({});
  });
});

test("a server that was deleted by hand is restored in its place from what it left, under the key that is still there", async () => {
  const project = await RehearsedProject.open({ dev: file(ORDERS) });
  try {
    expectAllOk(await project.deploy("dev", DATA));
    const [data] = (await project.synth("dev")).filter(({ name }) => name === "dev-data");
    if (!data) throw new Error("no stack dev-data");
    const address = "aws_db_instance.databases_orders";
    const { stdout } = await project.terraform(data, "state", "show", "-no-color", address);
    const left = /^\s+resource_id\s+= "(db-[A-Z0-9]+)"/m.exec(stdout)?.[1] ?? "none";
    const deleted = await project.terraform(data, "destroy", "-auto-approve", "-no-color", `-target=${address}`);
    expect(deleted.status).toBe(0);
    project.write("dev", file({ ...ORDERS, restore: { from: left, latest: true } }));

    expectAllOk(await project.deploy("dev", DATA));

    expect(byAction(await project.plan("dev", DATA))).toEqual({});
    project.write("dev", file(ORDERS));
    expect(byAction(await project.plan("dev", DATA))).toEqual({});
    const shown = await project.terraform(data, "state", "show", "-no-color", address);
    expect(shown.stdout).toMatch(new RegExp(`source_dbi_resource_id +\\W+ "${left}"`));
  } finally {
    await project.close();
  }
});

test("what is not there, and a source with another key, is refused; a file with it rehearses from nothing", async () => {
  const key = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";
  const elsewhere = { ...ORDERS, restore: { from: "prod-orders", latest: true }, aws: { encryptionKey: key } };
  const project = await RehearsedProject.open({ dev: file(ORDERS, RESTORED, { ...elsewhere, name: "copy" }) });
  try {
    expectAllOk(await project.deploy("dev", DATA));
    expect(byAction(await project.plan("dev", DATA))).toEqual({});
  } finally {
    await project.close();
  }
});
