/** YAML texts, read fast: Terraform asks for the same ones at every step, and most of them are JSON, which YAML contains. */
import { parse, parseAllDocuments } from "yaml";

const known = new Map<string, readonly unknown[]>();
const MOST_KNOWN = 400;

/** The documents of a text, empty ones left out. They are shared, and frozen. */
export function documentsOf(text: string): readonly unknown[] {
  let documents = known.get(text);
  if (documents === undefined) {
    documents = frozen(allJson(text) ?? parseAllDocuments(text).map((document): unknown => document.toJS())).filter(
      (document) => document !== null && document !== undefined,
    );
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, documents);
  }
  return documents;
}

/**
 * The one document of a text.
 * @throws YAMLParseError
 */
export function documentOf(text: string): unknown {
  const [only, ...others] = allJson(text) ?? [];
  return only === undefined || others.length > 0 ? (parse(text) as unknown) : only;
}

/** Whatever is a map in JSON, each document between lines of `---`: read a hundred times faster as what it is. */
function allJson(text: string): readonly unknown[] | undefined {
  const documents = text.split(/^---$/m).filter((document) => document.trim() !== "");
  if (!documents.every((document) => /^\s*\{/.test(document))) return undefined;
  try {
    return documents.map((document) => JSON.parse(document) as unknown);
  } catch {
    return undefined; // flow style, or a text of several lines with one of them `---`
  }
}

export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
