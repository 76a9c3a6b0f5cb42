import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Follower } from "../../../src/operations/runs/follow-run";

let file: string;
let written: number;
let read: number;
let lines: string[];
let follower: Follower;

beforeEach(() => {
  file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "jangada-follow-")), "log");
  written = fs.openSync(file, "a");
  read = fs.openSync(file, "r");
  lines = [];
  follower = new Follower(read, (line) => void lines.push(line));
});
afterEach(() => {
  fs.closeSync(written);
  fs.closeSync(read);
  fs.rmSync(path.dirname(file), { recursive: true });
});

describe("Follower", () => {
  test("given a line that is written in two pieces, tells it once it is whole", () => {
    fs.writeSync(written, "first\nsec");
    expect(follower.read()).toBe(true);
    expect(lines).toEqual(["first"]);

    fs.writeSync(written, "ond\n");
    follower.read();
    expect(lines).toEqual(["first", "second"]);
    expect(follower.read()).toBe(false);
  });

  test("given a letter whose bytes come apart, puts it together", () => {
    const bytes = Buffer.from("São Paulo 🌊\n");
    for (const byte of bytes) {
      fs.writeSync(written, Buffer.from([byte]));
      follower.read();
    }
    expect(lines).toEqual(["São Paulo 🌊"]);
  });

  test("given a line longer than what is read at once, tells it whole", () => {
    const long = "x".repeat(3 * 1024 * 1024);
    fs.writeSync(written, `${long}\nafter\n`);
    follower.read();
    expect(lines).toEqual([long, "after"]);
  });

  test("given a last line without an end, tells it when nothing more comes", () => {
    fs.writeSync(written, "one\nlast");
    follower.finish();
    expect(lines).toEqual(["one", "last"]);
  });

  test("looks again soon after something came, later while nothing does", () => {
    const waits = Array.from({ length: 12 }, () => follower.next());
    fs.writeSync(written, "something\n");
    expect(waits[0]).toBeLessThan(waits[5] ?? 0);
    expect(Math.max(...waits)).toBe(250);
    expect(follower.next()).toBe(25);
  });
});
