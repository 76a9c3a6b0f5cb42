/** Texts that are JSON or YAML documents, so that a change of one is told by what changed inside. */
import { parseAllDocuments } from "yaml";

/** Larger texts are compared as they are. */
const MAX_LENGTH = 512 * 1024;
/** More aliases than any chart has: an alias bomb. */
const MAX_ALIASES = 100;

/** The document's content (a map or a list), or undefined if the text is none. */
export function parseDocument(text: string): object | undefined {
  if (text.length < 2 || text.length > MAX_LENGTH) return undefined;
  const trimmed = text.trim();
  if (/^[{[]/.test(trimmed)) return parseJson(trimmed) ?? (trimmed.includes("\n") ? parseYaml(text) : undefined);
  // A YAML map has a key and a colon on some line; anything else (scripts, certificates) is not worth trying.
  return /^(---|#|["']?[\w./-]+["']?:(\s|$)|- )/.test(trimmed) && text.includes(":") ? parseYaml(text) : undefined;
}

function parseJson(text: string): object | undefined {
  try {
    return content(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function parseYaml(text: string): object | undefined {
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" });
    if (!Array.isArray(documents) || documents.some((document) => document.errors.length > 0)) return undefined;
    const all = documents
      .map((document): unknown => document.toJS({ maxAliasCount: MAX_ALIASES }))
      .filter((data) => data !== null && data !== undefined);
    return all.length === 1 ? content(all[0]) : all.every((data) => content(data)) && all.length > 0 ? all : undefined;
  } catch {
    return undefined;
  }
}

function content(data: unknown): object | undefined {
  return typeof data === "object" && data !== null ? data : undefined;
}
