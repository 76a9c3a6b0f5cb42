/** What stages on hosts say of themselves, one line of JSON each, while Terraform's provisioners run them: Terraform itself tells their exit status alone. */
import type { Problem } from "../errors";
import { type StageLine, stageLine } from "./machines/stage-line";

export class StageResults {
  private readonly last = new Map<string, StageLine>();

  /** @param output a line that a provisioner of the resource passed on */
  public read(address: string, output: string): void {
    if (!output.startsWith("{")) return;
    try {
      this.last.set(address, stageLine.parse(JSON.parse(output)));
    } catch {
      // A program's own line that looks like one.
    }
  }

  /** Why the stage that a resource ran last failed; undefined where none did. */
  public failureOf(address: string): Pick<Problem, "message" | "remedy"> | undefined {
    const result = this.last.get(address);
    if (!result || result.ok || result.problems.length === 0) return undefined;
    const { stage, host, problems } = result;
    return {
      message: `The stage '${stage}' failed on '${host}': ${problems.join(" ")}`,
      remedy: `What it did stands there in /var/log/jangada/${stage}.log. Put right what it tells, and deploy again: it goes on from here.`,
    };
  }
}
