/** The `jangada` command. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import pc from "picocolors";
import { JangadaError } from "../errors";
import { asJangadaError } from "../file-errors";
import { packageRoot } from "../package-root";
import { EXIT, statusOf } from "./exit-codes";
import { createOutput } from "./output";
import { registerVerbs } from "./verbs";

export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command("jangada")
    .description("One environment file to a complete Kubernetes platform, as plain Terraform.")
    .version(version(), "-V, --version")
    .showHelpAfterError("Run with --help to see how it is used.")
    .showSuggestionAfterError(true)
    .exitOverride();
  let status: number = EXIT.ok;
  const setStatus = (code: number): void => {
    status = code;
  };
  registerVerbs(program, setStatus, argv);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    return failed(error, argv.includes("--json"));
  }
}

function failed(error: unknown, json: boolean): number {
  const output = createOutput(json);
  error = asJangadaError(error);
  if (JangadaError.is(error)) {
    if (json) output.document({ schemaVersion: 1, ok: false, problems: error.problems });
    else for (const problem of error.problems) output.problem(problem);
    return statusOf(error.problems);
  }
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  // commander has said it already.
  if (typeof code === "string" && code.startsWith("commander.")) return exitCode === 0 ? EXIT.ok : EXIT.error;
  process.stderr.write(
    `${pc.red("internal error")} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.error;
}

function version(): string {
  const file = path.join(packageRoot(), "package.json");
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { version: string }).version;
}
