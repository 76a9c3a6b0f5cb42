/** Runs the real Terraform binary in a folder, against providers that are served by this process. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reattachProviders } from "../../../../src/rehearsal/protocol/reattach";
import type { ServedProvider } from "../../../../src/rehearsal/protocol/server";
import { PROGRAM_LIMIT } from "../../../helpers/limits";

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A root module in a temporary folder of its own. */
export class TerraformFolder {
  public readonly path = mkdtempSync(join(tmpdir(), "jangada-protocol-"));

  constructor(private readonly providers: readonly ServedProvider[]) {}

  public write(configuration: string): void {
    writeFileSync(join(this.path, "main.tf"), configuration);
  }

  public run(...args: string[]): Promise<Outcome> {
    return this.runWith({}, ...args);
  }

  /** As `run`, with more in the environment. */
  public runWith(env: { readonly [name: string]: string }, ...args: string[]): Promise<Outcome> {
    const binary = process.env["TERRAFORM_BINARY_NAME"] ?? "terraform";
    const options = {
      cwd: this.path,
      maxBuffer: 64 * 1024 * 1024,
      env: {
        PATH: process.env["PATH"],
        HOME: this.path,
        CHECKPOINT_DISABLE: "1",
        TF_IN_AUTOMATION: "1",
        TF_REATTACH_PROVIDERS: reattachProviders(this.providers),
        ...env,
      },
    };
    return new Promise((resolve, reject) => {
      execFile(binary, [...args, "-no-color"], { ...options, timeout: PROGRAM_LIMIT }, (error, stdout, stderr) => {
        if (error && typeof error.code !== "number") return reject(error); // the binary is missing
        resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
      });
    });
  }

  /** As `run`, and fails with what Terraform said unless it succeeds. */
  public async mustRun(...args: string[]): Promise<Outcome> {
    const outcome = await this.run(...args);
    if (outcome.status !== 0) throw new Error(`terraform ${args.join(" ")}: ${outcome.stdout}\n${outcome.stderr}`);
    return outcome;
  }

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
