/** Secrets, sealed as soon as a plan is read: what is downstream can tell whether one changed, and nothing more. */
import { createHash, randomBytes } from "node:crypto";
import type { Value } from "./plan-model";

/** So that a digest tells nothing outside this process. */
const SALT = randomBytes(16);

export class Sealed {
  private readonly fingerprint: string;

  constructor(value: unknown) {
    this.fingerprint = createHash("sha256")
      .update(SALT)
      .update(JSON.stringify(value) ?? "")
      .digest("hex");
  }

  public equals(other: Sealed): boolean {
    return this.fingerprint === other.fingerprint;
  }

  /** Never the value, whoever serializes it. */
  public toJSON(): string {
    return "(sensitive)";
  }
}

/** A value that is known only after apply. */
export class NotYetKnown {
  public toJSON(): string {
    return "(known after apply)";
  }
}

/** A text that is a document, taken apart. */
export class ParsedDocument {
  constructor(public readonly content: Node) {}

  public toJSON(): unknown {
    return this.content;
  }
}

/** A value with its secrets sealed, its documents taken apart, and its unknowns marked. */
export type Node =
  undefined | null | boolean | number | string | Sealed | NotYetKnown | ParsedDocument | readonly Node[] | NodeMap;
export interface NodeMap {
  readonly [key: string]: Node;
}

export function isNodeMap(node: Node): node is NodeMap {
  return typeof node === "object" && node !== null && !Array.isArray(node) && !isLeafObject(node);
}

export function isNodeList(node: Node): node is readonly Node[] {
  return Array.isArray(node);
}

function isLeafObject(node: object): boolean {
  return node instanceof Sealed || node instanceof NotYetKnown || node instanceof ParsedDocument;
}

/** As plain data: sealed values as `SENSITIVE`, unknown ones as `UNKNOWN`. */
export function plain(node: Node): Value {
  if (node === null || node === undefined) return null;
  if (typeof node !== "object") return typeof node === "number" && !Number.isFinite(node) ? null : node;
  if (isNodeList(node)) return node.map(plain);
  if (node instanceof ParsedDocument) return plain(node.content);
  if (!isNodeMap(node)) return (node as Sealed | NotYetKnown).toJSON();
  const entries: [string, Value][] = [];
  for (const key of Object.keys(node)) if (node[key] !== undefined) entries.push([key, plain(node[key])]);
  return Object.fromEntries(entries);
}
