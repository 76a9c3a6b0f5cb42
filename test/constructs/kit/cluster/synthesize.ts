/** Synthesizes what is built in one stack, as the JSON that Terraform reads. */
import { TerraformStack, Testing } from "cdktf";

export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

export function synthesize(build: (stack: TerraformStack) => void): StackJson {
  const stack = new TerraformStack(Testing.app(), "stack");
  build(stack);
  return JSON.parse(Testing.synth(stack)) as StackJson;
}

/** The one resource of a type. */
export function onlyResource(json: StackJson, type: string): Readonly<Record<string, unknown>> {
  const all = Object.values(json.resource?.[type] ?? {});
  if (all.length !== 1 || !all[0]) throw new Error(`${all.length} resources of type ${type}, not one`);
  return all[0];
}
