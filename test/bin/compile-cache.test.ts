/** What is kept of a program from run to run must never be run in place of the program. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../src/operations/process";
import { ROOT } from "../helpers/project";

let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "compile-cache-")));
  for (const file of ["compile-cache.cjs", "kept-modules.cjs", "kept-file.cjs", "identities.cjs", "end-at-once.cjs"])
    write(path.join("bin", file), fs.readFileSync(path.join(ROOT, "bin", file), "utf8"));
  // By its clock, nothing has changed just now; what it reads is told where that is asked for.
  write(
    "bin/program.js",
    `const now = Date.now;
    if (process.env.LATER) Date.now = () => now() + 60_000;
    if (process.env.READS) {
      const fs = require("node:fs");
      const read = fs.readFileSync;
      fs.readFileSync = (file, ...rest) => {
        if (/(lib|index|dep|typed)\\.[jt]s$/.test(file)) console.log("reads");
        return read(file, ...rest);
      };
    }
    require("../scripts/register.cjs");
    require("./compile-cache.cjs");
    require("./end-at-once.cjs");
    require("../src/lib.js");`,
  );
  write("scripts/register.cjs", "");
  write(".swcrc", "first");
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** All with the same times, as packages of npm have. */
function write(name: string, content: string): void {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  fs.utimesSync(file, 499162500, 499162500);
}

/** The same length each. */
function library(answer: string, file = "src/lib.js"): void {
  write(file, `function answer() {\n  return "${answer}";\n}\nconsole.log(answer(), require.main === module);\n`);
}

async function output(env: NodeJS.ProcessEnv = {}, args: readonly string[] = []): Promise<string> {
  const program = path.join(folder, "bin", "program.js");
  const { status, stdout, stderr } = await run(process.execPath, [...args, program], {
    env: { ...process.env, ...env },
  });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}

