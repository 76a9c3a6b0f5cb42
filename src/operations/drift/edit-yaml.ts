/** Sets a value in the text of an environment file, and leaves every other character as it is. */
import { isMap, isScalar, isSeq, type Pair, parseDocument, type ParsedNode, stringify, type YAMLMap } from "yaml";
import type { Value } from "../plan-model";
import type { LineEdit } from "./drift-result";

export interface Edit {
  /** The map that holds the field: keys, and names of list entries, such as `["databases", "orders"]`. */
  readonly within: readonly string[];
  /** Its key, or keys joined by dots (`backups.retentionDays`): maps on the way that are not there are made. */
  readonly field: string;
  readonly value: Value;
}

/** The text with the value set; undefined if what should hold it does not stand in the file. */
export function setInText(text: string, edit: Edit): string | undefined {
  const outer = find(parseDocument(text).contents as ParsedNode | null, edit.within);
  if (!outer?.range) return undefined;
  const { map, keys } = deepest(outer, edit.field.split("."));
  const [key = "", ...inner] = keys;
  const value = inner.reduceRight<Value>((nested, name) => ({ [name]: nested }), edit.value);
  const written = `${key}: ${inline(value)}`;
  const pair = pairOf(map, key);
  if (pair) {
    const [start, end] = [pair.key.range[0], pair.value?.range?.[1]];
    return end === undefined ? undefined : text.slice(0, start) + written + text.slice(end);
  }
  const last = map.items.at(-1) as ParsedPair | undefined;
  const end = last?.value?.range?.[1];
  if (map.flow) {
    return end === undefined
      ? `${text.slice(0, map.range[0])}{ ${written} }${text.slice(map.range[1])}`
      : `${text.slice(0, end)}, ${written}${text.slice(end)}`;
  }
  if (!last || end === undefined) return undefined;
  return insertLine(text, end, `${" ".repeat(columnOf(text, last.key.range[0]))}${written}`);
}

/** What differs between two texts of which one was made by a few such edits, by line. */
export function lineEdits(before: string, after: string): readonly LineEdit[] {
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  const edits: LineEdit[] = [];
  for (let from = 0, to = 0; to < fresh.length; to++) {
    const line = fresh[to] ?? "";
    if (line === old[from]) from++;
    // A line is new if what should stand there stands further down.
    else if (old.length - from < fresh.length - to && fresh.slice(to + 1).includes(old[from] ?? "")) {
      edits.push({ line: to + 1, after: line });
    } else {
      edits.push({ line: to + 1, ...(old[from] === undefined ? {} : { before: old[from] }), after: line });
      from++;
    }
  }
  return edits;
}

type ParsedPair = Pair<ParsedNode, ParsedNode | null>;
type ParsedMap = YAMLMap.Parsed & { readonly range: NonNullable<YAMLMap.Parsed["range"]> };

function find(node: ParsedNode | null, path: readonly string[]): YAMLMap.Parsed | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return isMap(node) ? (node as YAMLMap.Parsed) : undefined;
  if (isMap(node)) return find(pairOf(node as YAMLMap.Parsed, part)?.value ?? null, rest);
  if (!isSeq(node)) return undefined;
  const entry = (node.items as readonly ParsedNode[]).find((item) => {
    const name = isMap(item) ? pairOf(item as YAMLMap.Parsed, "name")?.value : undefined;
    return isScalar(name) && name.value === part;
  });
  return find(entry ?? null, rest);
}

/** The innermost map on the way to a field that is there, and the keys from it on. A map that holds nothing is written anew. */
function deepest(map: ParsedMap, keys: readonly string[]): { map: ParsedMap; keys: readonly string[] } {
  const [key, ...rest] = keys;
  const inner = key === undefined || rest.length === 0 ? undefined : pairOf(map, key)?.value;
  if (!isMap(inner) || inner.items.length === 0) return { map, keys };
  return deepest(inner as YAMLMap.Parsed as ParsedMap, rest);
}

function pairOf(map: YAMLMap.Parsed, key: string): ParsedPair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key) as ParsedPair | undefined;
}

function inline(value: Value): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** After the line in which the offset is; a comment at its end stays there. */
function insertLine(text: string, offset: number, line: string): string {
  const after = text[offset - 1] === "\n" ? offset - 1 : text.indexOf("\n", offset);
  return after < 0 ? `${text}\n${line}` : `${text.slice(0, after)}\n${line}${text.slice(after)}`;
}
