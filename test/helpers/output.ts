/** What a verb would print, in one text. */
import type { Output } from "../../src/cli/output";

export function printed(render: (output: Output) => void): string {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  render({
    json: false,
    live: false,
    result: write,
    progress: write,
    warn: write,
    warning: ({ message }) => write(message),
    document: () => undefined,
    event: () => undefined,
    problem: ({ message }) => write(message),
  });
  return lines.join("\n");
}
