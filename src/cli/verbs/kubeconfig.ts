import * as fs from "node:fs";
import type { Command } from "commander";
import { JangadaError } from "../../errors";
import { kubeconfig, writeKubeconfig } from "../../operations/kubeconfig";
import { EXIT } from "../exit-codes";
import { createOutput } from "../output";
import type { SetStatus } from ".";

interface Flags {
  readonly file?: string;
  readonly show?: boolean;
}

export function registerKubeconfig(program: Command, setStatus: SetStatus): void {
  program
    .command("kubeconfig")
    .argument("<environment>")
    .description(
      "a kubeconfig for the environment's cluster; it holds no credential, but where clients come in by a certificate",
    )
    .option("--file <path>", "write it there, readable for you alone (0600), instead of printing it")
    .option("--show", "print it even where others may read it: on a terminal, or into a file that is open to them")
    .addHelpText(
      "after",
      "\nExamples:\n  $ jangada kubeconfig dev --file dev.kubeconfig\n  $ KUBECONFIG=dev.kubeconfig kubectl get nodes",
    )
    .action(async (environment: string, { file, show = false }: Flags) => {
      const output = createOutput(false);
      const made = await kubeconfig({ environment });
      if (file !== undefined) {
        writeKubeconfig(file, made);
        output.progress(`written: ${file}`);
      } else {
        if (made.holdsCredential && !show) refuseOnlookers(environment);
        output.result(made.text.trimEnd());
      }
      setStatus(EXIT.ok);
    });
}

const GROUP_AND_OTHERS = 0o077;

/** Of a pipe, whoever reads it decides; a terminal may be shared, and a shell makes files that anybody reads. */
function refuseOnlookers(environment: string): void {
  const found = fs.fstatSync(process.stdout.fd);
  const mode = (found.mode & 0o777).toString(8).padStart(4, "0");
  const seen = process.stdout.isTTY
    ? "a terminal shows it, and keeps it"
    : found.isFile() && (found.mode & GROUP_AND_OTHERS) !== 0
      ? `the file that it would go to is open to others (${mode})`
      : undefined;
  if (seen === undefined) return;
  throw new JangadaError({
    code: "CREDENTIAL_SHOWN",
    message: `This kubeconfig holds the administrator's key, and ${seen}.`,
    remedy: `Write it for yourself alone: jangada kubeconfig ${environment} --file ${environment}.kubeconfig. Or say --show.`,
  });
}
