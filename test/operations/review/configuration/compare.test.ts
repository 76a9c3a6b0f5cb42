/** What no plan shows, of any project: told with its place and its words, and never with a secret. */
import { facts } from "../../../../src/facts";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { compareConfigurations, compareStacks } from "../../../../src/operations/review/configuration/compare";
import type { ResourceChange } from "../../../../src/operations/plan-model";
import type { JsonMap } from "../../../../src/operations/selection/content";

const compare = (before: JsonMap, after: JsonMap): readonly ResourceChange[] =>
  compareConfigurations("anything", before, after, { facts });
const told = (changes: readonly ResourceChange[]): readonly string[] =>
  changes.flatMap(({ address, attributes }) =>
    attributes.map(({ path: at, before, after }) => `${address} ${at}: ${String(before)} -> ${String(after)}`),
  );
const queue = (body: JsonMap): JsonMap => ({ resource: { aws_sqs_queue: { mail: body } } });

test("what plans show is left to them", () => {
  const before = {
    ...queue({ name: "a", tags: { a: "1" }, count: 1 }),
    output: { url: { value: "a" } },
    locals: { a: 1 },
  };
  const after = {
    ...queue({ name: "b", for_each: {} }),
    output: { url: { value: "b" }, more: { value: 1 } },
    locals: { a: 2 },
  };

  expect(compare(before, after)).toEqual([]);
  expect(compare(before, {})).toEqual([]);
});

test("blocks about resources are told of the resource, whether it is there or not", () => {
  const before: JsonMap = { ...queue({}), moved: { from: "aws_sqs_queue.post", to: "aws_sqs_queue.mail" } };
  const after: JsonMap = {
    removed: [{ from: "aws_sqs_queue.mail", lifecycle: [{ destroy: false }] }],
    import: [{ to: "aws_sns_topic.news", id: "arn:aws:sns:eu-west-1:123456789012:news" }],
    moved: [{ from: "module.a.aws_vpc.x[0]", to: "module.b.aws_vpc.x" }],
  };

  const changes = compare(before, after);

  expect(told(changes)).toEqual([
    "aws_sqs_queue.mail moved.from: aws_sqs_queue.post -> undefined",
    "aws_sqs_queue.mail removed.destroy: undefined -> false",
    "aws_sns_topic.news import.id: undefined -> arn:aws:sns:eu-west-1:123456789012:news",
    "module.b.aws_vpc.x moved.from: undefined -> module.a.aws_vpc.x[0]",
  ]);
  expect(changes.map(({ type, action }) => [type, action])).toEqual([
    ["aws_sqs_queue", "configure"],
    ["aws_sns_topic", "configure"],
    ["aws_vpc", "configure"],
  ]);
});

test("a guard that goes is seen beside a block about the same resource that comes", () => {
  const before = queue({ lifecycle: { prevent_destroy: true } });
  const after: JsonMap = { ...queue({}), moved: [{ from: "aws_sqs_queue.post", to: "aws_sqs_queue.mail" }] };

  expect(told(compare(before, after))).toContain("aws_sqs_queue.mail lifecycle.prevent_destroy: true -> undefined");
});

test("of a new resource only what it runs is told: the rest is as it was written from the start", () => {
  const after = queue({ lifecycle: { ignore_changes: ["tags"] }, provisioner: { "local-exec": { command: "id" } } });

  expect(told(compare({}, after))).toEqual([
    "aws_sqs_queue.mail provisioner[0].type: undefined -> local-exec",
    "aws_sqs_queue.mail provisioner[0].command: undefined -> id",
  ]);
});

