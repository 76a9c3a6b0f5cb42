import type { Command } from "commander";
import { kubeconfig } from "../../operations/kubeconfig";
import { EXIT } from "../exit-codes";
import { createOutput } from "../output";
import type { SetStatus } from ".";

export function registerKubeconfig(program: Command, setStatus: SetStatus): void {
  program
    .command("kubeconfig")
    .argument("<environment>")
    .description(
      "print a kubeconfig for the environment's cluster; it holds no credential, but where clients come in by a certificate",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ jangada kubeconfig dev > kubeconfig && KUBECONFIG=kubeconfig kubectl get nodes",
    )
    .action(async (environment: string) => {
      createOutput(false).result((await kubeconfig({ environment })).trimEnd());
      setStatus(EXIT.ok);
    });
}
