/** Reads the configuration syntax of Alloy as far as the project writes it: blocks, attributes, expressions as text. */

export interface AlloyBlock {
  /** Names with dots, as `loki.write`. */
  readonly name: string;
  readonly label: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly blocks: readonly AlloyBlock[];
}

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([A-Za-z_][\w.]*)|([{}[\]()=,+])|(\S))/y;

/** @throws Error with the place of what it does not understand. */
export function parseAlloy(text: string): readonly AlloyBlock[] {
  const tokens = tokenize(text);
  let at = 0;
  const fail = (expected: string): never => {
    throw new Error(`${expected} expected, and not '${tokens.slice(at, at + 4).join(" ")}'.`);
  };

  function body(): Pick<AlloyBlock, "attributes" | "blocks"> {
    const attributes: Record<string, string> = {};
    const blocks: AlloyBlock[] = [];
    while (at < tokens.length && tokens[at] !== "}") {
      const name = tokens[at++] ?? "";
      if (!/^[A-Za-z_]/.test(name)) fail("A name");
      if (tokens[at] === "=") {
        at++;
        if (name in attributes) fail(`Only one '${name}'`);
        attributes[name] = expression();
      } else {
        blocks.push(block(name));
      }
    }
    return { attributes, blocks };
  }

  function block(name: string): AlloyBlock {
    const label = tokens[at]?.startsWith('"') ? (JSON.parse(tokens[at++] ?? "") as string) : undefined;
    if (tokens[at++] !== "{") fail("{");
    const inner = body();
    if (tokens[at++] !== "}") fail("}");
    return { name, label, ...inner };
  }

  /** Values joined by `+`; lists, maps and calls with what is in their brackets. */
  function expression(): string {
    const begin = at;
    for (;;) {
      value();
      if (tokens[at] !== "+") break;
      at++;
    }
    return tokens.slice(begin, at).join(" ");
  }

  function value(): void {
    const token = tokens[at++] ?? "";
    if (token === "[" || token === "{") return bracket(token === "[" ? "]" : "}");
    if (!/^["A-Za-z_]/.test(token)) fail("A value");
    if (tokens[at] === "(") {
      at++;
      bracket(")");
    }
  }

  function bracket(end: string): void {
    while (tokens[at] !== end) {
      value();
      if (tokens[at] === "=") {
        at++;
        value();
      }
      if (tokens[at] === ",") at++;
      else if (tokens[at] !== end) fail(end);
    }
    at++;
  }

  const { attributes, blocks } = body();
  if (at < tokens.length || Object.keys(attributes).length > 0) fail("A block");
  return blocks;
}

function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const [, quoted, name, sign, other] = TOKEN.exec(text) ?? [];
    if (other !== undefined) throw new Error(`'${other}' is nothing of Alloy's.`);
    tokens.push(quoted ?? name ?? sign ?? "");
  }
  return tokens;
}
