/** What is kept of a program from run to run must never be run in place of the program. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../src/operations/process";
import { ROOT } from "../helpers/project";

let folder: string;
let program: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "compile-cache-"));
  fs.mkdirSync(path.join(folder, "bin"));
  for (const file of ["compile-cache.cjs", "end-at-once.cjs"])
    fs.copyFileSync(path.join(ROOT, "bin", file), path.join(folder, "bin", file));
  program = path.join(folder, "bin", "program.js");
  fs.writeFileSync(program, 'require("./compile-cache.cjs");\nrequire("./end-at-once.cjs");\nrequire("../lib.js");\n');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The same length and times each, as packages of npm have. */
function library(answer: string): void {
  const file = path.join(folder, "lib.js");
  fs.writeFileSync(
    file,
    `function answer() {\n  return "${answer}";\n}\nconsole.log(answer(), require.main === module);\n`,
  );
  fs.utimesSync(file, 499162500, 499162500);
}

async function output(env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { status, stdout, stderr } = await run(process.execPath, [program], { env: { ...process.env, ...env } });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}

const kept = (): readonly string[] => {
  const cache = path.join(folder, "node_modules", ".cache", "jangada", "v8");
  return fs.existsSync(cache) ? fs.readdirSync(cache).map((name) => path.join(cache, name)) : [];
};

describe("the compile cache", () => {
  test("keeps what was compiled, and runs it again", async () => {
    library("one");
    expect([await output(), await output()]).toEqual(["one false", "one false"]);
    expect(kept()).not.toEqual([]);
  });

  test("given a source that changed, with the same length and time, runs the new one", async () => {
    library("one");
    await output();
    library("two");
    expect(await output()).toBe("two false");
    expect(await output()).toBe("two false");
  });

  test("given a cache that is cut off or garbled, compiles again", async () => {
    library("one");
    await output();
    const damages: readonly ((file: string) => void)[] = [
      (file) => fs.truncateSync(file, fs.statSync(file).size - 100),
      (file) => fs.writeFileSync(file, "not a cache"),
      (file) => {
        const bytes = fs.readFileSync(file);
        fs.writeFileSync(
          file,
          bytes.map((byte, at) => (at > bytes.length - 300 ? byte ^ 0x55 : byte)),
        );
      },
    ];
    for (const damage of damages) {
      kept()
        .filter((file) => fs.statSync(file).isFile())
        .forEach(damage);
      expect(await output()).toBe("one false");
    }
  });

  test("given NODE_DISABLE_COMPILE_CACHE, keeps nothing", async () => {
    library("one");
    expect(await output({ NODE_DISABLE_COMPILE_CACHE: "1" })).toBe("one false");
    expect(kept()).toEqual([]);
  });

  test("given a folder that cannot be written, goes on without", async () => {
    library("one");
    fs.writeFileSync(path.join(folder, "node_modules"), "a file where the folder would be");
    expect(await output()).toBe("one false");
  });
});
