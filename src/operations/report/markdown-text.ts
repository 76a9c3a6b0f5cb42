/** Texts that nobody can write Markdown or HTML with, whatever is in them. */

/** As code; a text with backticks is fenced by more of them. */
export function code(text: string): string {
  const clean = text.replace(/[\r\n]+/g, " ");
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${clean}${space}${fence}`;
}

/** As prose on one line: code in backticks stays, everything else is taken literally; nobody is mentioned. */
export function escape(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : literal(part)))
    .join("");
}

function literal(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\*_[\]|#~]/g, "\\$&")
    .replace(/@(?=\w)/g, "@\u200b");
}

/** As a block of code, by a fence that is not in it. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
