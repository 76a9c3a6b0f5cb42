/** A stack on AWS for unit tests, and what it synthesizes to. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformElement, TerraformStack, Testing } from "cdktf";
import { AwsTarget } from "../../infra/aws/target";
import { Node } from "constructs";
import { logicalId } from "../../infra/modules/logical-id";
import { Target } from "../../src/model/target";

export const ACCOUNT = "123456789012";
export const REGION = "eu-west-1";
export const ADMIN = `arn:aws:iam::${ACCOUNT}:role/platform-admin`;

/** Names resources as the stacks of environments do. */
class AddressedStack extends TerraformStack {
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { scopes } = element instanceof Node ? element : element.node;
    return logicalId(scopes.slice(this.node.scopes.length).map(({ node }) => node.id));
  }
}

export function awsStack(name = "test"): TerraformStack {
  const stack = new AddressedStack(Testing.app(), name);
  new AwsProvider(stack, "aws", { region: REGION });
  Target.use(stack, new AwsTarget());
  return stack;
}

export type Block = Record<string, unknown>;

/** What a stack synthesizes to. */
export class Synthesized {
  public readonly json: { readonly [block: string]: Record<string, Record<string, Block>> };

  constructor(stack: TerraformStack) {
    this.json = JSON.parse(Testing.synth(stack, true)) as Synthesized["json"];
  }

  /** Resources of a type, by name. */
  public resources(type: string): Readonly<Record<string, Block>> {
    return this.json["resource"]?.[type] ?? {};
  }

  /** The resource of that name, or the only one of its type. */
  public resource(type: string, name?: string): Block {
    const found = name === undefined ? Object.values(this.resources(type)) : [this.resources(type)[name]];
    if (found.length !== 1 || !found[0]) {
      throw new Error(`No single ${type} '${name ?? ""}' among: ${Object.keys(this.resources(type)).join(", ")}`);
    }
    return found[0];
  }
}
