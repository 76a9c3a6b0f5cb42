/** YAML text to plain data with positions. Everything that YAML can do to a reader is limited or refused before it is done. */
import { Composer, CST, type Document, Lexer, LineCounter, Parser, type YAMLParseError } from "yaml";
import type { Finding } from "./finding";
import { MAX_ALIASES, MAX_DEPTH, MAX_NODES, MAX_SCALAR } from "./limits";
import type { Position } from "./source-map";
import { toData, type YamlResult } from "./yaml-data";

/** Never throws. */
export function parseYaml(text: string): YamlResult {
  const lines = new LineCounter();
  const tokens = tokenize(text, lines);
  if ("finding" in tokens) return { findings: [tokens.finding] };

  const composer = new Composer({ schema: "core", uniqueKeys: false, merge: false, logLevel: "silent" });
  const documents: Document.Parsed[] = [...composer.compose(tokens.tokens, true, text.length)];
  const [document, second] = documents;
  if (!document || (document.contents === null && document.errors.length === 0)) {
    return {
      findings: [
        {
          path: [],
          code: "ENV_FILE_EMPTY",
          message: "The file is empty.",
          remedy: "Write at least `name:` and `target:`.",
        },
      ],
    };
  }
  const errors = document.errors.map((error) => syntaxError(error, lines));
  if (second) {
    errors.push({
      path: [],
      code: "ENV_YAML_MULTIPLE_DOCUMENTS",
      message: "The file holds more than one YAML document.",
      remedy: "Write one environment per file, and no `---` within it.",
      at: positionOf(lines, second.range[0]),
    });
  }
  if (errors.length > 0) return { findings: errors };
  return toData(document, lines);
}

/** What makes a value, or stands between two; a value makes three of them at most. */
const COUNTED: ReadonlySet<string> = new Set([
  "scalar",
  "single-quoted-scalar",
  "double-quoted-scalar",
  "block-scalar-header",
  "seq-item-ind",
  "map-value-ind",
  "explicit-key-ind",
  "flow-map-start",
  "flow-seq-start",
  "comma",
]);

/** Runs the lexer and parser step by step, so that a limit stops them before they build what it limits. */
function tokenize(text: string, lines: LineCounter): { tokens: CST.Token[] } | { finding: Finding } {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let scalar = false;
  let nodes = 0;
  let aliases = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const offset = parser.offset;
    const refuse = (code: string, message: string, remedy: string): { finding: Finding } => ({
      finding: { path: [], code, message, remedy, at: positionOf(lines, offset) },
    });
    // A plain scalar comes as a marker and its text; the marker is counted.
    const type = scalar ? null : CST.tokenType(lexeme);
    if (scalar || lexeme === CST.SCALAR) scalar = !scalar;
    if (type !== null && COUNTED.has(type)) nodes++;
    if (type === "alias" || type === "anchor") aliases++;
    if (lexeme.length > MAX_SCALAR) {
      return refuse("ENV_YAML_LIMIT", `A value is longer than ${MAX_SCALAR / 1024} Ki characters.`, "Shorten it.");
    }
    if (nodes > MAX_NODES * 3) {
      return refuse(
        "ENV_YAML_LIMIT",
        `The file has more than ${MAX_NODES} values.`,
        "An environment file has some hundred.",
      );
    }
    if (aliases > MAX_ALIASES) {
      return refuse(
        "ENV_YAML_LIMIT",
        `The file uses more than ${MAX_ALIASES} anchors and aliases.`,
        "Write the values out.",
      );
    }
    if (type === "tag" && lexeme !== "!!str") {
      return refuse(
        "ENV_YAML_TAG",
        "YAML tags are not supported here.",
        "Remove the tag (`!…`) and write a plain value.",
      );
    }
    if (type === "directive-line" && !/^%YAML\s+1\.2\s*$/.test(lexeme)) {
      return refuse(
        "ENV_YAML_DIRECTIVE",
        "YAML directives are not supported here.",
        "Remove the line that begins with `%`.",
      );
    }
    tokens.push(...parser.next(lexeme));
    // The parser's stack holds the document too, and one entry for the scalar in hand.
    if (parser.stack.length > MAX_DEPTH + 2) {
      return refuse(
        "ENV_YAML_LIMIT",
        `The file is nested deeper than ${MAX_DEPTH} levels.`,
        "An environment file has about ten.",
      );
    }
  }
  tokens.push(...parser.end());
  return { tokens };
}

/** In our own words: the library's messages may quote the text, and with it a secret. */
const SYNTAX: { readonly [code: string]: readonly [message: string, remedy: string] } = {
  ALIAS_PROPS: ["An alias (`*name`) cannot carry an anchor or a tag.", "Write the alias alone."],
  BAD_ALIAS: [
    "An alias (`*name`) or anchor (`&name`) is not valid here.",
    "Define the anchor before its use, or write the value out. A value that begins with `*` or `&` needs quotes.",
  ],
  BAD_DQ_ESCAPE: ["An escape (`\\`) in double quotes is not valid.", "Use single quotes for text with backslashes."],
  BAD_INDENT: ["The indentation is not valid.", "Indent everything of one level by the same number of spaces."],
  BAD_SCALAR_START: ["A plain value cannot begin with this character.", "Put the value in quotes."],
  BLOCK_AS_IMPLICIT_KEY: [
    "A map or list begins in the middle of a line.",
    "Begin it on a line of its own, or put a value that contains `: ` in quotes.",
  ],
  BLOCK_IN_FLOW: ["A block cannot stand within brackets.", "Write the inner value in brackets too."],
  KEY_OVER_1024_CHARS: ["A key is longer than 1024 characters.", "Shorten it."],
  MISSING_CHAR: ["A character is missing here: a closing quote or bracket, a comma, a colon or a space.", "Add it."],
  MULTILINE_IMPLICIT_KEY: ["A key goes over more than one line.", "Write `key: value` on one line."],
  MULTIPLE_ANCHORS: ["A value has more than one anchor.", "Keep one."],
  MULTIPLE_TAGS: ["A value has more than one tag.", "Remove them."],
  TAB_AS_INDENT: ["A tab is used as indentation.", "Indent with spaces."],
  UNEXPECTED_TOKEN: [
    "Something stands here that YAML does not expect.",
    "Check the brackets, quotes and indentation around it.",
  ],
};

function syntaxError(error: YAMLParseError, lines: LineCounter): Finding {
  const [message, remedy] = SYNTAX[error.code] ?? [
    "This is not valid YAML.",
    "Check the brackets, quotes and indentation around it.",
  ];
  return { path: [], code: "ENV_YAML_SYNTAX", message, remedy, at: positionOf(lines, error.pos[0]) };
}

export function positionOf(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
