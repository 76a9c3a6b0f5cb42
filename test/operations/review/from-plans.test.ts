import { renderJunit } from "../../../src/operations/report/junit";
import { renderSarif } from "../../../src/operations/report/sarif";
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { planFromFiles } from "../../../src/operations/review/from-plans";
import { review } from "../../../src/operations/review/review";
import { type ReviewResult, reviewSchema } from "../../../src/operations/review/result-schema";
import { renderMarkdown } from "../../../src/operations/report/markdown";
import { planOf } from "../plan-model/plans";
import { change, remove } from "../risk/changes";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-plans-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const write = (name: string, plan: object): string => {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(plan));
  return file;
};
const storage = {
  ...change("aws_db_instance", { allocated_storage: 20 }, { allocated_storage: 50 }),
  name: "databases_orders",
};
const gone = { ...remove("aws_kms_key"), name: "databases_old_key" };

async function reviewed(options: Omit<Parameters<typeof planFromFiles>[0], "facts">): Promise<ReviewResult> {
  return review(await planFromFiles({ facts, project: folder, ...options }), { facts, failOn: ["data-loss"] });
}

describe("plans of a folder", () => {
  test("are reviewed by environment and stack, as real plans", async () => {
    write("dev-data.json", planOf([storage]));
    write("prod-data.json", planOf([gone]));
    write("prod-network.json", planOf([]));

    const result = await reviewed({ folder });

    expect(result.kind).toBe("planned");
    expect(result.environments.map(({ name, risk, stacks }) => [name, risk, stacks.length])).toEqual([
      ["dev", "cost", 1],
      ["prod", "data-loss", 2],
    ]);
    expect(result.gates.passed).toBe(false);
  });

  test("what the base plans too is pending, and no gate's business", async () => {
    write("dev-data.json", planOf([storage, gone]));
    write("before/dev-data.json", planOf([gone]));

    const result = await reviewed({ folder });

    expect(result.gates.passed).toBe(true);
    expect(result.environments[0]?.counts).toMatchObject({ update: 1, delete: 0 });
  });

  test("only those of the environments that are asked for; those without changes are told", async () => {
    write("dev-data.json", planOf([]));
    write("dev-eu-data.json", planOf([]));
    write("prod-data.json", planOf([gone]));

    const result = await reviewed({ folder, environments: ["dev*"] });

    expect(result.environments).toEqual([]);
    expect(result.unchanged).toEqual(["dev", "dev-eu"]);
  });

  test("one that ended in an error is not taken for whole", async () => {
    write("dev-data.json", planOf([storage], { errored: true }));

    expect((await reviewed({ folder })).ok).toBe(false);
  });
});

describe("what has to be done before a plan can be applied", () => {
  const group = (min_size: number, desired_size: number): object => ({
    cluster_name: "dev",
    node_group_name: "system-eu-west-1a-1",
    arn: "arn:aws:eks:eu-west-1:123456789012:nodegroup/dev/system-eu-west-1a-1/id",
    scaling_config: [{ min_size, max_size: 5, desired_size }],
  });
  const raised = {
    ...change("aws_eks_node_group", group(1, 1), group(3, 1)),
    name: "cluster_pools_system_eu-west-1a",
  };

  test("is told with the command, in every form", async () => {
    write("dev-cluster.json", planOf([raised]));

    const result = await reviewed({ folder });

    const [told] = result.environments.flatMap(({ components }) =>
      components.flatMap(({ things }) => things.flatMap(({ changes }) => changes)),
    );
    const command =
      "aws eks update-nodegroup-config --cluster-name dev --nodegroup-name system-eu-west-1a-1 --scaling-config minSize=3,maxSize=5,desiredSize=3 --region eu-west-1";
    expect(told?.stepsBefore).toEqual([
      { reason: "EKS refuses a minimum of 3 while 1 node is wanted of the group.", command },
    ]);
    expect(reviewSchema.safeParse(result).success).toBe(true);
    expect(renderMarkdown(result)).toContain(`\`${command}\``);
    const [sarif] = (
      renderSarif(result, facts) as {
        readonly runs: readonly {
          readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
          readonly results: readonly object[];
        }[];
      }
    ).runs;
    expect(sarif?.results).toContainEqual(
      expect.objectContaining({
        ruleId: "review/step-before",
        level: "warning",
        message: {
          text: expect.stringMatching(/while 1 node is wanted of the group\. Before it is applied/) as string,
        },
      }),
    );
    expect(JSON.stringify(sarif?.results)).toContain(command);
    expect(sarif?.tool.driver.rules.map(({ id }) => id)).toContain("review/step-before");
    expect(renderJunit(result)).toContain(`run this, and plan again: ${command}</system-out>`);
    // However short a comment must be, without it nothing can be applied.
    expect(renderMarkdown(result, { limit: 2000 })).toContain(`\`${command}\``);
  });

  test("is nothing where there is room", async () => {
    write("dev-cluster.json", planOf([{ ...raised, before: group(1, 3), after: group(3, 3) }]));

    expect(JSON.stringify(await reviewed({ folder }))).not.toContain("stepsBefore");
  });
});

