/** What a change of the environment file does to what exists, as plans by the real Terraform. */
import { parseDocument } from "yaml";
import { byAction, DEV, expectAllOk, RehearsedProject } from "../helpers/project";

/** The dev file with something changed in it. */
function dev(change: (file: Record<string, never>) => void): string {
  const data = parseDocument(DEV).toJS() as Record<string, never>;
  change(data);
  return JSON.stringify(data);
}

interface Named {
  name: string;
}
interface File {
  databases: Named[];
  cluster: { pools: Named[]; version: string };
  network: { aws: { zones: string[] } };
  moved: { from: string; to: string }[];
}
const edit = (change: (file: File) => void): string => dev((file) => change(file as unknown as File));

describe("given a deployed dev", () => {
  let project: RehearsedProject;

  /** Pools and zones written out, so that there are lists to change. */
  const written = (change: (file: File) => void = () => undefined): string =>
    edit((file) => {
      file.network = { ...file.network, aws: { zones: ["eu-west-1a", "eu-west-1b"] } };
      file.cluster = { ...file.cluster, pools: [{ name: "general" }] };
      change(file);
    });

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: written() });
    expectAllOk(await project.deploy("dev"));
  });
  afterAll(() => project.close());

  test("a database at the head of its list plans additions only", async () => {
    project.write(
      "dev",
      written((file) => file.databases.unshift({ name: "accounts" })),
    );

    const runs = await project.plan("dev", ["dev-network", "dev-cluster", "dev-data"]);

    expectAllOk(runs);
    const { create = [], ...others } = byAction(runs);
    expect(create).toContain("aws_db_instance.databases_accounts");
    expect(onlyUpdatesOfNames(others)).toBe(true);
  });

  test("a pool at the head of its list plans additions only", async () => {
    project.write(
      "dev",
      written((file) => file.cluster.pools.unshift({ name: "batch" })),
    );

    const runs = await project.plan("dev", ["dev-network", "dev-cluster", "dev-data"]);

    expectAllOk(runs);
    const { create = [], ...others } = byAction(runs);
    expect(create.filter((address) => address.startsWith("aws_eks_node_group.")).length).toBe(2);
    expect(onlyUpdatesOfNames(others)).toBe(true);
  });

  test("a renamed database is refused, at synth, with the entry to write", async () => {
    project.write(
      "dev",
      written((file) => (file.databases = [{ ...file.databases[0], name: "purchases" }])),
    );

    await expect(project.synth("dev")).rejects.toThrow(
      /RENAMED_WITHOUT_MOVED[\s\S]*moved: \[\{from: databases\.orders, to: databases\.purchases\}\]/,
    );
  });

  test("a database renamed with a moved entry keeps its instance and its physical name", async () => {
    project.write(
      "dev",
      written((file) => {
        file.databases = [{ ...file.databases[0], name: "purchases" }];
        file.moved = [{ from: "databases.orders", to: "databases.purchases" }];
      }),
    );

    const runs = await project.plan("dev", ["dev-network", "dev-cluster", "dev-data"]);

    expectAllOk(runs);
    const { create = [], delete: deleted = [], replace = [] } = byAction(runs);
    expect({ create, deleted, replace }).toEqual({ create: [], deleted: [], replace: [] });
  });

  test("a pool renamed with a moved entry keeps its node groups", async () => {
    project.write(
      "dev",
      written((file) => {
        file.cluster.pools = [{ name: "workers" }];
        file.moved = [{ from: "cluster.pools.general", to: "cluster.pools.workers" }];
      }),
    );

    const runs = await project.plan("dev", ["dev-network", "dev-cluster", "dev-data"]);

    expectAllOk(runs);
    const { create = [], delete: deleted = [], replace = [] } = byAction(runs);
    expect({ create, deleted, replace }).toEqual({ create: [], deleted: [], replace: [] });
  });

  test("a zone at the head of its list deletes and replaces nothing", async () => {
    project.write(
      "dev",
      written((file) => file.network.aws.zones.unshift("eu-west-1c")),
    );

    const runs = await project.deploy("dev", ["dev-network", "dev-cluster", "dev-data"]);

    expectAllOk(runs);
    const actions = byAction(runs);
    expect(actions["create"]).toEqual(expect.arrayContaining([expect.stringContaining("eu-west-1c")]));
    expect(actions["delete"] ?? []).toEqual([]);
    expect(actions["replace"] ?? []).toEqual([]);
  });
});

/** The guard against renames lists every name: it is updated in place whenever one is added. */
function onlyUpdatesOfNames(others: Readonly<Record<string, readonly string[]>>): boolean {
  const { update = [], ...rest } = others;
  return update.every((address) => address === "terraform_data.names") && Object.keys(rest).length === 0;
}
