/** What changes of `databases` do to what exists, as plans and applies by the real Terraform. */
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { packageFile } from "../../src/constructs/kit/assets";
import { byAction, DEV, expectAllOk, RehearsedProject } from "../helpers/project";

interface File {
  profile: string;
  protected?: boolean;
  databases: object[];
}

/** The dev file, with other databases. */
function withDatabases(databases: object[], change: Partial<File> = {}): string {
  const file = parseDocument(DEV).toJS() as File;
  return JSON.stringify({ ...file, ...change, databases });
}

interface StateResource {
  readonly name: string;
  readonly instances: readonly { readonly attributes: { readonly data?: Readonly<Record<string, string>> } }[];
}

/** In which stacks databases stand. */
const DATA = ["dev-network", "dev-data"];

describe("given a deployed dev", () => {
  let project: RehearsedProject;

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: withDatabases([{ name: "orders", version: "16" }]) });
    expectAllOk(await project.deploy("dev"));
  });
  afterAll(() => project.close());

  test("a service that is added makes what it needs, and a new Job; nothing else is touched", async () => {
    project.write("dev", withDatabases([{ name: "orders", version: "16", services: ["billing", "orders"] }]));

    const runs = await project.plan("dev");

    expectAllOk(runs);
    const { create = [], ...others } = byAction(runs);
    expect([...create].sort()).toEqual([
      "helm_release.databases_orders_services_billing_current",
      "helm_release.databases_orders_services_billing_delivered",
      "helm_release.databases_orders_services_billing_generated",
      "helm_release.secrets_stores_billing_orders_billing",
    ]);
    expect(others).toEqual({
      replace: ["kubernetes_config_map_v1.databases_orders_files", "kubernetes_job_v1.databases_orders"],
    });
  });

  test("a raised revision of passwords makes the next user, runs the Job, and then tells applications; nothing else", async () => {
    project.write("dev", withDatabases([{ name: "orders", version: "16", passwordRevision: 2 }]));

    const runs = await project.plan("dev");

    expectAllOk(runs);
    const { create = [], update = [], ...others } = byAction(runs);
    expect([...create].sort()).toEqual([
      "helm_release.databases_orders_services_orders_revision-2_delivered",
      "helm_release.databases_orders_services_orders_revision-2_generated",
    ]);
    expect([...update].sort()).toEqual([
      "helm_release.databases_orders_services_orders_current",
      "kubernetes_config_map_v1.databases_orders_revision",
    ]);
    expect(others).toEqual({
      replace: ["kubernetes_config_map_v1.databases_orders_files", "kubernetes_job_v1.databases_orders"],
    });
  });

  test("the Job gets its files as they are written", async () => {
    const [platform] = (await project.synth("dev")).filter(({ name }) => name === "dev-platform");
    if (!platform) throw new Error("no stack dev-platform");
    const { stdout } = await project.terraform(platform, "state", "pull");
    const { resources } = JSON.parse(stdout) as { resources: readonly StateResource[] };
    const files = resources.find(({ name }) => name === "databases_orders_files")?.instances[0]?.attributes.data ?? {};
    expect(Object.keys(files)).toContain("ca.pem");
    for (const [file, text] of Object.entries(files)) {
      const path = file === "ca.pem" ? ["rds-authorities", "eu-west-1.pem"] : ["sql", file];
      expect(text).toBe(readFileSync(packageFile("assets", ...path), "utf8"));
    }
  });

  test("a new major version upgrades the server in place, under a new parameter group", async () => {
    project.write("dev", withDatabases([{ name: "orders", version: "17", allowMajorUpgrade: true }]));

    const runs = await project.plan("dev", DATA);

    expectAllOk(runs);
    expect(byAction(runs)).toEqual({
      replace: ["aws_db_parameter_group.databases_orders_parameters"],
      update: ["aws_db_instance.databases_orders"],
    });
  });

  test("a larger server with more storage is the same server", async () => {
    project.write(
      "dev",
      withDatabases([{ name: "orders", version: "16", size: "large", storage: 50, highAvailability: true }]),
    );

    const runs = await project.plan("dev", DATA);

    expectAllOk(runs);
    expect(byAction(runs)).toEqual({ update: ["aws_db_instance.databases_orders"] });
  });

  test("no state holds a password", async () => {
    for (const stack of await project.synth("dev")) {
      const { stdout } = await project.terraform(stack, "state", "pull");
      expect(stdout).toContain('"resources"');
      expect(stdout.match(/"(?:password|secret_string|token)":\s*"[^"]+"/g)).toBeNull();
    }
  });

  test("a server that is removed and made again has another last snapshot, and its services are made again", async () => {
    const snapshot = async (): Promise<string> => {
      const [stack] = (await project.synth("dev")).filter(({ name }) => name === "dev-data");
      if (!stack) throw new Error("no stack dev-data");
      const { stdout } = await project.terraform(
        stack,
        "state",
        "show",
        "-no-color",
        "aws_db_instance.databases_orders",
      );
      return /final_snapshot_identifier\s+= "([^"]+)"/.exec(stdout)?.[1] ?? "none";
    };
    const orders = withDatabases([{ name: "orders", version: "16" }]);
    project.write("dev", orders);
    const first = await snapshot();

    project.write("dev", withDatabases([]));
    expectAllOk(await project.deploy("dev", DATA));
    project.write("dev", orders);
    expectAllOk(await project.deploy("dev", DATA));

    expect(first).toMatch(/^dev-orders-final-[0-9a-f]{8}$/);
    expect(await snapshot()).toMatch(/^dev-orders-final-[0-9a-f]{8}$/);
    expect(await snapshot()).not.toBe(first);
    const { replace = [] } = byAction(await project.plan("dev", ["dev-platform"]));
    expect(replace).toContain("kubernetes_job_v1.databases_orders");
  });
});

