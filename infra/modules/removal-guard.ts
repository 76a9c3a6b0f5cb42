/** A precondition against taking away what is in use, where nobody sees to the order in which stacks are applied. */
import { TerraformVariable } from "cdktf";
import { setSource } from "../../src/constructs/kit/cdktf/source";
import { TerraformData } from "../../src/constructs/kit/cdktf/terraform-data";
import { REMOVALS_ORDERED } from "../../src/environment/removals-ordered";
import type { EnvironmentStack } from "./environment-stack";

export interface RemovalGuardProps {
  /** The field of the environment file that takes it away. */
  readonly path: string;
  /**
   * A Terraform expression without `${}`: the names of what still uses it (a collection of strings).
   * @default nothing is taken away: the guard stands all the same, so that it neither comes nor goes with a field
   */
  readonly users?: string;
  /** What is taken away, as the subject of a sentence: `zones that the file does not name any more`. */
  readonly what: string;
}

export function guardRemoval(stack: EnvironmentStack, id: string, { path, users, what }: RemovalGuardProps): void {
  const { facts, file } = stack.environment;
  if (!stack.node.tryFindChild(REMOVALS_ORDERED)) {
    new TerraformVariable(stack, REMOVALS_ORDERED, {
      type: "bool",
      default: false,
      description: "Whether stacks are applied in the order of their removals; set by jangada deploy",
    }).overrideLogicalId(REMOVALS_ORDERED);
  }
  const precondition =
    users === undefined
      ? []
      : [
          {
            condition: `\${var.${REMOVALS_ORDERED} || length(${users}) == 0}`,
            errorMessage:
              `${what} (${path} in ${file}), and \${join(", ", ${users})} still there. cdktf applies this stack first, and ` +
              `would cut off what uses it. Deploy with: jangada deploy ${facts.name}, which applies what uses it first.`,
          },
        ];
  const guard = new TerraformData(stack, id, precondition.length > 0 ? { lifecycle: { precondition } } : {});
  setSource(guard, { file, path });
}
