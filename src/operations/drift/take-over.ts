/** Taking a real value over into the environment file: the lines to change, checked as the file would be. */
import * as fs from "node:fs";
import * as path from "node:path";
import { loadText } from "../../environment/load-file";
import { parsePath } from "../../environment/path";
import type { AttributeChange, ResourceChange } from "../../model/plan";
import type { Facts } from "../../model/resource-facts";
import { lineEdits, setInText } from "./edit-yaml";
import type { Remedies } from "./drift-result";

type Advice = Pick<Remedies, "takeOver" | "notTakenOver">;

export function takeOver(
  project: string,
  change: ResourceChange,
  attributes: readonly AttributeChange[],
  { fileFields }: Pick<Facts, "fileFields">,
): Advice {
  const { source } = change;
  if (!source) return { notTakenOver: "It comes from no part of the environment file." };
  const file = path.resolve(project, source.file);
  const text = fs.readFileSync(file, "utf8");
  let edited = text;
  const fields: { attribute: string; path: string }[] = [];
  const left: string[] = [];
  for (const attribute of attributes) {
    const next = edit(edited, fileFields, change.type, source.path, attribute);
    if (typeof next === "object") {
      edited = next.text;
      fields.push({ attribute: attribute.path, path: `${source.path}.${next.field}` });
    } else left.push(next);
  }
  if (fields.length === 0) return { notTakenOver: left.join(" ") };
  const folder = path.basename(path.dirname(file));
  const [problem] = loadText(edited, source.file, { folder, root: project }).problems;
  if (problem) return { notTakenOver: `The file would not be right any more: ${problem.message}` };
  return {
    takeOver: { file: source.file, fields, edits: lineEdits(text, edited) },
    ...(left.length > 0 ? { notTakenOver: left.join(" ") } : {}),
  };
}

/** The edited text, or why there is none. */
function edit(
  text: string,
  fileFields: Facts["fileFields"],
  type: string,
  from: string,
  attribute: AttributeChange,
): { text: string; field: string } | string {
  const known = fileFields.find((field) => field.type === type && field.attribute === attribute.path);
  const { after } = attribute;
  const value = known && after !== undefined ? (known.value ? known.value(after) : after) : undefined;
  if (!known || attribute.sensitive || value === undefined) {
    return `The file has no field for '${attribute.path}' of ${from}.`;
  }
  const { field, insteadOf } = known;
  const within = parsePath(from).map(String);
  const edited = setInText(text, { within, field, value, ...(insteadOf ? { insteadOf } : {}) });
  if (edited === undefined) return `'${from}' does not stand in the file: the profile fills it in.`;
  return { text: edited, field };
}
