import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { privateFolder } from "../../src/operations/private-folder";

describe("a folder that holds states and plans", () => {
  let root: string;
  const mode = (folder: string): number => fs.statSync(folder).mode & 0o777;
  beforeEach(() => (root = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-own-"))));
  afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

  test("is its owner's alone, with those above it that are new", () => {
    privateFolder(path.join(root, "a", "b"));

    expect([mode(path.join(root, "a")), mode(path.join(root, "a", "b"))]).toEqual([0o700, 0o700]);
  });

  test("is closed if it was open", () => {
    fs.mkdirSync(path.join(root, "a"), { mode: 0o755 });

    privateFolder(path.join(root, "a"));

    expect(mode(path.join(root, "a"))).toBe(0o700);
  });
});
