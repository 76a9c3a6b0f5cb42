import { facts } from "../../../src/facts";
import { readPlan, type ResourceChange } from "../../../src/operations/plan-model";
import { fromTo, isMainType, summaryOf, titleOf } from "../../../src/operations/review/describe-entry";
import { type ChangeParts, planOf } from "../plan-model/plans";
import { change, create, remove, replace } from "../risk/changes";

const words = (path: string, ...parts: readonly ChangeParts[]): readonly string[] =>
  summaryOf(path, readPlan(planOf(parts)).changes, facts);

describe("titles", () => {
  test.each([
    ["databases.orders", "database `orders`"],
    ["cluster.pools.general", "node pool `general`"],
    ["cluster", "cluster"],
    ["cluster.autoscaling", "cluster (autoscaling)"],
    ["databases", "databases"],
    ["kafka.main", "kafka.main"],
    ["databases.orders.allow", "database `orders` (allow)"],
    ["cluster.pools.general.taints.0", "node pool `general` (taints.0)"],
    ["network.subnets.private", "network (subnets.private)"],
  ])("%s is called %s", (path, title) => {
    expect(titleOf(path, facts)).toBe(title);
  });
});

describe("summaries", () => {
  test("say what changes as the file calls it", () => {
    const storage = change(
      "aws_db_instance",
      { allocated_storage: 20, multi_az: false },
      { allocated_storage: 50, multi_az: true },
    );

    expect(words("databases.orders", storage)).toEqual(["storage 20 → 50 GiB", "highAvailability false → true"]);
  });

  test("reach into Helm's values and nested blocks", () => {
    const helm = change(
      "helm_release",
      { values: ["deployment: {replicas: 1}"] },
      { values: ["deployment: {replicas: 3}"] },
    );
    const pool = change(
      "aws_eks_node_group",
      { taint: [{ key: "gpu", value: "a" }] },
      { taint: [{ key: "gpu", value: "b" }] },
    );

    expect(words("ingress", helm)).toEqual(["copies 1 → 3"]);
    expect(words("cluster.pools.general", pool)).toEqual(["taints a → b"]);
  });

  test("call the revision of passwords as the file does", () => {
    const revision = change(
      "kubernetes_config_map_v1",
      { data: { passwordRevision: "1" } },
      { data: { passwordRevision: "2" } },
    );

    expect(words("databases.orders", revision)).toEqual(["passwordRevision 1 → 2"]);
  });

  test("say once what several resources do alike", () => {
    const pool = (name: string): ChangeParts => ({
      ...change("aws_eks_node_group", { version: "1.34" }, { version: "1.35" }),
      name,
    });

    expect(words("cluster.pools.general", pool("a"), pool("b"))).toEqual(["version 1.34 → 1.35"]);
  });

  test("say that a thing comes or goes", () => {
    const made = create("aws_db_instance", { allocated_storage: 20, instance_class: "db.t4g.medium" });

    expect(words("databases.orders", made, create("aws_kms_key", { a: 1 }))).toEqual([
      "added: storage 20 GiB, instance class db.t4g.medium",
    ]);
    expect(words("databases.orders", remove("aws_db_instance"), change("terraform_data", { a: 1 }, { a: 2 }))).toEqual([
      "removed",
    ]);
  });

  test("name why a thing is replaced", () => {
    const replaced = {
      ...replace("aws_db_instance", { identifier: "a" }, { identifier: "b" }),
      replacePaths: [["identifier"]],
    };

    expect(words("databases.orders", replaced)).toEqual(["`aws_db_instance.thing` is replaced, because of identifier"]);
  });

  test("never hold a secret", () => {
    const secret = change("aws_db_instance", { password: "hunter2-hunter2" }, { password: "letmein-letmein" });

    expect(words("databases.orders", secret).join()).not.toMatch(/hunter2|letmein/);
  });

  test("of a new thing tell a few settings: no blocks, and nothing that is off", () => {
    const made = create("aws_db_instance", {
      allocated_storage: 20,
      max_allocated_storage: 80,
      instance_class: "db.t4g.medium",
      engine_version: "17",
      multi_az: false,
      backup_retention_period: 14,
      backup_window: "01:00-02:00",
      maintenance_window: "sun:03:00-sun:04:00",
      database_insights_mode: { a: 1 },
      port: 5432,
    });

    const [line = ""] = words("databases.orders", made);

    expect(line).toMatch(/^added: /);
    expect(line.split(", ")).toHaveLength(6);
    expect(line).not.toMatch(/highAvailability|insights|port|5432/);
    expect(words("databases.orders", create("aws_db_instance", { port: 5432 }))).toEqual(["added"]);
    expect(words("databases.orders", create("aws_kms_key", { version: "1" }))).toEqual(["added"]);
    expect(words("kafka.main", create("aws_kms_key", { version: "1" }))).toEqual(["added"]);
    const later = { ...create("aws_db_instance", { engine_version: "17" }), unknown: { kms_key_id: true } };
    expect(words("databases.orders", later)).toEqual(["added: version 17"]);
    const lists = create("aws_eks_cluster", { version: "1.35", vpc_config: [{ public_access_cidrs: ["10.0.0.0/8"] }] });
    expect(words("cluster", lists)).toEqual(["added: version 1.35"]);
  });

  test("say that a thing goes where all of it does, or what stands for it", () => {
    const [database, key] = [remove("aws_db_instance"), remove("aws_kms_key")];
    const other = { ...change("aws_db_instance", { multi_az: false }, { multi_az: true }), name: "replica" };

    expect(words("databases.orders", database, key)).toEqual(["removed"]);
    expect(words("kafka.main", key)).toEqual(["removed"]);
    expect(words("databases.orders", key)).toEqual(["removed"]);
    expect(words("databases.orders", key, other)).toEqual(["highAvailability false → true"]);
    expect(words("databases.orders", database, other)).toEqual(["highAvailability false → true"]);
    expect(words("databases.orders", create("aws_kms_key", { a: 1 }), other)).toEqual([
      "highAvailability false → true",
    ]);
    expect(words("databases.orders", create("aws_db_parameter_group", { family: "postgres17" }), other)).toEqual([
      "highAvailability false → true",
    ]);
    expect(words("databases.orders")).toEqual([]);
  });

  test("say that a thing is renamed where nothing of it changes", () => {
    const values = { allocated_storage: 20 };
    const renamed = (after: object, actions: readonly string[]): ChangeParts => ({
      type: "aws_db_instance",
      actions,
      before: values,
      after,
      previousAddress: "aws_db_instance.old",
    });

    expect(words("databases.orders", renamed(values, ["no-op"]))).toEqual(["renamed"]);
    expect(words("databases.orders", renamed({ allocated_storage: 50 }, ["update"]))).toEqual(["storage 20 → 50 GiB"]);
    const still = readPlan(planOf([change("aws_db_instance", values, { allocated_storage: 50 })])).changes;
    expect(
      summaryOf(
        "databases.orders",
        still.map((one) => ({ ...one, action: "no-op" })),
        facts,
      ),
    ).toEqual([]);
  });

  test("of a replacement name what forces it, and nothing else", () => {
    const parts = replace(
      "aws_db_instance",
      { identifier: "a", port: 1, multi_az: false },
      { identifier: "b", port: 2, multi_az: true },
    );

    expect(words("databases.orders", { ...parts, replacePaths: [["port"], ["identifier"]] })).toEqual([
      "`aws_db_instance.thing` is replaced, because of identifier, port",
    ]);
    expect(words("databases.orders", parts)).toEqual(["`aws_db_instance.thing` is replaced"]);
  });

  test("of what has no word tell nothing", () => {
    expect(words("databases.orders", change("aws_db_instance", { port: 1 }, { port: 2 }))).toEqual([]);
    expect(words("databases.orders", change("aws_kms_key", { version: "1" }, { version: "2" }))).toEqual([]);
  });
});

