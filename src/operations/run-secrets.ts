/**
 * What a run knows to be secret, so that nothing that Terraform or another program says repeats it: a diagnostic may print
 * the value that it refuses. Looked up only when there is something to say.
 */
import type { Problem } from "../errors";
import type { KnownSecrets } from "../secret-scan";

/** Loaded when there is something to say: most runs say nothing of their own. */
const scanner = (): typeof import("../secret-scan") => require("../secret-scan") as typeof import("../secret-scan");

export class RunSecrets {
  private known: KnownSecrets | undefined;
  private readonly states = new Map<string, string>();
  private pending: (() => void)[];

  /** @param env what the programs are started with */
  constructor(env: NodeJS.ProcessEnv) {
    this.pending = [() => void scanner().environmentSecrets(env, this.gathered())];
  }

  /** The secrets of a plan. */
  public add(known: KnownSecrets): void {
    this.pending.push(() => this.gathered().addAll(known));
  }

  /** The state of a stack, as it was pulled last. */
  public addState(stack: string, text: string): void {
    this.states.set(stack, text);
    this.pending.push(() => {
      const state = this.states.get(stack);
      this.states.delete(stack);
      if (state === undefined) return;
      const { stateSecrets } = require("./plan-model/state-secrets") as typeof import("./plan-model/state-secrets");
      this.gathered().addAll(stateSecrets(state));
    });
  }

  /** What a program said, without what is secret. */
  public redact(text: string): string {
    return scanner().redact(text, this.all());
  }

  /** An address; only the keys in it can be anything. */
  public redactKeys(address: string): string {
    return scanner().redactKeys(address, address.includes('["') ? this.all() : undefined);
  }

  public clean(problem: Problem): Problem {
    return { ...problem, message: this.redact(problem.message) };
  }

  private all(): KnownSecrets {
    const { pending } = this;
    this.pending = [];
    for (const collect of pending) collect();
    return this.gathered();
  }

  private gathered(): KnownSecrets {
    return (this.known ??= new (scanner().KnownSecrets)());
  }
}
