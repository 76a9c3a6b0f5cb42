/** What to do about a finding: take it over into the file, put it back, or let it be. */
import { stringify } from "yaml";
import type { Environment } from "../../environment/environment";
import type { Facts } from "../../model/resource-facts";
import type { AttributeChange, ResourceChange } from "../plan-model";
import type { SelectedStack } from "../selection/select";
import type { Advise } from "./findings";
import type { Remedies } from "./drift-result";
import { isConfigured, readResources, type Resources } from "../drift-noise/configured-attributes";
import { whyIrreversible } from "./irreversible";
import { editEnvironment } from "./edit-environment";

/** More entries than these are written as one, for the whole resource. */
const MAX_ENTRIES = 3;
/** Days until an entry that is proposed expires. */
const IGNORE_DAYS = 30;

export function adviser(
  project: string,
  environments: readonly Environment[],
  now: Date,
  known: Facts,
): (stack: SelectedStack) => Advise {
  const expires = new Date(now.getTime() + IGNORE_DAYS * 24 * 3600 * 1000).toISOString().slice(0, 10);
  return (stack) => {
    const synthesized = readResources(stack.folder);
    const environment = environments.find(({ facts }) => facts.name === stack.environment);
    return (change, attributes, siblings): Remedies => ({
      ...(change.action === "delete"
        ? adviceForDeleted(change, environment)
        : editEnvironment(project, change, attributes, siblings, known)),
      ...revertAdvice(stack, change, attributes, synthesized, known),
      ignore: ignoreEntry(change, attributes, expires),
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

function ignoreEntry({ address }: ResourceChange, attributes: readonly AttributeChange[], expires: string): string {
  const each =
    attributes.length > 0 && attributes.length <= MAX_ENTRIES ? attributes.map(({ path }) => path) : [undefined];
  const entries = each.map((attribute) => ({ address, ...(attribute ? { attribute } : {}), reason: "…", expires }));
  return stringify({ ignoreDrift: entries }, { lineWidth: 0, defaultStringType: "PLAIN" }).trimEnd();
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}