describe("what plans alone cannot tell", () => {
  const stacks = (...names: readonly string[]): object => ({
    stacks: Object.fromEntries(names.map((name) => [name, { name, workingDirectory: `stacks/${name}` }])),
  });

  test("a stack that was synthesized and has no plan is not judged, though the others change nothing", async () => {
    write("cdktf.json", { app: "true" });
    write("cdktf.out/manifest.json", stacks("dev-network", "dev-data", "qa-network"));
    write("plans/dev-network.json", planOf([]));

    const result = await reviewed({ folder: path.join(folder, "plans") });

    expect(result).toMatchObject({ ok: false, unchanged: [], gates: { passed: false, outcome: "not-judged" } });
    expect(result.gates.notJudged).toMatchObject([{ environment: "dev", stack: "dev-data", because: "no-plan" }]);
  });

  test.each([
    ["that Terraform calls incomplete", { complete: false }],
    ["in which something was put off", { deferred_changes: [{ reason: "provider_config_unknown" }] }],
  ])("a plan %s is not judged as a whole", async (_, rest) => {
    write("dev-data.json", planOf([], rest));

    const result = await reviewed({ folder });

    expect(result.unchanged).toEqual([]);
    expect(result.gates.notJudged).toMatchObject([{ stack: "dev-data", because: "incomplete" }]);
  });

  test("what they hold of the configuration is compared with the base's, and of the rest it is said that it is not", async () => {
    const configuration = (region: string, version: string, sensitive: boolean, command: string): object => ({
      configuration: {
        provider_config: {
          aws: {
            name: "aws",
            full_name: "registry.terraform.io/hashicorp/aws",
            version_constraint: version,
            expressions: { region: { constant_value: region } },
          },
        },
        root_module: {
          outputs: { url: { expression: {}, sensitive } },
          resources: [
            {
              address: "terraform_data.x",
              mode: "managed",
              type: "terraform_data",
              name: "x",
              provisioners: [{ type: "local-exec", expressions: { command: { constant_value: command } } }],
            },
          ],
        },
      },
    });
    write("before/dev-data.json", planOf([], configuration("eu-west-1", "6.0.0", true, "true")));
    write("dev-data.json", planOf([], configuration("us-east-1", ">= 6.0.0", false, "id")));

    const { environments, gates, unchanged } = await reviewed({ folder });

    const rules = environments.flatMap(({ components }) =>
      components.flatMap(({ things }) => things.flatMap(({ changes }) => changes.flatMap(({ risks }) => risks))),
    );
    expect(unchanged).toEqual([]);
    expect(environments[0]).toMatchObject({ configuration: "partly", counts: { configure: 4 } });
    expect(rules.map(({ rule }) => rule).sort()).toEqual([
      "data-loss/works-elsewhere",
      "downtime/loosely-pinned",
      "exposure/command",
      "exposure/no-longer-sensitive",
    ]);
    expect(gates.refused).toMatchObject([{ address: "provider.aws", risk: "data-loss" }]);
  });
});

describe("saved plans", () => {
  const before = process.env["TERRAFORM_BINARY_NAME"];
  afterEach(() => {
    if (before === undefined) delete process.env["TERRAFORM_BINARY_NAME"];
    else process.env["TERRAFORM_BINARY_NAME"] = before;
  });

  /** Shows the plan that the file itself holds, in the folder of the stack and nowhere else. */
  function terraform(): void {
    const file = path.join(folder, "terraform");
    const script = `#!/bin/sh
if [ "$1" = version ]; then echo '{"terraform_version":"1.11.4"}'; exit 0; fi
[ "$1 $2 $3" = "show -json -no-color" ] && [ -f cdk.tf.json ] && cat "$4"
`;
    fs.writeFileSync(file, script, { mode: 0o755 });
    process.env["TERRAFORM_BINARY_NAME"] = file;
  }

  test("are shown by Terraform, in the folders of their stacks", async () => {
    terraform();
    write("cdktf.out/stacks/dev-data/cdk.tf.json", {});
    write("plans/dev/dev-data/plan", planOf([gone]));
    write("plans/dev/dev-data/record.json", {});

    const result = await reviewed({ folder: path.join(folder, "plans") });

    expect(result.environments).toMatchObject([{ name: "dev", risk: "data-loss" }]);
  });

  test("elsewhere than where they were made they cannot be read", async () => {
    terraform();
    write("plans/dev/dev-data/plan", planOf([gone]));

    await expect(reviewed({ folder: path.join(folder, "plans") })).rejects.toThrow(/PLAN_UNREADABLE/);
  });
});

describe("plans by name", () => {
  test("one alone says that it cannot tell what is pending", async () => {
    const result = await reviewed({ plans: [write("dev-data.json", planOf([storage]))] });

    expect(result.environments[0]?.notes.join()).toContain("pending already");
  });

  test("two are the base's and the change's", async () => {
    const [before, after] = [
      write("a/dev-data.json", planOf([gone])),
      write("b/dev-data.json", planOf([gone, storage])),
    ];

    const result = await reviewed({ plans: [before, after] });

    expect(result.environments[0]?.name).toBe("dev");
    expect(result.environments[0]?.counts).toMatchObject({ update: 1, delete: 0 });
  });

  test("three are refused", async () => {
    const file = write("dev-data.json", planOf([]));

    await expect(reviewed({ plans: [file, file, file] })).rejects.toThrow(/TOO_MANY_PLANS/);
  });
});