const later = (): Promise<string> => output({ LATER: "1" });

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

  test("reads a source that has changed just now, and no longer one that has not", async () => {
    library("one");
    expect([await output({ READS: "1" }), await output({ READS: "1" })]).toEqual([
      "reads\none false",
      "reads\none false",
    ]);
    expect(await later()).toBe("one false");
    expect(await output({ READS: "1", LATER: "1" })).toBe("one false");
  });

  test.each([
    ["just before", output],
    ["long ago", later],
  ])("given a source that changed, with the same length and time, runs the new one: kept %s", async (_, ran) => {
    library("one");
    expect([await ran(), await ran()]).toEqual(["one false", "one false"]);
    library("two");
    expect([await ran(), await ran(), await ran()]).toEqual(["two false", "two false", "two false"]);
  });

  test("given a source that is broken, does not run what it was before", async () => {
    library("one");
    await later();
    await later();
    write("src/lib.js", "function {");
    for (let times = 0; times < 3; times++) await expect(later()).rejects.toThrow("SyntaxError");
  });

  test("given a cache that is cut off or garbled, compiles again", async () => {
    library("one");
    const damages: readonly ((file: string) => void)[] = [
      (file) => fs.truncateSync(file, fs.statSync(file).size - 100),
      (file) => fs.truncateSync(file, 5),
      (file) => fs.writeFileSync(file, "not a cache"),
      ...[10, 100, 300].map((many) => (file: string) => {
        const bytes = fs.readFileSync(file);
        fs.writeFileSync(
          file,
          bytes.map((byte, at) => (at > bytes.length - many ? byte ^ 0x55 : byte)),
        );
      }),
      (file) => {
        const bytes = fs.readFileSync(file);
        fs.writeFileSync(
          file,
          bytes.map((byte, at) => (at > 50 && at < 60 ? byte ^ 0x01 : byte)),
        );
      },
    ];
    for (const damage of damages) {
      await later();
      await later();
      expect(kept()).toHaveLength(1);
      kept().forEach(damage);
      expect(await later()).toBe("one false");
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

  test("keeps letters of all scripts, and leaves source maps out", async () => {
    write("src/lib.js", 'console.log("jangada, 筏");\n//# sourceMappingURL=data:application/json;base64,e30=\n');
    expect([await later(), await later()]).toEqual(["jangada, 筏", "jangada, 筏"]);
    expect(fs.readFileSync(kept()[0] ?? "", "latin1")).not.toContain("sourceMappingURL");
  });
});

describe("where a require leads", () => {
  const rows: readonly (readonly [string, string, string, () => void])[] = [
    ["a file beside the folder of that name", "./part", "src/part/index.js", () => library("two", "src/part.js")],
    [
      "another main file of a package",
      "dep",
      "node_modules/dep/index.js",
      () => write("node_modules/dep/package.json", '{ "main": "other.js" }'),
    ],
    ["a nearer package", "dep", "node_modules/dep/index.js", () => library("two", "src/node_modules/dep/index.js")],
    [
      "a package of a scope, nearer",
      "@a/dep",
      "node_modules/@a/dep/index.js",
      () => library("two", "src/node_modules/@a/dep/index.js"),
    ],
  ];
  test.each(rows)("is looked up again: %s", async (_, request, file, change) => {
    write("src/lib.js", `require(${JSON.stringify(request)});`);
    library("one", file);
    library("two", "node_modules/dep/other.js");
    write("node_modules/dep/package.json", '{ "main": "index.js" }');
    expect([await later(), await later()]).toEqual(["one false", "one false"]);
    expect(await output({ READS: "1", LATER: "1" })).toBe("one false");
    change();
    expect([await later(), await later(), await later()]).toEqual(["two false", "two false", "two false"]);
  });

  test("is looked up again: a link that leads elsewhere", async () => {
    write("src/lib.js", 'require("dep");');
    library("one", "node_modules/.store/first/dep/index.js");
    library("two", "node_modules/.store/second/dep/index.js");
    const link = path.join(folder, "node_modules", "dep");
    fs.symlinkSync(path.join(".store", "first", "dep"), link);
    expect([await later(), await later()]).toEqual(["one false", "one false"]);
    fs.unlinkSync(link);
    fs.symlinkSync(path.join(".store", "second", "dep"), link);
    expect([await later(), await later()]).toEqual(["two false", "two false"]);
  });

  test("a file that is no longer there is not run", async () => {
    write("src/lib.js", 'try { require("./part"); } catch { console.log("none"); }');
    library("one", "src/part.js");
    expect([await later(), await later()]).toEqual(["one false", "one false"]);
    fs.rmSync(path.join(folder, "src", "part.js"));
    expect([await later(), await later()]).toEqual(["none", "none"]);
  });
});

test("a file that is a module of the other kind now is not run as the one that it was", async () => {
  write("src/lib.js", 'require("dep");');
  library("one", "node_modules/dep/index.js");
  write("node_modules/dep/package.json", '{ "type": "commonjs", "version": "1" }');
  expect([await later(), await later()]).toEqual(["one false", "one false"]);
  write("node_modules/dep/package.json", '{ "type": "module", "version": "1.00" }');
  await expect(later()).rejects.toThrow("require is not defined");
});

test.each([
  ["by its package", '{ "type": "module" }'],
  ["by itself", "{}"],
])("a module of the other kind is one: %s", async (_, description) => {
  write("src/lib.js", 'console.log(require("dep").answer, typeof require("dep").self);');
  write("node_modules/dep/index.js", 'export const answer = "one";\nexport const self = import.meta.url;\n');
  write("node_modules/dep/package.json", description);
  for (let times = 0; times < 3; times++)
    expect(await output({ LATER: "1", NODE_NO_WARNINGS: "1" })).toBe("one string");
});

describe("sources that are compiled", () => {
  test("are compiled again with other settings", async () => {
    write(
      "scripts/register.cjs",
      `const fs = require("node:fs");
      require("node:module")._extensions[".ts"] = (module, filename) =>
        module._compile('console.log("' + fs.readFileSync(__dirname + "/../.swcrc", "utf8") + '");', filename);`,
    );
    write("src/lib.js", 'require("./typed.ts");');
    write("src/typed.ts", "of no matter");
    expect([await later(), await later(), await later()]).toEqual(["first", "first", "first"]);
    write(".swcrc", "other");
    expect([await later(), await later(), await later()]).toEqual(["other", "other", "other"]);
  });

  test("are not taken from a program without what another one loads before", async () => {
    write(
      "before.cjs",
      `const fs = require("node:fs");
      const read = fs.readFileSync;
      fs.readFileSync = (file, ...rest) =>
        /lib\\.js$/.test(file) ? read(file, ...rest).replace("one", "two") : read(file, ...rest);`,
    );
    library("one");
    const before = ["-r", path.join(folder, "before.cjs")];
    expect([await later(), await later()]).toEqual(["one false", "one false"]);
    expect([await output({ LATER: "1" }, before), await output({ LATER: "1" }, before)]).toEqual([
      "two false",
      "two false",
    ]);
    expect([await later(), await later()]).toEqual(["one false", "one false"]);
  });
});
