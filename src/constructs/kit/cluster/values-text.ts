/**
 * Chart values as one text for `helm_release.values`: JSON (which YAML contains), a key a line, keys sorted, so that a plan
 * shows a changed value as one changed line.
 */
import { Fn, Token, Tokenization } from "cdktf";

const INDENT = "  ";

/**
 * Writes values. Tokens become Terraform expressions; `${` and `%{` in other strings are escaped, since Terraform would take
 * them for its own templates. `undefined` is left out.
 * @throws TypeError for a token in a key, and for what JSON has no form for.
 */
export function valuesText(values: object): string {
  return write(values, "");
}

function write(value: unknown, indent: string): string {
  if (Token.isUnresolved(value)) return writeToken(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "string") return writeString(value);
  const inner = indent + INDENT;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((entry) => inner + write(entry, inner)).join(",\n")}\n${indent}]`;
  }
  if (typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length === 0) return "{}";
    const lines = entries.map(([key, entry]) => `${inner}${writeKey(key)}: ${write(entry, inner)}`);
    return `{\n${lines.join(",\n")}\n${indent}}`;
  }
  throw new TypeError(`Chart values cannot hold a ${typeof value}.`);
}

/** A token alone may be of any type, and Terraform writes it; one within a text is put in as it is. */
function writeToken(value: unknown): string {
  if (typeof value !== "string") return Fn.jsonencode(value);
  const parts = Tokenization.reverseString(value);
  const alone = parts.literals.length === 0 && parts.tokens.length + parts.intrinsic.length === 1;
  if (alone) return Fn.jsonencode(value);
  return `"${splitTokens(value)
    .map((part) => (Token.isUnresolved(part) ? part : writeString(part).slice(1, -1)))
    .join("")}"`;
}

/** Splits a text into tokens and what stands between them. */
function splitTokens(value: string): string[] {
  return value.split(/(\$\{TfToken\[[^\]]*\]\})/).filter((part) => part !== "");
}

function writeKey(key: string): string {
  if (Token.isUnresolved(key)) throw new TypeError("Chart values cannot have a token as a key.");
  return writeString(key);
}

function writeString(text: string): string {
  return JSON.stringify(text).replace(/([$%])\{/g, "$1$1{");
}
