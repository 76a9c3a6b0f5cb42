/** Splits a command line as a shell does, as far as Terraform and the project's own lines go: words and both quotes; nothing is expanded. */
import { JangadaError } from "../../errors";

const QUOTED = /'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\]+/gsy;

/** @throws JangadaError HOST_COMMAND_UNREADABLE for a quote without an end, and for what only a whole shell understands */
export function words(line: string): readonly string[] {
  const found: string[] = [];
  let at = 0;
  while (at < line.length) {
    const blank = /\s+/y;
    blank.lastIndex = at;
    if (blank.test(line)) {
      at = blank.lastIndex;
      continue;
    }
    let word = "";
    for (;;) {
      QUOTED.lastIndex = at;
      const part = QUOTED.exec(line)?.[0];
      if (part === undefined) break;
      word += unquoted(part, line);
      at = QUOTED.lastIndex;
    }
    if (at < line.length && !/\s/.test(line.charAt(at))) throw unreadable(line);
    found.push(word);
  }
  return found;
}

function unquoted(part: string, line: string): string {
  if (part.startsWith("'")) return part.slice(1, -1);
  if (part.startsWith('"')) return part.slice(1, -1).replace(/\\(.)/gs, "$1");
  if (part.startsWith("\\")) return part.slice(1);
  if (/[|&;<>()$`*?]/.test(part)) throw unreadable(line);
  return part;
}

function unreadable(line: string): JangadaError {
  return new JangadaError({
    code: "HOST_COMMAND_UNREADABLE",
    message: `A simulated host has no whole shell: ${JSON.stringify(line)} is more than a command and its words.`,
    remedy: "Put it into a script of its own, which the simulation knows by its name.",
  });
}
