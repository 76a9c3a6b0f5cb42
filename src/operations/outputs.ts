/** What the applied stacks of environments publish, read from their states by Terraform itself. */
import { JangadaError } from "../errors";
import { StackTerraform } from "./deploy/stack-terraform";
import { inOrder } from "./dependency-order";
import { parallelOf } from "./parallel";
import { select, type SelectedStack, type SelectOptions } from "./selection/select";

export interface OutputsOptions extends Pick<SelectOptions, "environments" | "stacks" | "project" | "env"> {
  /** Names of outputs that are handed over as they are, sensitive or not: to whom has asked for just that. @default none */
  readonly revealed?: readonly string[];
}

/** Outputs by stack and name; a stack that was not applied yet has none. Sensitive values are masked. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** @throws JangadaError OUTPUT_FAILED with what Terraform says where a state cannot be read, and what `select` throws */
export async function readOutputs(options: OutputsOptions): Promise<Outputs> {
  const { stacks, all, project } = await select(options);
  const stackTerraform = await StackTerraform.open(all, { project, ...(options.env ? { env: options.env } : {}) });
  const read = new Map<string, Readonly<Record<string, unknown>>>();
  const independent = stacks.map((stack) => ({ ...stack, dependencies: [] }));
  await inOrder(independent, parallelOf(), async (stack) => {
    read.set(stack.name, await outputsOf(stackTerraform, stack, options.revealed ?? []));
    return true;
  });
  return Object.fromEntries(stacks.map(({ name }) => [name, read.get(name) ?? {}]));
}

async function outputsOf(
  stackTerraform: StackTerraform,
  stack: SelectedStack,
  revealed: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const init = await stackTerraform.init(stack);
  if (!init.ok) throw new JangadaError(init.problems);
  const result = await stackTerraform.run(stack, ["output", "-json", "-no-color"]);
  if (result.status !== 0) {
    throw new JangadaError({
      code: "OUTPUT_FAILED",
      message: `The outputs of ${stack.name} cannot be read: ${stackTerraform.failureOf(result)}`,
      remedy: "Check the credentials for the state backend, and that the stack was deployed.",
    });
  }
  const parsed = JSON.parse(result.stdout.slice(result.stdout.indexOf("{"))) as Record<
    string,
    { sensitive: boolean; value: unknown }
  >;
  return Object.fromEntries(
    Object.entries(parsed).map(([name, { sensitive, value }]) => [
      name,
      sensitive && !revealed.includes(name) ? "(sensitive)" : value,
    ]),
  );
}
