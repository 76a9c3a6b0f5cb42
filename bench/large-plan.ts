/** A plan of many changes, made by Terraform itself over the simulated clouds. */
import * as fs from "node:fs";
import * as path from "node:path";
import { findTerraform } from "../src/operations/terraform-binary";
import { run } from "../src/operations/process";
import { startSimulation } from "../src/rehearsal/simulation";
import { openWorld, terraform, type World } from "./bare-terraform";
import { simulatedProviders } from "../src/providers";

/** One in five is new, one goes, and three change in place. */
const TYPES = ["aws_sqs_queue", "aws_cloudwatch_log_group", "aws_iam_role", "aws_kms_key"] as const;

const ANYONE_OF_EC2 = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

interface Configuration {
  readonly terraform: { readonly backend: object };
  readonly provider: object;
  readonly [block: string]: unknown;
}

/** Writes `<folder>/<stack>.json`, the plan of so many changes (`terraform show -json`). */
export async function writeLargePlan(work: string, folder: string, stack: string, changes: number): Promise<void> {
  const base = await openWorld(path.join(work, "base"), undefined, ["dev"]);
  await base.close();
  const first = base.stacks[0];
  if (!first) throw new Error("dev has no stack.");
  const { terraform: settings, provider } = JSON.parse(
    fs.readFileSync(path.join(first.folder, "cdk.tf.json"), "utf8"),
  ) as Configuration;
  const simulation = await startSimulation(path.join(work, "world"), {
    providers: simulatedProviders,
    types: new Set(TYPES),
  });
  const large = { name: stack, folder: path.join(work, stack), dependencies: [] };
  const world: World = { stacks: [large], env: { ...base.env, ...simulation.env }, close: () => simulation.close() };
  const write = (from: number, to: number, generation: string): void =>
    fs.writeFileSync(
      path.join(large.folder, "cdk.tf.json"),
      JSON.stringify({
        terraform: { ...settings, backend: { local: { path: "large.tfstate" } } },
        provider,
        resource: resources(from, to, generation),
      }),
    );
  try {
    fs.mkdirSync(large.folder, { recursive: true });
    const part = Math.floor(changes / 5);
    write(0, changes - part, "first");
    await terraform(world, large, ["init", "-input=false"]);
    await terraform(world, large, ["apply", "-input=false", "-auto-approve"]);
    write(part, changes, "second");
    await terraform(world, large, ["plan", "-input=false", "-out=plan"]);
    const { command } = await findTerraform();
    const shown = await run(command, ["show", "-json", "plan"], { cwd: large.folder, env: world.env, whole: true });
    if (shown.status !== 0) throw new Error(shown.stderr);
    fs.writeFileSync(path.join(folder, `${stack}.json`), shown.stdout);
  } finally {
    await world.close();
  }
}

function resources(from: number, to: number, generation: string): Record<string, Record<string, object>> {
  const all: Record<string, Record<string, object>> = {};
  for (let index = from; index < to; index++) {
    const type = TYPES[index % TYPES.length] ?? TYPES[0];
    (all[type] ??= {})[`databases_n${index}_thing`] = argumentsOf(type, `large-${index}`, generation);
  }
  return all;
}

function argumentsOf(type: (typeof TYPES)[number], name: string, generation: string): object {
  const tags = { generation };
  if (type === "aws_sqs_queue") return { name, tags, delay_seconds: generation === "first" ? 5 : 10 };
  if (type === "aws_cloudwatch_log_group") return { name, tags, retention_in_days: generation === "first" ? 7 : 14 };
  if (type === "aws_kms_key") return { description: name, tags, deletion_window_in_days: 7 };
  return { name, tags, assume_role_policy: ANYONE_OF_EC2 };
}
