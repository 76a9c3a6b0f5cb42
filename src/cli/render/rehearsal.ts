/** The report of a rehearsal, for people. */
import pc from "picocolors";
import type { RehearsedStack, RehearseResult } from "../../operations/rehearse/options";
import type { Step } from "../../operations/events";
import type { Output } from "../output";
import { table } from "./table";

export function renderRehearsal(output: Output, result: RehearseResult): void {
  const { environment, terraform, stacks, left } = result;
  output.result(
    table(
      ["stack", "resources", "init", "validate", "plan", "apply", "plan again", "outcome"],
      stacks.map((stack) => [
        stack.name,
        String(stack.resources),
        ...(["init", "validate", "plan", "apply", "plan-again"] as const).map((step) => seconds(stack, step)),
        outcome(stack),
      ]),
    ),
  );
  output.result("");
  if (left) {
    const retained = left.filter((object) => object.retained);
    const lost = left.length - retained.length;
    if (lost === 0)
      output.result(
        `Everything was destroyed; the simulated world is empty${retained.length > 0 ? ", except for what stays by design:" : "."}`,
      );
    for (const object of retained) output.result(`  ${object.type} ${object.id}`);
  }
  if (result.notDestroyed) output.result(pc.red("Not destroyed, and not judged: not everything was deployed."));
  const total = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const summary = `${environment}: ${total} resources in ${stacks.length} stacks, rehearsed with ${terraform.product} ${terraform.version} in ${result.seconds.total.toFixed(1)} s`;
  output.result(result.ok ? `${pc.green("ok")} ${summary}` : `${pc.red("failed")} ${summary}`);
  for (const { name, pinned, simulated, known } of result.newerProviders ?? []) {
    output.progress(
      `Not judged: what ${name} ${pinned} does in another way than ${simulated}, which a rehearsal speaks as; of newer ones it knows ${known.join(", ") || "nothing"}.`,
    );
  }
  for (const message of result.messages) output.progress(message);
  if (!result.ok) {
    output.progress("");
    for (const problem of result.problems) output.problem(problem);
  }
  if (result.folder) output.progress(`The working folder is ${result.folder}`);
}

function seconds(stack: RehearsedStack, step: Step): string {
  const found = stack.steps.find((result) => result.step === step);
  return found ? `${found.seconds.toFixed(1)} s` : "-";
}

function outcome(stack: RehearsedStack): string {
  if (stack.outcome === "done") return pc.green("ok");
  return stack.outcome === "failed" ? pc.red("failed") : pc.yellow("skipped");
}
