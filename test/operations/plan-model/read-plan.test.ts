import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readPlan, type ResourceChange } from "../../../src/operations/plan-model";
import { type ChangeParts, changeOf, planOf, update } from "./plans";

function only(parts: ChangeParts): ResourceChange {
  const { changes } = readPlan(planOf([parts]));
  expect(changes).toHaveLength(1);
  return changes[0] as ResourceChange;
}

describe("the format", () => {
  test("another major version is refused", () => {
    expect(() => readPlan({ ...planOf([]), format_version: "2.0" })).toThrow(/format 2\.0.*PLAN_FORMAT/s);
  });

  test("a newer minor version and unknown keys are read", () => {
    const plan = { ...planOf([update({ a: 1 }, { a: 2 })]), format_version: "1.9", novelty: [1] };

    expect(readPlan(plan).changes).toHaveLength(1);
  });

  test.each([["no JSON"], [{}], [{ format_version: "1.2", resource_changes: [{}] }]])("%j is refused", (input) => {
    expect(() => readPlan(input)).toThrow(/PLAN_UNREADABLE/);
  });

  test("a warning before the JSON is skipped", () => {
    const text = `Warning: no such file\n${JSON.stringify(planOf([update({ a: 1 }, { a: 2 })]))}`;

    expect(readPlan(text).changes).toHaveLength(1);
  });
});

describe("actions", () => {
  test.each([
    [["create"], "create", false],
    [["delete"], "delete", false],
    [["delete", "create"], "replace", false],
    [["create", "delete"], "replace", true],
    [["forget"], "forget", false],
    [["create", "forget"], "replace", true],
    [["update"], "update", false],
  ] as const)("%j is %s", (actions, action, createBeforeDestroy) => {
    expect(only({ actions, before: { a: 1 }, after: { a: 2 } })).toMatchObject({ action, createBeforeDestroy });
  });

  test("what stays is counted, and what only moves is told", () => {
    const plan = planOf([
      { actions: ["no-op"], name: "stays", before: { a: 1 }, after: { a: 1 } },
      { actions: ["no-op"], name: "now", previousAddress: "terraform_data.then", before: { a: 1 }, after: { a: 1 } },
    ]);

    const { unchanged, changes } = readPlan(plan);

    expect(unchanged).toBe(1);
    expect(changes).toMatchObject([{ previousAddress: "terraform_data.then", action: "no-op" }]);
  });
});

describe("attributes", () => {
  test("nested ones are told by their path", () => {
    const { attributes } = only(update({ a: { b: [{ c: 1, d: 1 }] } }, { a: { b: [{ c: 2, d: 1 }] } }));

    expect(attributes).toMatchObject([{ path: "a.b[0].c", before: 1, after: 2 }]);
  });

  test("what is known only after apply", () => {
    const { attributes, after } = only(update({ id: "x", a: 1 }, { a: 1 }, { unknown: { id: true } }));

    expect(attributes).toEqual([
      { path: "id", before: "x", unknown: true, sensitive: false, forcesReplacement: false },
    ]);
    expect(after?.["id"]).toBe("(known after apply)");
  });

  test("what forces the replacement", () => {
    const { attributes } = only({
      actions: ["delete", "create"],
      before: { a: "x", b: "x", list: [{ c: 1 }] },
      after: { a: "y", b: "y", list: [{ c: 2 }] },
      replacePaths: [["a"], ["list"]],
    });

    expect(attributes.map(({ path: at, forcesReplacement }) => [at, forcesReplacement])).toEqual([
      ["a", true],
      ["b", false],
      ["list[0].c", true],
    ]);
  });

  test("entries that changed their order are no change, and the others are paired", () => {
    const rule = (port: number): object => ({ port, cidr: "10.0.0.0/8" });

    const { attributes } = only(update({ rules: [rule(1), rule(2), rule(3)] }, { rules: [rule(3), rule(1), rule(4)] }));

    expect(attributes).toMatchObject([{ path: "rules[1].port", before: 2, after: 4 }]);
  });

  test("long texts are cut to where they differ", () => {
    const text = (middle: string): string => `${"a".repeat(1000)}${middle}${"b".repeat(1000)}`;

    const [attribute] = only(update({ script: text("old") }, { script: text("new") })).attributes;

    expect(attribute?.before).toMatch(/^…a+old/);
    expect(attribute?.after).toMatch(/^…a+new.*\(2003 characters\)$/);
    expect(String(attribute?.after).length).toBeLessThan(300);
  });

  test("long lists are cut", () => {
    const list = Array.from({ length: 100 }, (_, index) => index);

    const [attribute] = only(update({ list: [] }, { list })).attributes;

    expect(attribute?.after).toHaveLength(21);
  });
});

