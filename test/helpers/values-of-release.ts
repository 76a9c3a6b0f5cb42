/** Values of a release as they were synthesized: JSON with Terraform's expressions in it, which stand as texts `${…}` then. */

/** @throws SyntaxError where it is no JSON without them. */
export function valuesOfRelease(text: string): Readonly<Record<string, unknown>> {
  let plain = "";
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const two = text.slice(at, at + 2);
    if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
      // Terraform's escape of what is no expression.
      plain += text.slice(at + 1, at + 3);
      at += 2;
    } else if (two === "${") {
      at = endOfExpression(text, at + 2);
      plain += inText ? "${…}" : '"${…}"';
    } else if (inText && text[at] === "\\") {
      plain += two;
      at += 1;
    } else {
      if (text[at] === '"') inText = !inText;
      plain += text[at] ?? "";
    }
  }
  return JSON.parse(plain) as Readonly<Record<string, unknown>>;
}

/** Where the brace is that closes it: not one of a text, nor of an object or another expression in it. */
function endOfExpression(text: string, from: number): number {
  let at = from;
  for (let inText = false; inText || text[at] !== "}"; at += 1) {
    if (at >= text.length) throw new SyntaxError("An expression has no end.");
    if (inText && text[at] === "\\") at += 1;
    else if (text[at] === '"') inText = !inText;
    else if (text[at] === "{") at = endOfExpression(text, at + 1);
  }
  return at;
}
