/** What differs between two objects whose secrets are sealed. */
import { formatPath, type Path } from "../../environment/path";
import { type AttributeChange, SENSITIVE, type Value } from "../../model/plan";
import { pairEntries } from "./pair-entries";
import { isNodeList, isNodeMap, type Node, NotYetKnown, ParsedDocument, plain, Sealed } from "./sealed";
import { shortenPair } from "./shorten";

export interface DiffOptions {
  /** Paths whose change forces a replacement. @default none */
  readonly replacePaths?: readonly Path[];
}

export function diff(before: Node, after: Node, options: DiffOptions = {}): readonly AttributeChange[] {
  const found: AttributeChange[] = [];
  walk({ before, after, path: [], document: undefined }, options, found);
  return found;
}

/** Whether nothing differs; sealed values are compared without being opened. */
export function same(a: Node, b: Node): boolean {
  if (isNothing(a) && isNothing(b)) return true;
  if (a instanceof Sealed && b instanceof Sealed) return a.equals(b);
  if (a instanceof ParsedDocument && b instanceof ParsedDocument) return same(a.content, b.content);
  if (isNodeList(a) && isNodeList(b)) return a.length === b.length && a.every((entry, index) => same(entry, b[index]));
  if (isNodeMap(a) && isNodeMap(b)) {
    return (
      Object.keys(a).every((key) => same(a[key], b[key])) &&
      Object.keys(b).every((key) => Object.hasOwn(a, key) || same(undefined, b[key]))
    );
  }
  return a === b;
}

interface Pair {
  readonly before: Node;
  readonly after: Node;
  readonly path: Path;
  /** The attribute that is a document, once inside one. */
  readonly document: Path | undefined;
}

function walk(pair: Pair, options: DiffOptions, found: AttributeChange[]): void {
  const { before, after, path } = pair;
  if (same(before, after)) return;
  if (before instanceof ParsedDocument || after instanceof ParsedDocument) return walkDocument(pair, options, found);
  if (isNodeMap(before) || isNodeMap(after)) {
    const [a, b] = [mapOf(before), mapOf(after)];
    if (a && b) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        walk({ ...pair, before: a[key], after: b[key], path: [...path, key] }, options, found);
      }
      return;
    }
  }
  if (isNodeList(before) || isNodeList(after)) {
    const [a, b] = [listOf(before), listOf(after)];
    if (a && b && ![...a, ...b].every(isScalar)) {
      for (const { key, left, right } of pairEntries(a, b, same)) {
        walk({ ...pair, before: left, after: right, path: [...path, key] }, options, found);
      }
      return;
    }
  }
  if (!isEmpty(before) || !isEmpty(after)) found.push(change(pair, options));
}

/** A text that was no document and is one now differs as a whole. */
function walkDocument(pair: Pair, options: DiffOptions, found: AttributeChange[]): void {
  const { before, after, path } = pair;
  const content = (node: Node): Node => (node instanceof ParsedDocument ? node.content : node);
  const readable = [before, after].every((node) => node instanceof ParsedDocument || isNothing(node));
  const document = pair.document ?? path;
  // Of a document that is new as a whole, its size says enough; its content is in the change's `after`.
  const fresh = isNothing(before) || isNothing(after);
  if (readable && !fresh) walk({ before: content(before), after: content(after), path, document }, options, found);
  else found.push(change({ before: asText(before), after: asText(after), path, document }, options));
}

function asText(node: Node): Node {
  return node instanceof ParsedDocument ? JSON.stringify(node) : node;
}

function change({ before, after, path, document }: Pair, { replacePaths = [] }: DiffOptions): AttributeChange {
  const unknown = after instanceof NotYetKnown;
  const sensitive = before instanceof Sealed || after instanceof Sealed;
  const [left, right] = sensitive
    ? [isNothing(before) ? undefined : SENSITIVE, isNothing(after) || unknown ? undefined : SENSITIVE]
    : shortenPair(
        unknown && !isScalar(before) ? undefined : displayValue(before),
        unknown ? undefined : displayValue(after),
      );
  return {
    path: formatPath(path),
    ...(left === undefined ? {} : { before: left }),
    ...(right === undefined ? {} : { after: right }),
    unknown,
    sensitive,
    forcesReplacement: replacePaths.some((replaced) => overlaps(replaced, path)),
    ...(document ? { document: formatPath(document) } : {}),
  };
}

function displayValue(node: Node): Value | undefined {
  if (isNothing(node)) return undefined;
  // A map or a list of maps stands here only where the other side is of another kind.
  return isScalar(node) || (isNodeList(node) && node.every(isScalar)) ? plain(node) : JSON.stringify(node);
}

/** One begins with the other. Entries of sets have no position in Terraform's paths, so it may end early. */
function overlaps(a: Path, b: Path): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((part, index) => part === b[index]);
}

function mapOf(node: Node): { readonly [key: string]: Node } | undefined {
  if (isNothing(node)) return {};
  return isNodeMap(node) ? node : undefined;
}

function listOf(node: Node): readonly Node[] | undefined {
  if (isNothing(node)) return [];
  return isNodeList(node) ? node : undefined;
}

function isNothing(node: Node): node is null | undefined {
  return node === null || node === undefined;
}

/** What a provider fills in where nothing was said. */
function isEmpty(node: Node): boolean {
  return (
    isNothing(node) || (isNodeList(node) && node.length === 0) || (isNodeMap(node) && Object.keys(node).length === 0)
  );
}

function isScalar(node: Node): boolean {
  return !isNodeMap(node) && !isNodeList(node) && !(node instanceof ParsedDocument);
}
