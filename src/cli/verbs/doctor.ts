import type { Command } from "commander";
import pc from "picocolors";
import { doctor } from "../../operations/doctor/doctor";
import type { Finding } from "../../operations/doctor/finding";
import { EXIT } from "../exit-codes";
import { createOutput } from "../output";
import type { SetStatus } from ".";

interface Flags {
  readonly credentials?: boolean;
  readonly network?: boolean;
  readonly json?: boolean;
}

const SIGN: { readonly [S in Finding["status"]]: string } = {
  ok: pc.green("ok     "),
  warning: pc.yellow("warning"),
  failed: pc.red("failed "),
  unchecked: pc.red("not checked"),
};

export function registerDoctor(program: Command, setStatus: SetStatus): void {
  program
    .command("doctor")
    .argument("[environment...]", "names, or patterns such as 'prod-*'; all if none is named")
    .description("check that everything a deployment needs is there; each line with its remedy")
    .option(
      "--credentials",
      "ask the cloud whose credentials are at hand, and compare the account with the file's; log in to bare hosts, and see what each is",
    )
    .option("--network", "see whether the registry, the cloud and bare hosts answer")
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExamples:\n  $ jangada doctor\n  $ jangada doctor prod --credentials --network")
    .action(async (environments: string[], flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      const result = await doctor({
        environments,
        credentials: flags.credentials ?? false,
        network: flags.network ?? false,
      });
      if (output.json) output.document(result);
      else {
        const width = Math.max(...result.findings.map(({ check }) => check.length));
        for (const { check, status, message, remedy } of result.findings) {
          output.result(`${SIGN[status]}  ${check.padEnd(width)}  ${message}`);
          if (remedy) output.result(`${" ".repeat(9)}${pc.cyan("->")} ${remedy}`);
        }
      }
      setStatus(result.ok ? EXIT.ok : EXIT.error);
    });
}
