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
const ENTRY = ["run.sh", "lib.sh"];

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
    return hashOf(this.calledBy(stage).flatMap((path) => [path, this.texts.get(path) ?? ""]));
  }

  /**
   * Of those settings alone that a stage reads.
   * @param settings `settings.sh`: a line each
   */
  public settingsHash(stage: string, settings: string): string {
    const text = this.calledBy(stage)
      .map((path) => this.texts.get(path) ?? "")
      .join("\n");
    const read = settings.split("\n").filter((line) => {
      const [name = ""] = line.split("=");
      return name !== "" && !OF_TRYING.includes(name) && new RegExp(`\\b${name}\\b`).test(text);
    });
    return hashOf(read);
  }

  /** The files that a stage runs: its own, those that every stage begins with, and whatever these name. */
  private calledBy(stage: string): readonly string[] {
    const found = new Set<string>();
    const visit = (path: string): void => {
      const text = this.texts.get(path);
      if (text === undefined || found.has(path)) return;
      found.add(path);
      for (const other of this.texts.keys()) if (!isEntry(other) && text.includes(other)) visit(other);
    };
    for (const path of [...ENTRY, `stages/${stage}.sh`]) visit(path);
    return [...found].sort();
  }
}

/** `stages/…` are run by name, each by itself. */
const isEntry = (path: string): boolean => ENTRY.includes(path) || path.startsWith("stages/");

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
