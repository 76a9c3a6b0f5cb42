/** Terraform's own answer to expressions: needs no provider, no state and no network. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PROGRAM_LIMIT } from "./limits";

/** What each expression evaluates to. `files` can be read by their names. */
export function evaluate(
  expressions: readonly string[],
  files: Readonly<Record<string, string>> = {},
): readonly unknown[] {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-console-"));
  try {
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(cwd, name), text);
    const written = execFileSync(process.env["TERRAFORM_BINARY_NAME"] ?? "terraform", ["console"], {
      cwd,
      input: `jsonencode([${expressions.join(", ")}])\n`,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "pipe"],
      timeout: PROGRAM_LIMIT,
      maxBuffer: 2 ** 26,
    });
    // A text, written as HCL does, which for what `jsonencode` writes is as JSON does.
    return JSON.parse(JSON.parse(written) as string) as readonly unknown[];
  } finally {
    fs.rmSync(cwd, { recursive: true, force: true });
  }
}
