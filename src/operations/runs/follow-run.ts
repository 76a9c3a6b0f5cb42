/** Follows a file that another process writes to, line by line. */
import * as fs from "node:fs";
import { StringDecoder } from "node:string_decoder";

/** How much is read at once, in bytes. */
const CHUNK_BYTES = 256 * 1024;
/** How long to wait before looking again, in milliseconds: the least after something came, more while nothing does. */
const MIN_WAIT = 25;
const MAX_WAIT = 250;

export class Follower {
  private position = 0;
  private readonly decoder = new StringDecoder("utf8");
  private readonly buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  /** The beginning of a line whose end was not written yet. */
  private partialLine: string[] = [];
  private wait = MIN_WAIT;

  constructor(
    private readonly file: number,
    private readonly onLine: (line: string) => void,
  ) {}

  /** Reads what has been written since. @returns whether there was anything */
  public read(): boolean {
    const from = this.position;
    for (let count; (count = fs.readSync(this.file, this.buffer, 0, CHUNK_BYTES, this.position)) > 0;) {
      this.position += count;
      this.emitLines(this.decoder.write(this.buffer.subarray(0, count)));
    }
    return this.position > from;
  }

  /** Reads the rest, the last line too if it has no end. */
  public finish(): void {
    this.read();
    this.emitLines(this.decoder.end());
    if (this.partialLine.length > 0) this.onLine(this.partialLine.join(""));
    this.partialLine = [];
  }

  /** Reads now, and says after how many milliseconds to look again. */
  public next(): number {
    this.wait = this.read() ? MIN_WAIT : Math.min(this.wait * 1.5, MAX_WAIT);
    return this.wait;
  }

  private emitLines(text: string): void {
    let from = 0;
    for (let end; (end = text.indexOf("\n", from)) >= 0; from = end + 1) {
      this.onLine(this.partialLine.join("") + text.slice(from, end));
      this.partialLine = [];
    }
    if (from < text.length) this.partialLine.push(text.slice(from));
  }
}