test.each<[string, JsonMap, JsonMap, string]>([
  [
    "no backend is a file beside the stack",
    {},
    { terraform: { backend: { gcs: { bucket: "b" } } } },
    "terraform.backend",
  ],
  [
    "HCP Terraform",
    { terraform: { backend: { s3: { bucket: "b" } } } },
    { terraform: { cloud: { organization: "o" } } },
    "terraform.backend",
  ],
  ["the version", { terraform: { required_version: ">= 1.10" } }, { terraform: {} }, "terraform.required_version"],
  ["settings that nobody knows yet", {}, { terraform: { experiments: ["x"] } }, "terraform.experiments"],
  ["a second configuration", {}, { provider: { aws: [{ alias: "us", region: "us-east-1" }] } }, "provider.aws[us]"],
  ["a check", { check: { health: { assert: { condition: "${var.a}", error_message: "m" } } } }, {}, "check.health"],
  ["blocks that nobody knows yet", {}, { action: { run: { x: { config: {} } } } }, "action.run"],
  [
    "a data source's own condition",
    {
      data: { aws_vpc: { main: { lifecycle: { postcondition: [{ condition: "${self.id}", error_message: "m" }] } } } },
    },
    { data: { aws_vpc: { main: {} } } },
    "data.aws_vpc.main",
  ],
  [
    "a variable's validation",
    { variable: { size: { default: 1, validation: [{ condition: "${var.size > 0}", error_message: "m" }] } } },
    { variable: { size: { default: 2 } } },
    "variable.size",
  ],
  ["a connection", queue({ connection: { host: "a" } }), queue({ connection: { host: "b" } }), "aws_sqs_queue.mail"],
  ["an order", queue({ depends_on: ["a.b"] }), queue({}), "aws_sqs_queue.mail"],
])("%s", (_, before, after, address) => {
  expect(compare(before, after).map((change) => change.address)).toEqual([address]);
});

test("no secret of a provider, a backend or a command is in it", () => {
  const secrets = ["hunter2-hunter2", "AKIAIOSFODNN7EXAMPLE", "s3cr3t-t0ken-value"];
  const [password = "", key = "", token = ""] = secrets;
  const after: JsonMap = {
    terraform: { backend: { pg: { conn_str: `postgres://me:${password}@db/states` } } },
    provider: { grafana: [{ auth_token: token, password }], aws: [{ access_key: key, secret_key: token }] },
    resource: { terraform_data: { x: { connection: { password } } } },
  };

  const changes = compare({ resource: { terraform_data: { x: {} } } }, after);

  expect(changes.length).toBeGreaterThan(3);
  for (const secret of secrets) expect(JSON.stringify(changes)).not.toContain(secret);
});

describe("synthesized stacks", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-configurations-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const write = (side: string, json: JsonMap) => {
    const project = path.join(folder, side);
    const stack = path.join(project, "out", "stacks", "one");
    fs.mkdirSync(stack, { recursive: true });
    fs.writeFileSync(path.join(stack, "cdk.tf.json"), JSON.stringify(json));
    return { project, stack: { name: "one", folder: stack, dependencies: [] } };
  };
  const local = (file: string): JsonMap => ({ terraform: { backend: { local: { path: file } } } });

  test("the same place within two checkouts is the same place", () => {
    const before = write("a", local("../../../terraform.one.tfstate"));
    const after = write("b", local(path.join(folder, "b", "terraform.one.tfstate")));

    expect(compareStacks(before, after, { facts })).toEqual([]);
  });

  test("another place is told at the environment file's own line for it", () => {
    const before = write("a", local("../../../terraform.one.tfstate"));
    const after = write("b", local("../../../elsewhere/terraform.one.tfstate"));
    const locate = (file: string, at: string) =>
      file === "env.yaml" && at === "state" ? { line: 7, column: 1 } : undefined;

    const [change] = compareStacks(before, after, { facts, file: "env.yaml", locate });

    expect(change).toMatchObject({ component: "terraform", source: { file: "env.yaml", path: "state", line: 7 } });
    expect(change?.attributes).toMatchObject([
      { path: "path", before: "<project>/terraform.one.tfstate", after: "<project>/elsewhere/terraform.one.tfstate" },
    ]);
  });
});