describe("documents in texts", () => {
  test("JSON is compared as JSON", () => {
    const policy = (action: string, spaces: number): string =>
      JSON.stringify({ Statement: [{ Sid: "Read", Action: action, Resource: "*" }] }, null, spaces);

    const equal = only({ ...update({ policy: policy("s3:Get", 0), a: 1 }, { policy: policy("s3:Get", 2), a: 2 }) });
    const changed = only(update({ policy: policy("s3:Get", 0) }, { policy: policy("s3:*", 2) }));

    expect(equal.attributes.map((attribute) => attribute.path)).toEqual(["a"]);
    expect(changed.attributes).toMatchObject([
      { path: "policy.Statement.Read.Action", before: "s3:Get", after: "s3:*", document: "policy" },
    ]);
  });

  test("Helm's values are told by path", () => {
    const values = (replicas: number): string[] => [`deployment:\n  replicas: ${replicas}\n  image: a:1\n`];

    const { attributes } = only(update({ values: values(1) }, { values: values(3) }, { type: "helm_release" }));

    expect(attributes).toMatchObject([
      { path: "values[0].deployment.replicas", before: 1, after: 3, document: "values[0]" },
    ]);
  });

  test("several Kubernetes objects in one text are told by kind and name", () => {
    const objects = (size: string): string =>
      ["a", "b"]
        .map((name) => `kind: Disk\nmetadata:\n  name: ${name}\nsize: ${name === "b" ? size : "1"}\n`)
        .join("---\n");

    const { attributes } = only(update({ yaml: objects("1") }, { yaml: objects("2") }));

    expect(attributes).toMatchObject([{ path: 'yaml["Disk/b"].size', before: 1, after: 2 }]);
  });

  test("a script with colons stays a text", () => {
    const { attributes } = only(update({ script: "echo: a\n\techo $b" }, { script: "echo: a\n\techo $c" }));

    expect(attributes).toMatchObject([{ path: "script" }]);
    expect(attributes[0]?.document).toBeUndefined();
  });
});

describe("sources", () => {
  test("come from what synth wrote, of what is gone from what it wrote before", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-sources-"));
    const stack = (name: string, resource: string, at: string): string => {
      const at_ = path.join(folder, name, "dev-data");
      fs.mkdirSync(at_, { recursive: true });
      const content = {
        resource: { terraform_data: { [resource]: { "//": { environment: { file: "e.yaml", path: at } } } } },
      };
      fs.writeFileSync(path.join(at_, "cdk.tf.json"), JSON.stringify(content));
      return at_;
    };
    const plan = planOf([
      { actions: ["create"], name: "databases_new", after: { a: 1 } },
      { actions: ["delete"], name: "databases_old", before: { a: 1 } },
      { actions: ["delete"], name: "ingress_dns-zone", before: { a: 1 } },
    ]);

    const { stack: name, changes } = readPlan(plan, stack("after", "databases_new", "databases.new"), {
      previousFolder: stack("before", "databases_old", "databases.old"),
      locate: (file, at) => ({ line: `${file}${at}`.length, column: 1 }),
    });

    expect(name).toBe("dev-data");
    expect(changes.map(({ component, source }) => [component, source])).toEqual([
      ["databases", { file: "e.yaml", path: "databases.new", line: 19, column: 1 }],
      ["databases", { file: "e.yaml", path: "databases.old", line: 19, column: 1 }],
      ["ingress", undefined],
    ]);
    fs.rmSync(folder, { recursive: true });
  });
});

describe("the rest", () => {
  test("drift, outputs and failed checks", () => {
    const drift = changeOf(update({ size: 1 }, { size: 2 }));
    const checks = [
      { address: { to_display: "check.a" }, status: "fail", instances: [{ problems: [{ message: "no" }] }] },
      { address: { to_display: "check.b" }, status: "pass" },
    ];
    const output_changes = {
      host: { actions: ["update"], before: { name: "a" }, after: { name: "b" }, after_unknown: false },
    };

    const plan = readPlan(planOf([], { resource_drift: [drift], checks, output_changes }));

    expect(plan.drift).toMatchObject([{ attributes: [{ path: "size", before: 1, after: 2 }] }]);
    expect(plan.failedChecks).toEqual([{ address: "check.a", messages: ["no"] }]);
    expect(plan.outputs).toMatchObject([{ name: "host", attributes: [{ path: "name", before: "a", after: "b" }] }]);
  });

  test("the digest depends on what is done, not on the order of keys", () => {
    const digest = (after: object): string => readPlan(planOf([update({ a: 1, b: 1 }, after)])).digest;

    expect(digest({ a: 2, b: 1 })).toBe(digest({ b: 1, a: 2 }));
    expect(digest({ a: 2, b: 1 })).not.toBe(digest({ a: 3, b: 1 }));
  });
});
