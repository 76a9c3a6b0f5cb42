/** What a simulated host does when a script asks something of it. */
import type { World } from "../world/world";
import type { ValueObject } from "../protocol/value";
import type { HostFiles } from "./host-files";

/** A host, as its shell sees it. */
export interface HostView {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly files: HostFiles;
  /** Whatever a shell keeps of this host; it is in the world, and there is more than one process's life to it. */
  state: ValueObject;
  readonly world: World;
}

export interface CommandResult {
  readonly stdout?: string;
  readonly stderr?: string;
  /** @default 0 */
  readonly code?: number;
}

export interface HostShell {
  /**
   * Runs one command of a script. Undefined for one that it does not know: the script fails as with a program that is not
   * installed.
   */
  run(command: readonly string[], host: HostView): CommandResult | undefined | Promise<CommandResult | undefined>;
  /** How a command says that it failed, and why. @default on standard error */
  fail?(command: readonly string[], host: HostView, why: string): CommandResult | undefined;
}
