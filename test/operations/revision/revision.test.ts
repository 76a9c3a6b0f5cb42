import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { baseOf } from "../../../src/operations/revision/commits";
import { withRevision } from "../../../src/operations/revision/revision";
import { git as gitIn } from "../../helpers/git";

let repository: string;
const git = (...args: readonly string[]): string => gitIn(repository, ...args);
const write = (name: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(repository, name)), { recursive: true });
  fs.writeFileSync(path.join(repository, name), text);
};
const commit = (): string => {
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "x");
  return git("rev-parse", "HEAD");
};

beforeEach(() => {
  repository = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "jangada-repository-")));
  git("init", "-q", "-b", "main");
  write(".gitignore", "node_modules\n");
});
afterEach(() => {
  delete process.env["GIT_DIR"];
  fs.rmSync(repository, { recursive: true, force: true });
});

describe("work on another revision", () => {
  test("finds the project as it was there, and what is installed beside it and above", async () => {
    const empty = commit();
    write("platform/cdktf.json", "old");
    const then = commit();
    write("platform/cdktf.json", "new");
    write("platform/node_modules/own/index.js", "");
    write("node_modules/common/index.js", "");
    const project = path.join(repository, "platform");

    const found = await withRevision(project, "HEAD", ({ project: there, commit: id }) =>
      Promise.resolve({
        id,
        there,
        text: fs.readFileSync(path.join(there, "cdktf.json"), "utf8"),
        installed: ["node_modules/own", "../node_modules/common"].map((name) => fs.existsSync(path.join(there, name))),
      }),
    );

    expect(found).toMatchObject({ id: then, text: "old", installed: [true, true] });
    expect(fs.existsSync(found.there)).toBe(false);
    await expect(withRevision(project, empty, () => Promise.resolve())).rejects.toThrow(/REVISION_WITHOUT_PROJECT/);
  });

  test("that fails leaves nothing behind", async () => {
    write("cdktf.json", "{}");
    commit();

    await expect(withRevision(repository, "main", () => Promise.reject(new Error("no")))).rejects.toThrow("no");

    expect(git("worktree", "list").split("\n")).toHaveLength(1);
  });

  test("is not led astray by what git sets for a hook", async () => {
    write("cdktf.json", "{}");
    const then = commit();
    process.env["GIT_DIR"] = path.join(os.tmpdir(), "nowhere");

    expect(await baseOf(repository)).toBe(then);
    expect(await withRevision(repository, "main", ({ commit: id }) => Promise.resolve(id))).toBe(then);
  });

  test("needs a commit", async () => {
    commit();
    await expect(withRevision(repository, "--all", () => Promise.resolve())).rejects.toThrow(/NO_SUCH_REVISION/);
  });

  test("installs anew what a package manager links into the repository", async () => {
    write("cdktf.json", "{}");
    write("package.json", JSON.stringify({ name: "p", version: "1.0.0" }));
    const own = { name: "p", version: "1.0.0" };
    write("package-lock.json", JSON.stringify({ ...own, lockfileVersion: 3, requires: true, packages: { "": own } }));
    write("own/index.js", "");
    commit();
    write("node_modules/other/index.js", "");
    fs.symlinkSync("../own", path.join(repository, "node_modules/own"));

    const shared = await withRevision(repository, "main", ({ project }) =>
      Promise.resolve(fs.existsSync(path.join(project, "node_modules/other"))),
    );

    expect(shared).toBe(false);
  });
});
