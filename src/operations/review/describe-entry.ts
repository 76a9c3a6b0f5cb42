/** Says in the words of the environment file what happens to one thing of it. */
import { parsePath } from "../../environment/path";
import type { AttributeChange, ResourceChange, Value } from "../plan-model";
import type { Facts, FieldLabel } from "../../model/resource-facts";

/** Settings of Terraform's own, by their paths without positions. */
const CONFIGURED: Readonly<Record<string, string>> = {
  "lifecycle.prevent_destroy": "refusal to be destroyed (prevent_destroy)",
  "lifecycle.create_before_destroy": "replacement by a new one first (create_before_destroy)",
  "lifecycle.ignore_changes": "what is left as it is (ignore_changes)",
  "lifecycle.replace_triggered_by": "what it is replaced along with (replace_triggered_by)",
  "removed.destroy": "whether it is destroyed, and not only forgotten (removed)",
  "moved.from": "renaming (moved)",
  "import.id": "taking over (import)",
  allowed_account_ids: "accounts that may be deployed into (allowed_account_ids)",
};

/** Such as "database `orders`" of `databases.orders`; what has no word of its own is called by its path. */
export function titleOf(path: string, { fileEntries }: Pick<Facts, "fileEntries">): string {
  const parts = path.split(".");
  // What is within a named thing is called by that thing.
  for (let length = parts.length; length > 0; length -= 1) {
    const known = fileEntries.find((thing) => matches(thing.path.split("."), parts.slice(0, length)));
    if (!known) continue;
    const name = known.path.endsWith("*") ? ` \`${parts[length - 1] ?? ""}\`` : "";
    const rest = parts.slice(length).join(".");
    return `${known.label}${name}${rest ? ` (${rest})` : ""}`;
  }
  return path;
}

/** Whether a resource of this type stands for a whole thing of the file. */
export function isMainType(type: string, { fileEntryOfType }: Pick<Facts, "fileEntryOfType">): boolean {
  return Object.hasOwn(fileEntryOfType, type);
}

/** A line for each thing worth telling, without repeating one. Empty where only details change. */
export function summaryOf(path: string, changes: readonly ResourceChange[], facts: Facts): readonly string[] {
  const whole = wholeThing(path, changes, facts);
  if (whole) return [whole];
  const lines = changes.flatMap((change) => linesOf(change, facts));
  return [...new Set(lines)];
}

/** Whether the thing as such comes or goes. */
function wholeThing(path: string, changes: readonly ResourceChange[], facts: Facts): string | undefined {
  const parts = path.split(".");
  const main = changes.filter(({ type }) => {
    const thing = facts.fileEntryOfType[type];
    return thing !== undefined && matches(thing.split("."), parts);
  });
  const planned = changes.filter(({ action }) => action !== "configure");
  const every = (action: string): boolean => planned.length > 0 && planned.every((change) => change.action === action);
  if (every("create")) return `added${settings(main[0], facts)}`;
  if (every("delete")) return `removed`;
  if (main.length > 0 && main.every(({ action }) => action === "delete")) return "removed";
  return undefined;
}

/** What a new thing is like, in a few words. */
function settings(change: ResourceChange | undefined, facts: Facts): string {
  if (!change) return "";
  const settingTexts = change.attributes.flatMap((attribute): readonly string[] => {
    const word = wordOf(change.type, attribute, facts);
    const scalar = attribute.after !== undefined && typeof attribute.after !== "object" && attribute.after !== false;
    return word && scalar ? [`${word.field} ${withUnit(attribute.after, word.unit)}`] : [];
  });
  return settingTexts.length > 0 ? `: ${settingTexts.slice(0, 6).join(", ")}` : "";
}

function linesOf(change: ResourceChange, facts: Facts): readonly string[] {
  if (change.previousAddress !== undefined && change.action === "no-op") return ["renamed"];
  if (change.action === "replace") {
    const because = change.attributes.filter(({ forcesReplacement }) => forcesReplacement);
    const what = because.map((attribute) => wordOf(change.type, attribute, facts)?.field ?? attribute.path);
    return [
      `\`${change.address}\` is replaced${what.length > 0 ? `, because of ${[...new Set(what)].join(", ")}` : ""}`,
    ];
  }
  if (change.action === "configure") return configurationLines(change);
  if (change.action !== "update") return [];
  return change.attributes.flatMap((attribute) => {
    const word = wordOf(change.type, attribute, facts);
    return word ? [`${word.field} ${fromTo(attribute, word.unit)}`] : [];
  });
}

/** Of a block of which much changes, which settings: their values stand below. */
function configurationLines({ address, attributes }: ResourceChange): readonly string[] {
  if (attributes.length > MAX_SETTINGS) {
    return [`\`${address}\`: ${attributes.map(({ path }) => configured(path)).join(", ")}`];
  }
  return attributes.map((attribute) => `${configured(attribute.path)} of \`${address}\` ${fromTo(attribute)}`);
}

/** Settings of one block that are told with their values in a summary. */
const MAX_SETTINGS = 2;

/** What a setting of Terraform's own is for, where that has a word. */
function configured(path: string): string {
  return CONFIGURED[path.replace(/\[[^\]]*\]/g, "")] ?? path;
}

/** `20 → 50 GiB`. */
export function fromTo(attribute: AttributeChange, unit?: string): string {
  const before = attribute.before === undefined ? "(none)" : text(attribute.before);
  const after = attribute.unknown
    ? "(known after apply)"
    : attribute.after === undefined
      ? "(none)"
      : withUnit(attribute.after, unit);
  return `${before} → ${after}`;
}

/** For people: no quotes around texts, no brackets around lists. */
export function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(text).join(", ") || "(empty)";
  return JSON.stringify(value);
}

function withUnit(value: Value | undefined, unit: string | undefined): string {
  return unit ? `${text(value)} ${unit}` : text(value);
}

function wordOf(type: string, attribute: AttributeChange, facts: Facts): FieldLabel | undefined {
  const words = facts.fieldLabels[type];
  if (!words) return undefined;
  const parts = parsePath(attribute.path).map(String);
  const pattern = Object.keys(words).find((candidate) => matches(candidate.split("."), parts));
  return pattern === undefined ? undefined : words[pattern];
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.length === parts.length && pattern.every((part, index) => part === "*" || part === parts[index]);
}
