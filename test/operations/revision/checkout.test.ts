import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Checkout, checkOut as checkOutCommit } from "../../../src/operations/revision/checkout";
import { findRevisions } from "../../../src/operations/revision/commits";
import { git as gitIn } from "../../helpers/git";

let repository: string;
let target: string;
let checkout: Checkout | undefined;

const git = (...args: readonly string[]): string => gitIn(repository, ...args);
const write = (name: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(repository, name)), { recursive: true });
  fs.writeFileSync(path.join(repository, name), text);
};
const commit = (): string => {
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "x");
  return git("rev-parse", "HEAD").trim();
};
/** A lock file of a package without dependencies: installing it asks no registry. */
const lock = (version: string, extra: object = {}): string =>
  JSON.stringify({
    name: "p",
    version,
    lockfileVersion: 3,
    requires: true,
    packages: { "": { name: "p", version }, ...extra },
  });
const manifest = (version: string): string => JSON.stringify({ name: "p", version });

async function checkOut(commitId: string, project = repository): Promise<Checkout> {
  checkout = await checkOutCommit({ project, toplevel: repository, commit: commitId, folder: target });
  return checkout;
}

beforeEach(() => {
  repository = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "jangada-repository-")));
  target = `${repository}-base`;
  git("init", "-q", "-b", "main");
  write(".gitignore", "node_modules\n");
});
afterEach(async () => {
  await checkout?.remove();
  checkout = undefined;
  fs.rmSync(repository, { recursive: true, force: true });
});

describe("the base revision", () => {
  test("is checked out with its own files, and removed without a trace", async () => {
    write("file", "old");
    const base = commit();
    write("file", "new");
    commit();

    const { project, remove } = await checkOut(base);

    expect(fs.readFileSync(path.join(project, "file"), "utf8")).toBe("old");
    await remove();
    expect(fs.existsSync(target)).toBe(false);
    expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
    expect(fs.readFileSync(path.join(repository, "file"), "utf8")).toBe("new");
  });

  test("of a project within the repository is that folder", async () => {
    write("platform/cdktf.json", "{}");
    const base = commit();

    const { project } = await checkOut(base, path.join(repository, "platform"));

    expect(fs.existsSync(path.join(project, "cdktf.json"))).toBe(true);
  });

  test("a commit that is not there leaves nothing behind", async () => {
    commit();

    await expect(checkOut("0".repeat(40))).rejects.toThrow(/WORKTREE_FAILED/);

    expect(fs.existsSync(target)).toBe(false);
  });
});

describe("its dependencies", () => {
  test("are shared where the lock files are equal; removing the checkout leaves them", async () => {
    write("package.json", manifest("1.0.0"));
    write("package-lock.json", lock("1.0.0"));
    write("node_modules/dependency/index.js", "");
    const base = commit();

    const { dependencies, project, remove } = await checkOut(base);

    expect(dependencies).toBe("shared");
    expect(fs.existsSync(path.join(project, "node_modules/dependency/index.js"))).toBe(true);
    await remove();
    expect(fs.existsSync(path.join(repository, "node_modules/dependency/index.js"))).toBe(true);
  });

  test("are installed where the lock files differ, without running any script", async () => {
    write("package.json", JSON.stringify({ name: "p", version: "1.0.0", scripts: { preinstall: "touch ran" } }));
    write("package-lock.json", lock("1.0.0"));
    const base = commit();
    write("package-lock.json", lock("2.0.0"));
    write("node_modules/dependency/index.js", "");
    commit();

    const { dependencies, project } = await checkOut(base);

    expect(dependencies).toBe("installed");
    expect(fs.existsSync(path.join(project, "node_modules/dependency"))).toBe(false);
    expect(fs.existsSync(path.join(project, "ran"))).toBe(false);
  });

  test("are installed where one is linked into the repository: it would be the head's", async () => {
    write("package.json", JSON.stringify({ name: "p", version: "1.0.0", dependencies: { own: "file:own" } }));
    write("own/package.json", JSON.stringify({ name: "own", version: "1.0.0" }));
    write(
      "package-lock.json",
      lock("1.0.0", {
        "": { name: "p", version: "1.0.0", dependencies: { own: "file:own" } },
        own: { version: "1.0.0" },
        "node_modules/own": { resolved: "own", link: true },
      }),
    );
    write("node_modules/.keep", "");
    const base = commit();

    const { dependencies, project } = await checkOut(base);

    expect(dependencies).toBe("installed");
    expect(fs.realpathSync(path.join(project, "node_modules/own"))).toBe(fs.realpathSync(path.join(project, "own")));
  });

  test("that cannot be installed are an error, and leave nothing behind", async () => {
    write("package.json", JSON.stringify({ name: "p", version: "1.0.0", dependencies: { missing: "1.0.0" } }));
    write("package-lock.json", lock("1.0.0"));
    const base = commit();
    write("package-lock.json", lock("2.0.0"));

    await expect(checkOut(base)).rejects.toThrow(/DEPENDENCIES_FAILED/);

    expect(fs.existsSync(target)).toBe(false);
    expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
  });
});

describe("revisions", () => {
  test("a change is compared with where it began, also when the base has gone on", async () => {
    const begin = commit();
    git("checkout", "-q", "-b", "change");
    const head = commit();
    git("checkout", "-q", "main");
    write("file", "others'");
    commit();
    git("checkout", "-q", "change");

    expect(await findRevisions(repository, "main")).toMatchObject({ base: begin, head, exact: false, dirty: false });
  });

  test("what is not committed is told", async () => {
    commit();
    write("file", "new");

    expect(await findRevisions(repository, "HEAD")).toMatchObject({ exact: true, dirty: true });
  });

  test("outside a repository there is none", async () => {
    await expect(findRevisions(os.tmpdir(), "main")).rejects.toThrow(/NO_REPOSITORY/);
  });
});
