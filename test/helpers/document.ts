/** What a document tells its reader to type. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "./environments";

export class DocumentSection {
  private readonly text: string;

  /** @param heading of the section, with its signs: `## From three servers to nodes` */
  constructor(document: string, heading: string) {
    const whole = fs.readFileSync(path.join(ROOT, document), "utf8");
    const at = whole.indexOf(`\n${heading}\n`);
    if (at < 0) throw new Error(`${document} has no '${heading}'.`);
    const [level = "#"] = heading.split(" ");
    const rest = whole.slice(at + heading.length + 2);
    const end = rest.search(new RegExp(`^#{1,${level.length}} `, "m"));
    this.text = end < 0 ? rest : rest.slice(0, end);
  }

  /** The fenced blocks of a language. */
  public blocks(language: string): readonly string[] {
    const fence = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm");
    return [...this.text.matchAll(fence)].map((match) => match[1] ?? "");
  }

  /** Every line of them. */
  public lines(language: string): readonly string[] {
    return this.blocks(language).flatMap((block) => block.trimEnd().split("\n"));
  }

  /** Rows of tables. */
  public rows(): readonly string[] {
    return this.text.split("\n").filter((line) => line.startsWith("|"));
  }
}
