/** What to do about a finding: take it over into the file, put it back, or let it be. */
import type { Environment } from "../../environment/environment";
import type { Facts } from "../../model/resource-facts";
import type { AttributeChange, ResourceChange } from "../plan-model";
import type { SelectedStack } from "../selection/select";
import type { Advise } from "./findings";
import type { Remedies } from "./drift-result";
import { isConfigured, readResources, type Resources } from "../drift-noise/configured-attributes";
import { whyIrreversible } from "./irreversible";
import { editEnvironment } from "./edit-environment";
import { ignoreEntries } from "./ignore-entry";

export function adviser(
  project: string,
  environments: readonly Environment[],
  now: Date,
  known: Facts,
): (stack: SelectedStack) => Advise {
  return (stack) => {
    const synthesized = readResources(stack.folder);
    const environment = environments.find(({ facts }) => facts.name === stack.environment);
    return (change, attributes, siblings): Remedies => ({
      ...(change.action === "delete"
        ? adviceForDeleted(change, environment)
        : editEnvironment(project, change, attributes, siblings, known)),
      ...revertAdvice(stack, change, attributes, synthesized, known),
      ignore: ignoreEntries(
        change.address,
        attributes.map(({ path }) => ({ attribute: path })),
        now,
      ),
    });
  };
}

function adviceForDeleted(
  { source, address }: ResourceChange,
  environment: Environment | undefined,
): Pick<Remedies, "notTakenOver"> {
  const where = source ? `${source.path} of ${source.file}` : environment?.file;
  return { notTakenOver: `${address} is needed as long as ${where ?? "the environment"} asks for it.` };
}

function revertAdvice(
  stack: SelectedStack,
  change: ResourceChange,
  attributes: readonly AttributeChange[],
  synthesized: Resources,
  known: Facts,
): Pick<Remedies, "putBack" | "notPutBack"> {
  const block = synthesized[change.type]?.[change.name];
  const closed = attributes.flatMap((attribute) => {
    const reason = whyIrreversible(change, attribute, attribute.after, attribute.before, known);
    return reason === undefined ? [] : [`${attribute.path}: ${reason}`];
  });
  if (closed.length > 0) return { notPutBack: closed.join(" ") };
  const configured =
    block && (change.action === "delete" || attributes.some(({ path }) => isConfigured(change.type, block, path)));
  return configured
    ? { putBack: `jangada drift ${stack.environment} --fix ${quoted(change.address)}` }
    : { notPutBack: "Nothing in the configuration holds it." };
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}
