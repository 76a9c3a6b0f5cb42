/** The files of a simulated host: what was copied onto it, and what scripts made of it. */
import { posix } from "node:path";
import { isObject, type Value, type ValueObject } from "../protocol/value";

export interface HostFile {
  readonly content: Buffer;
  /** Permission bits, such as 0o600. */
  readonly mode: number;
}

/** Folders of any host; `/` is one always. */
const FOLDERS = ["/", "/etc", "/home", "/opt", "/root", "/run", "/tmp", "/usr/local/bin", "/var/lib", "/var/log"];

/** Of whoever logs in. */
export const HOME = "/root";

/** Paths are absolute, or below the home of whoever logs in. */
export class HostFiles {
  private readonly files = new Map<string, HostFile>();
  private readonly folders = new Map<string, number>(FOLDERS.map((path) => [path, 0o755]));

  static restore(stored: Value | undefined): HostFiles {
    const files = new HostFiles();
    if (!isObject(stored)) return files;
    for (const [path, one] of Object.entries(stored)) {
      if (!isObject(one)) continue;
      const mode = Number.parseInt(String(one["mode"]), 8);
      if (typeof one["content"] === "string") files.write(path, Buffer.from(one["content"], "base64"), mode);
      else files.makeFolder(path, mode);
    }
    return files;
  }

  get(path: string): HostFile | undefined {
    return this.files.get(whole(path));
  }

  isFolder(path: string): boolean {
    return this.folders.has(whole(path));
  }

  /** Of a file or a folder. */
  modeOf(path: string): number | undefined {
    return this.get(path)?.mode ?? this.folders.get(whole(path));
  }

  /** Files and folders in a folder, at any depth, sorted. */
  below(folder: string): readonly string[] {
    const beginning = `${whole(folder)}/`.replace("//", "/");
    return [...this.files.keys(), ...this.folders.keys()]
      .filter((path) => path.startsWith(beginning) && path !== beginning)
      .sort();
  }

  write(path: string, content: Buffer | string, mode = 0o644): void {
    this.files.set(whole(path), { content: Buffer.from(content), mode });
  }

  /** With every folder above it. */
  makeFolder(path: string, mode = 0o755): void {
    for (let above = posix.dirname(whole(path)); !this.folders.has(above); above = posix.dirname(above)) {
      this.folders.set(above, 0o755);
    }
    this.folders.set(whole(path), mode);
  }

  /** @returns whether there is such a path */
  changeMode(path: string, mode: number): boolean {
    const file = this.get(path);
    if (file) this.write(path, file.content, mode);
    else if (this.isFolder(path)) this.folders.set(whole(path), mode);
    else return false;
    return true;
  }

  /** With everything below it. @returns whether there was such a path */
  remove(path: string): boolean {
    for (const one of this.below(path)) {
      this.files.delete(one);
      this.folders.delete(one);
    }
    const wasFile = this.files.delete(whole(path));
    return this.folders.delete(whole(path)) || wasFile;
  }

  /** What is kept in the world. */
  stored(): ValueObject {
    const text = (mode: number): string => mode.toString(8).padStart(4, "0");
    return Object.fromEntries([
      ...[...this.folders]
        .filter(([path, mode]) => mode !== 0o755 || !FOLDERS.includes(path))
        .map(([path, mode]): [string, Value] => [path, { mode: text(mode) }]),
      ...[...this.files].map(([path, { content, mode }]): [string, Value] => [
        path,
        { mode: text(mode), content: content.toString("base64") },
      ]),
    ]);
  }
}

const whole = (path: string): string => posix.resolve(HOME, path);
