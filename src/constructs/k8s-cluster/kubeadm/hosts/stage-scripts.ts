/** The scripts that go to every host, and what each stage depends on of them: it is run again when that changes, and for nothing else. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { packageFile } from "../../../kit/assets";

/** What goes to every host, whole. */
export const scriptsFolder = (): string => packageFile("assets", "kubeadm");

/** How a step is tried, which changes nothing of what it does. */
const OF_TRYING = ["RETRIES", "COMMAND_TIMEOUT"];

/** Every stage begins there. */
const ENTRY = "run.sh";

/** What stages have in common: of it, each depends on those functions that it comes to. */
const SHARED = /^lib(\.sh$|\/)/;

export class StageScripts {
  private readonly texts: ReadonlyMap<string, string>;

  constructor(folder: string = scriptsFolder()) {
    this.texts = new Map(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), "utf8")]));
  }

  /** Of all of them together. */
  public get hash(): string {
    return hashOf([...this.texts].flat());
  }

  /** Of a stage's script, and of all that it calls. */
  public hashOf(stage: string): string {
    return hashOf(this.calledBy(stage));
  }

  /**
   * Of those settings alone that a stage reads.
   * @param settings `settings.sh`: a line each
   */
  public settingsHash(stage: string, settings: string): string {
    const text = this.calledBy(stage).join("\n");
    const read = settings.split("\n").filter((line) => {
      const [name = ""] = line.split("=");
      return name !== "" && !OF_TRYING.includes(name) && wordIn(name, text);
    });
    return hashOf(read);
  }

  /** The texts that a stage runs: its own, that by which all begin, and whatever these name: functions, and programs by their names. */
  private calledBy(stage: string): readonly string[] {
    const units = new Map<string, string>();
    for (const [path, text] of this.texts) {
      if (SHARED.test(path)) for (const [name, body] of functionsOf(text)) units.set(name, body);
      else if (path.startsWith("programs/")) units.set(path.slice("programs/".length), text);
    }
    const found = new Map<string, string>();
    const visit = (text: string): void => {
      const commands = commandsOf(text);
      for (const [name, body] of units) {
        // A program by its name, wherever that stands; a function as a word alone.
        if (found.has(name) || !(name.endsWith(".sh") ? text.includes(name) : wordIn(name, commands))) continue;
        found.set(name, body);
        visit(body);
      }
    };
    const own = [ENTRY, `stages/${stage}.sh`].map((path) => this.texts.get(path) ?? "");
    own.forEach(visit);
    return [...own, ...[...found].sort(([one], [other]) => (one < other ? -1 : 1)).flat()];
  }
}

/** Each function of a script. */
function functionsOf(text: string): readonly (readonly [name: string, body: string])[] {
  return [...text.matchAll(/^([a-z_]+)\(\) \{(?:.*\}$|$[\s\S]*?^\}$)/gm)].map(
    ([body, name = ""]) => [name, body] as const,
  );
}

/** Without comments and plain texts, in which a function's name is but a word. */
const commandsOf = (text: string): string => text.replace(/^\s*#.*$/gm, "").replace(/'[^'\n]*'|"[^"$\n]*"/g, '""');

/** As a word of a shell: a part of another name, or of a path, is none. */
const wordIn = (name: string, text: string): boolean =>
  new RegExp(`(?<![\\w.=-])(?<!\\w/)${name.replaceAll(".", "\\.")}(?![\\w.=-])`).test(text);

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => relative(folder, join(folder, path)).split(sep).join("/"))
    .sort();
}

/** Parts do not run into each other. */
export function hashOf(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest("hex").slice(0, 16);
}
