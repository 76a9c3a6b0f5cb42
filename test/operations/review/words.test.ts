import { facts } from "../../../src/facts";
import { readPlan } from "../../../src/operations/plan-model";
import { summaryOf, titleOf } from "../../../src/operations/review/words";
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

    expect(words("databases.orders", storage)).toEqual(["storage 20 → 50 GiB", "multiAz false → true"]);
  });

  test("reach into Helm's values and nested blocks", () => {
    const helm = change(
      "helm_release",
      { values: ["deployment: {replicas: 1}"] },
      { values: ["deployment: {replicas: 3}"] },
    );
    const pool = change(
      "aws_eks_node_group",
      { scaling_config: [{ max_size: 3 }] },
      { scaling_config: [{ max_size: 9 }] },
    );

    expect(words("ingress", helm)).toEqual(["copies 1 → 3"]);
    expect(words("cluster.pools.general", pool)).toEqual(["max 3 → 9"]);
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
});
