/** A stage that fails says why in a line of its own, which the real Terraform passes on, and whose place its own words do not take. */
import * as fs from "node:fs";
import * as path from "node:path";
import { OutputReader } from "../../src/operations/terraform-output";
import { RunSecrets } from "../../src/operations/run-secrets";
import { StageResults } from "../../src/operations/stage-results";
import { TerraformFolder } from "../rehearsal/protocol/support/terraform";

const result = (more: object): string =>
  JSON.stringify({
    stage: "converge",
    host: "cp1",
    mode: "apply",
    ok: false,
    problems: ["cp2 is not ready."],
    ...more,
  });

/** Resources that run these shell commands. */
async function problemsOf(commands: Readonly<Record<string, string>>) {
  const folder = new TerraformFolder([]);
  try {
    const resource = {
      terraform_data: Object.fromEntries(
        Object.entries(commands).map(([name, command]) => [name, { provisioner: [{ "local-exec": { command } }] }]),
      ),
    };
    fs.writeFileSync(path.join(folder.path, "main.tf.json"), JSON.stringify({ resource }));
    await folder.mustRun("init");
    const { stdout } = await folder.run("apply", "-auto-approve", "-json", "-parallelism=1");
    const reader = new OutputReader("home-cluster", "apply", () => undefined, new RunSecrets({}));
    for (const line of stdout.split("\n")) reader.read(line);
    return reader.problems;
  } finally {
    folder.remove();
  }
}

test("why a stage failed is told, with where the rest stands; what failed without one is told by Terraform", async () => {
  const problems = await problemsOf({
    failed: `echo '${result({})}'; exit 1`,
    well: `echo '${result({ ok: true, problems: [] })}'; exit 1`,
    silent: "echo '{no JSON'; exit 3",
  });

  const of = (name: string) => problems.find(({ place }) => place?.address?.endsWith(`terraform_data.${name}`));
  expect(of("failed")).toMatchObject({
    message: "The stage 'converge' failed on 'cp1': cp2 is not ready.",
    remedy: expect.stringContaining("/var/log/jangada/converge.log") as string,
  });
  expect(of("well")?.message).toMatch(/^local-exec provisioner error/);
  expect(of("silent")?.message).toMatch(/exit status 3/);
  expect(of("silent")).not.toHaveProperty("remedy");
});

test("the last of a resource's stages counts, and each resource has its own", () => {
  const stages = new StageResults();
  stages.read("a", result({ stage: "firewall", problems: ["one"] }));
  stages.read("a", result({ problems: ["two", "three"] }));
  stages.read("b", result({ ok: true, problems: [] }));
  stages.read("b", "[1]");

  expect(stages.failureOf("a")?.message).toBe("The stage 'converge' failed on 'cp1': two three");
  expect(stages.failureOf("b")).toBeUndefined();
  expect(stages.failureOf("c")).toBeUndefined();
});
