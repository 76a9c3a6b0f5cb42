/** What a target adds to the stack modules, beyond the implementations of the contracts. */
import type { TerraformStack } from "cdktf";
import type { EnvironmentFacts } from "../../src/model/component";
import type { Target } from "../../src/model/target";
import type { EnvironmentStack } from "./environment-stack";
import type { PreviousResource } from "./previous-state";
import type { SharedStatesByBackend } from "./shared-states";

export interface PlatformTarget extends Target {
  /** Makes the providers of a stack. Called first. */
  configure(stack: EnvironmentStack): void;
  /** The places for states that it serves, beside files. */
  readonly sharedStates: SharedStatesByBackend;
  /** Makes the providers of the stack that makes a place for states; nothing but the cloud is there yet. */
  configureBootstrap(
    stack: TerraformStack,
    where: Pick<EnvironmentFacts, "region" | "account" | "accountDetails" | "providerVersion" | "deployFrom">,
  ): void;
  /**
   * Refuses, at synth, what the state of the last apply already tells to be impossible.
   * @throws JangadaError
   */
  checkPrevious(stack: EnvironmentStack, previous: readonly PreviousResource[]): void;
  /** Makes a stack that others read from refuse, where nobody sees to the order, to take away what they use. */
  guardRemovals(stack: EnvironmentStack): void;
  /** Resource types that stand for a named thing of the environment file; they carry its path in a tag. */
  readonly namedTypes: readonly string[];
  /** A Terraform expression for the paths of all named things that exist in the environment now (a set of strings). */
  existingNames(stack: EnvironmentStack): string;
}