test("passwords that rotate twice leave the users of two revisions, nothing more to do, and no way back", async () => {
  const revision = (passwordRevision: number): string => withDatabases([{ name: "orders", passwordRevision }]);
  const project = await RehearsedProject.open({ dev: revision(1) });
  try {
    expectAllOk(await project.deploy("dev"));
    project.write("dev", revision(2));
    expectAllOk(await project.deploy("dev"));
    project.write("dev", revision(3));
    const { create = [], delete: gone = [], update = [] } = byAction(await project.plan("dev"));
    expect([...create].sort()).toEqual([
      "helm_release.databases_orders_services_orders_revision-3_delivered",
      "helm_release.databases_orders_services_orders_revision-3_generated",
    ]);
    expect([...gone].sort()).toEqual([
      "helm_release.databases_orders_services_orders_delivered",
      "helm_release.databases_orders_services_orders_generated",
    ]);
    expect([...update].sort()).toEqual([
      "helm_release.databases_orders_services_orders_current",
      "kubernetes_config_map_v1.databases_orders_revision",
    ]);
    expectAllOk(await project.deploy("dev"));
    expect(byAction(await project.plan("dev"))).toEqual({});

    project.write("dev", revision(2));
    await expect(project.plan("dev")).rejects.toThrow(
      /databases\.orders\.passwordRevision[\s\S]*PASSWORD_REVISION_LOWERED[\s\S]*Write 3, or 4/,
    );
  } finally {
    await project.close();
  }
});

test("a full environment is planned and applied, and refuses to be destroyed", async () => {
  const project = await RehearsedProject.open({ dev: withDatabases([{ name: "orders" }], { profile: "full" }) });
  try {
    expectAllOk(await project.deploy("dev", DATA));
    const destroyed = await project.destroy("dev");
    const [data] = destroyed.filter(({ stack }) => stack === "dev-data");
    expect(data?.problems.join()).toContain("prevent_destroy");
  } finally {
    await project.close();
  }
});

test("read replicas are made, taken away from the end, and leave no password in any state", async () => {
  const replicas = (readReplicas: number): string => withDatabases([{ name: "orders", readReplicas }]);
  // Opened with all that comes later: only what is used at first is told to Terraform.
  const project = await RehearsedProject.open({ dev: replicas(2) });
  try {
    project.write("dev", replicas(0));
    expectAllOk(await project.deploy("dev"));
    project.write("dev", replicas(2));

    const added = await project.plan("dev", DATA);

    expectAllOk(added);
    const { create = [], ...others } = byAction(added);
    expect([...create].sort()).toEqual(
      [
        "aws_db_instance.databases_orders_replicas_1",
        "aws_db_instance.databases_orders_replicas_2",
        "aws_secretsmanager_secret.databases_orders_administrator",
        "aws_secretsmanager_secret_version.databases_orders_administrator_version",
        ...[1, 2].flatMap((replica) =>
          ["postgresql", "upgrade"].map(
            (log) => `aws_cloudwatch_log_group.databases_orders_replicas_${replica}_logs_${log}`,
          ),
        ),
      ].sort(),
    );
    expect(others).toEqual({ update: ["aws_kms_key.databases_orders_key", "aws_db_instance.databases_orders"] });
    expectAllOk(await project.deploy("dev"));
    expect(byAction(await project.plan("dev"))).toEqual({});
    for (const stack of await project.synth("dev")) {
      const { stdout } = await project.terraform(stack, "state", "pull");
      expect(stdout.match(/"(?:password|password_wo|secret_string|secret_string_wo)":\s*"[^"]+"/g)).toBeNull();
    }

    project.write("dev", replicas(1));
    const fewer = await project.plan("dev", DATA);
    expectAllOk(fewer);
    expect(byAction(fewer)).toEqual({
      delete: [
        "aws_cloudwatch_log_group.databases_orders_replicas_2_logs_postgresql",
        "aws_cloudwatch_log_group.databases_orders_replicas_2_logs_upgrade",
        "aws_db_instance.databases_orders_replicas_2",
      ],
      update: ["aws_kms_key.databases_orders_key"],
    });
  } finally {
    await project.close();
  }
});
