/** Regular expressions as the providers write them (Go's RE2), for JavaScript. */

const CLASSES: { readonly [name: string]: string } = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7F",
  blank: "\\t ",
  cntrl: "\\x00-\\x1F\\x7F",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

const translated = new Map<string, RegExp | undefined>();

/** The same expression in JavaScript; undefined if it uses what JavaScript does not have. */
export function goPattern(pattern: string): RegExp | undefined {
  if (!translated.has(pattern)) translated.set(pattern, translate(pattern));
  return translated.get(pattern);
}

function translate(pattern: string): RegExp | undefined {
  const flags = new Set<string>();
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  for (const flag of leading?.[1] ?? "") flags.add(flag);
  const source = pattern
    .slice(leading?.[0].length ?? 0)
    .replace(/\\Q(.*?)(?:\\E|$)/gs, (_, literal: string) => literal.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&"))
    .replace(/\[:(\^?)(\w+):\]/g, (whole, not: string, name: string) => (not ? whole : (CLASSES[name] ?? whole)))
    .replace(/\(\?P</g, "(?<")
    .replace(/\\([AzC])/g, (_, letter: string) => ({ A: "^", z: "$", C: "[^]" })[letter] ?? "")
    .replace(/\\p([A-Z])/g, "\\p{$1}")
    .replace(/\\x\{([0-9A-Fa-f]+)\}/g, "\\u{$1}");
  if (/\\[pPu]\{/.test(source)) flags.add("u");
  try {
    return new RegExp(source, [...flags].join(""));
  } catch {
    return undefined;
  }
}
