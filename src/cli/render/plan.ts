/** What plans do, for people and for programs. */
import pc from "picocolors";
import type { Action, AttributeChange, PlanModel, ResourceChange, Value } from "../../operations/plan-model";
import type { ChangeCounts } from "../../operations/terraform-output";

const SIGN: { readonly [A in Action]: string } = {
  create: pc.green("+"),
  update: pc.yellow("~"),
  delete: pc.red("-"),
  replace: pc.red("-/+"),
  read: pc.cyan("<="),
  forget: pc.cyan("."),
  configure: pc.yellow("*"),
  "no-op": " ",
};

/** More changed attributes of one resource than this are not listed; a review lists them all. */
const ATTRIBUTES = 12;

export function countsText({ add, change, remove }: ChangeCounts): string {
  const parts = [
    add > 0 ? pc.green(`${add} to add`) : "",
    change > 0 ? pc.yellow(`${change} to change`) : "",
    remove > 0 ? pc.red(`${remove} to destroy`) : "",
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "no resource changes";
}

/** Lines under a stack's name. */
export function planLines(plan: PlanModel): readonly string[] {
  const changes = plan.changes.filter(({ action, mode }) => mode === "managed" || action !== "read");
  const width = Math.min(Math.max(0, ...changes.map(({ address }) => address.length)), 60);
  return [
    ...changes.flatMap((change) => resourceLines(change, width)),
    ...plan.outputs.map(({ name, action }) => `    ${SIGN[action]} output ${name}`),
    ...failedCheckLines(plan),
    ...stepsBeforeLines(plan),
  ];
}

/** What to run before it is applied; then it is planned again, as a saved plan holds things as they were. */
export function stepsBeforeLines({ stepsBefore = [] }: PlanModel): readonly string[] {
  if (stepsBefore.length === 0) return [];
  return [
    `    ${pc.yellow("!")} Before this can be applied, run this, and plan again:`,
    ...stepsBefore.flatMap(({ address, reason, command }) => [
      `        ${pc.dim(`${address}: ${reason}`)}`,
      `        ${command}`,
    ]),
  ];
}

/** Conditions of the configuration's own that do not hold, also where nothing changes. */
export function failedCheckLines(plan: PlanModel | undefined): readonly string[] {
  return (plan?.failedChecks ?? []).map(
    ({ address, messages }) => `    ${pc.red("!")} ${address}: ${messages.join("; ")}`,
  );
}

function resourceLines(change: ResourceChange, width: number): readonly string[] {
  const { action, address, source, previousAddress, importing } = change;
  const notes = [
    source ? pc.dim(source.path) : "",
    previousAddress ? `moved from ${previousAddress}` : "",
    importing === undefined ? "" : `imported from ${importing}`,
    action === "replace" ? pc.red(change.createBeforeDestroy ? "replaced, the new one first" : "replaced") : "",
  ].filter(Boolean);
  const head = `    ${SIGN[action]} ${address.padEnd(notes.length > 0 ? width : 0)}  ${notes.join("  ")}`.trimEnd();
  if (action !== "update" && action !== "replace") return [head];
  const attributes = change.attributes.slice(0, ATTRIBUTES).map((attribute) => `        ${attributeText(attribute)}`);
  const more = change.attributes.length - ATTRIBUTES;
  return [head, ...attributes, ...(more > 0 ? [`        ${pc.dim(`and ${more} more`)}`] : [])];
}

function attributeText({ path, before, after, unknown, forcesReplacement }: AttributeChange): string {
  const now = unknown ? pc.dim("(known after apply)") : valueText(after);
  const forces = forcesReplacement ? pc.red("  forces the replacement") : "";
  return `${path}  ${valueText(before)} -> ${now}${forces}`;
}

function valueText(value: Value | undefined): string {
  if (value === undefined || value === null) return pc.dim("none");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Without the whole objects before and after: what differs says it all, and is a hundredth of the size. */
export function planDocument({ changes, drift, ...plan }: PlanModel): object {
  const compact = ({ before: _before, after: _after, ...change }: ResourceChange): object => change;
  return { ...plan, changes: changes.map(compact), drift: drift.map(compact) };
}
