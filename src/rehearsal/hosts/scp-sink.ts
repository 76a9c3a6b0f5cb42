/**
 * The receiving end of scp's old protocol, which Terraform's `file` provisioner speaks: `C<mode> <size> <name>`, the bytes and a
 * NUL; `D…` and `E` around what is in a folder; `T…` for times. Each is answered by a NUL, a refusal by 1 and a line.
 */
import { posix } from "node:path";
import type { HostFiles } from "./host-files";

const OK = Buffer.from([0]);
const NEWLINE = 10;

export class ScpSink {
  private buffer = Buffer.alloc(0);
  private receiving: { readonly path: string; readonly mode: number; readonly size: number } | undefined;
  private readonly folders: string[] = [];

  /**
   * @param target What the other end named: a folder, into which things go by their names, or the name of a file.
   * @param answer Sends to the other end.
   */
  constructor(
    private readonly files: HostFiles,
    private readonly target: string,
    private readonly answer: (bytes: Buffer) => void,
  ) {}

  /** @returns whether there is a place for what is to come; the refusal is sent */
  open(): boolean {
    if (this.files.isFolder(this.target) || this.files.isFolder(posix.dirname(this.target))) {
      this.answer(OK);
      return true;
    }
    this.refuse(`${this.target}: No such file or directory`);
    return false;
  }

  receive(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    while (this.receiving ? this.takeFile(this.receiving) : this.takeLine()) continue;
  }

  private takeFile({ path, mode, size }: { path: string; mode: number; size: number }): boolean {
    // The bytes are followed by a NUL.
    if (this.buffer.length < size + 1) return false;
    // A file that is there keeps its mode, as with the real one.
    this.files.write(path, this.buffer.subarray(0, size), this.files.get(path)?.mode ?? mode);
    this.buffer = this.buffer.subarray(size + 1);
    this.receiving = undefined;
    this.answer(OK);
    return true;
  }

  private takeLine(): boolean {
    const end = this.buffer.indexOf(NEWLINE);
    if (end < 0) return false;
    const line = this.buffer.subarray(0, end).toString();
    this.buffer = this.buffer.subarray(end + 1);
    const [, kind, mode = "", size = "", name = ""] = /^([CD])([0-7]{4}) (\d+) ([^/]+)$/.exec(line) ?? [];
    if (kind === "C") this.receiving = { size: Number(size), mode: Number.parseInt(mode, 8), path: this.pathOf(name) };
    else if (kind === "D") this.enter(this.pathOf(name), Number.parseInt(mode, 8));
    else if (line === "E") this.folders.pop();
    else if (!line.startsWith("T")) return this.refuse(`unexpected ${JSON.stringify(line)}`);
    this.answer(OK);
    return true;
  }

  private enter(folder: string, mode: number): void {
    this.files.makeFolder(folder, mode);
    this.folders.push(folder);
  }

  private pathOf(name: string): string {
    const folder = this.folders.at(-1) ?? (this.files.isFolder(this.target) ? this.target : undefined);
    return folder === undefined ? this.target : posix.join(folder, name);
  }

  private refuse(reason: string): false {
    this.answer(Buffer.from(`\x01scp: ${reason}\n`));
    return false;
  }
}