describe("settings of Terraform's own", () => {
  const configure = (address: string, ...paths: readonly string[]): ResourceChange => ({
    stack: "dev-data",
    address,
    mode: "managed",
    type: "aws_db_instance",
    name: "orders",
    action: "configure",
    createBeforeDestroy: false,
    component: "databases",
    attributes: paths.map((path) => ({ path, before: true, after: false })) as unknown as ResourceChange["attributes"],
  });
  const of = (...changes: readonly ResourceChange[]): readonly string[] =>
    summaryOf("databases.orders", changes, facts);
  const address = "aws_db_instance.orders";

  test("are told with their values where they are few", () => {
    expect(of(configure(address, "lifecycle[0].prevent_destroy"))).toEqual([
      `refusal to be destroyed (prevent_destroy) of \`${address}\` true → false`,
    ]);
    expect(of(configure(address, "lifecycle.create_before_destroy", "provisioner[0].command"))).toEqual([
      `replacement by a new one first (create_before_destroy) of \`${address}\` true → false`,
      `provisioner[0].command of \`${address}\` true → false`,
    ]);
  });

  test("are named alone where they are many", () => {
    expect(of(configure(address, "lifecycle.prevent_destroy", "import.id", "provisioner[0].command"))).toEqual([
      `\`${address}\`: refusal to be destroyed (prevent_destroy), taking over (import), provisioner[0].command`,
    ]);
  });

  test("neither make a thing come or go nor keep it from it", () => {
    const made = readPlan(planOf([create("aws_db_instance", { allocated_storage: 20 })])).changes;

    expect(of(configure(address, "moved.from"))).toEqual([`renaming (moved) of \`${address}\` true → false`]);
    expect(of(...made, configure(address, "moved.from"))).toEqual(["added: storage 20 GiB"]);
  });
});

describe("values", () => {
  test.each<[object, string | undefined, string]>([
    [{ before: 20, after: 50 }, "GiB", "20 → 50 GiB"],
    [{ before: "a", after: "b" }, undefined, "a → b"],
    [{ after: 1 }, "GiB", "(none) → 1 GiB"],
    [{ before: 1 }, "GiB", "1 → (none)"],
    [{ before: 1, unknown: true }, "GiB", "1 → (known after apply)"],
    [{ before: ["a", "b"], after: [] }, undefined, "a, b → (empty)"],
    [{ before: { a: 1 }, after: null }, undefined, '{"a":1} → null'],
  ])("%j with the unit %s: %s", (attribute, unit, told) => {
    expect(fromTo(attribute as Parameters<typeof fromTo>[0], unit)).toBe(told);
  });

  test("of a whole thing stand at its main type", () => {
    expect(["aws_db_instance", "aws_eks_node_group", "aws_kms_key", ""].map((type) => isMainType(type, facts))).toEqual(
      [true, true, false, false],
    );
  });
});
