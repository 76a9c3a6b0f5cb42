/** Taking a real value over into the environment file: the lines to change, checked as the file would be. */
import * as fs from "node:fs";
import * as path from "node:path";
import { loadText } from "../../environment/load-file";
import { parsePath } from "../../environment/path";
import { valueAt } from "../../environment/schema-walk";
import type { FileField, Siblings } from "../../model/drift-facts";
import type { AttributeChange, ResourceChange } from "../../model/plan";
import type { Facts } from "../../model/resource-facts";
import { lineEdits, setInText } from "./edit-yaml";
import { partOf } from "../spread/shares";
import type { Remedies } from "./drift-result";

type Advice = Pick<Remedies, "takeOver" | "notTakenOver">;

/** @param siblings everything in the same state, as it really is */
export function editEnvironment(
  project: string,
  change: ResourceChange,
  attributes: readonly AttributeChange[],
  siblings: Siblings,
  facts: Pick<Facts, "fileFields">,
): Advice {
  const { source } = change;
  const fileFields = facts.fileFields.filter(({ unlessSet }) => !unlessSet || !change.before?.[unlessSet]);
  if (!source) return { notTakenOver: "It comes from no part of the environment file." };
  const file = path.resolve(project, source.file);
  const text = fs.readFileSync(file, "utf8");
  let edited = text;
  const fields: { attribute: string; path: string }[] = [];
  const notTaken: string[] = [];
  for (const attribute of attributes) {
    const next = edit(edited, fileFields, change.type, source.path, attribute, siblings);
    if (typeof next === "object") {
      edited = next.text;
      fields.push({ attribute: attribute.path, path: `${source.path}.${next.field}` });
    } else notTaken.push(next);
  }
  if (fields.length === 0) return { notTakenOver: notTaken.join(" ") };
  const folder = path.basename(path.dirname(file));
  const [problem] = loadText(edited, source.file, { folder, root: project }).problems;
  if (problem) return { notTakenOver: `The file would not be right any more: ${problem.message}` };
  return {
    takeOver: { file: source.file, fields, edits: lineEdits(text, edited) },
    ...(notTaken.length > 0 ? { notTakenOver: notTaken.join(" ") } : {}),
  };
}

/** The same of a field that is divided over several resources. */
function editWhole(
  text: string,
  { type, attribute, field, combined }: FileField,
  from: string,
  siblings: Siblings,
): { text: string; field: string } | string {
  const keys = parsePath(attribute);
  const real = siblings.flatMap(({ address = "", type: kind, values }): readonly (readonly [string, number])[] => {
    const part = kind === type ? partOf(from, address.slice(type.length + 1)) : undefined;
    const value = valueAt(values, keys);
    return part !== undefined && typeof value === "number" ? [[part, value]] : [];
  });
  const value = combined?.(new Map(real));
  if (value === undefined) {
    const parts = real.map(([part, number]) => `${part} ${number}`).join(", ");
    return `'${field}' of ${from} is divided evenly, and cannot say what there is: ${parts}.`;
  }
  const edited = setInText(text, { within: parsePath(from).map(String), field, value });
  return edited === undefined ? notInFile(from) : { text: edited, field };
}

const notInFile = (from: string): string => `'${from}' does not stand in the file: the profile fills it in.`;

/** The edited text, or why there is none. */
function edit(
  text: string,
  fileFields: Facts["fileFields"],
  type: string,
  from: string,
  attribute: AttributeChange,
  siblings: Siblings,
): { text: string; field: string } | string {
  const known = fileFields.find((field) => field.type === type && field.attribute === attribute.path);
  const { after } = attribute;
  if (known?.combined) return editWhole(text, known, from, siblings);
  const value = known && after !== undefined ? (known.value ? known.value(after) : after) : undefined;
  if (!known || attribute.sensitive || value === undefined) {
    return `The file has no field for '${attribute.path}' of ${from}.`;
  }
  const { field } = known;
  const within = parsePath(from).map(String);
  const edited = setInText(text, { within, field, value });
  if (edited === undefined) return notInFile(from);
  return { text: edited, field };
}
