/** Which stacks differ from those of another revision, in a repository made for it. */
import { edited } from "../../helpers/edited";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { JangadaError } from "../../../src/errors";
import type { OperationEvent } from "../../../src/operations/events";
import { select } from "../../../src/operations/selection/select";
import { git as gitIn } from "../../helpers/git";

/** An app of a few lines: for each environment a network, whose code is what the folder's `stack.json` says. */
const APP = `
const fs = require("node:fs"), path = require("node:path");
const out = process.env.CDKTF_OUTDIR;
const only = process.env.JANGADA_ENVIRONMENTS?.split(",");
const environments = fs.readdirSync("infra/environments").filter((name) => !only || only.includes(name));
const manifest = { stacks: {} };
for (const name of environments) {
  const stack = name + "-network", folder = path.join(out, "stacks", stack);
  fs.mkdirSync(folder, { recursive: true });
  const code = fs.readFileSync(path.join("infra/environments", name, "stack.json"), "utf8");
  if (code.trim() === "broken") process.exit(1);
  const version = require("./version.json");
  const state = path.relative(folder, path.resolve(process.env.STATES ?? ".", "terraform." + stack + ".tfstate"));
  fs.writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify({
    "//": { metadata: { version } },
    terraform: { backend: { local: { path: state } } },
    resource: { terraform_data: { it: { input: code, script: path.resolve("scripts/x.sh") } } },
  }));
  manifest.stacks[stack] = { name: stack, workingDirectory: "stacks/" + stack, dependencies: [] };
}
fs.writeFileSync(path.join(out, "manifest.json"), JSON.stringify(manifest));
`;

const file = (name: string): string =>
  `name: ${name}\ntarget: eks\nprofile: minimal\nowner: me\naws: { account: "123456789012", region: eu-west-1, ` +
  `admins: ["arn:aws:iam::123456789012:role/x"] }\n`;

let repository: string;
let project: string;
const git = (...args: readonly string[]): string => gitIn(repository, ...args);
const write = (relative: string, text: string): void => {
  const target = path.join(project, relative);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
};
const commit = (): void => {
  git("add", "--all");
  git("commit", "--quiet", "--message", "change");
};
const environment = (name: string, code: string): void => {
  write(`infra/environments/${name}/environment.yaml`, file(name));
  write(`infra/environments/${name}/stack.json`, code);
};
const changed = async (
  revision: string | true = "HEAD",
  options: { readonly listener?: (event: OperationEvent) => void; readonly env?: NodeJS.ProcessEnv } = {},
) => {
  const selection = await select({ project, changed: revision, ...options });
  return { stacks: selection.stacks.map(({ name }) => name), comparedWith: selection.comparedWith };
};

beforeEach(() => {
  repository = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "changed-")));
  // Not at the root: projects stand in folders of greater repositories.
  project = path.join(repository, "deploy", "platform");
  git("init", "--quiet", "--initial-branch=main");
  write("cdktf.json", JSON.stringify({ app: `"${process.execPath}" app.js` }));
  write("app.js", APP);
  write("version.json", '"0.21.0"');
  write(".gitignore", "cdktf.out/\n");
  environment("dev", "one");
  environment("prod", "one");
  commit();
});
afterEach(() => fs.rmSync(repository, { recursive: true, force: true }));

describe("--changed", () => {
  test("given nothing changed, selects nothing", async () => {
    expect((await changed()).stacks).toEqual([]);
  });

  test("given states that a variable keeps in this checkout, as those of simulated clouds are, selects nothing", async () => {
    expect((await changed("HEAD", { env: { STATES: path.join(project, ".jangada", "state") } })).stacks).toEqual([]);
  });

  test("given a change that is not committed yet, selects what it changes", async () => {
    environment("prod", "two");
    expect((await changed()).stacks).toEqual(["prod-network"]);
  });

  test("given a change of the app's own code, compares with what the code of then made", async () => {
    write("app.js", edited(APP, '"cdk.tf.json"), JSON', '"cdk.tf.json"), /* other code, same stacks */ JSON'));
    commit();
    expect((await changed("HEAD~1")).stacks).toEqual([]);

    write("app.js", edited(APP, "input: code", 'input: code + "!"'));
    commit();
    expect((await changed("HEAD~1")).stacks).toEqual(["dev-network", "prod-network"]);
  });

  test("given another version of CDKTF in the metadata alone, selects nothing", async () => {
    write("version.json", '"0.22.0"');
    expect((await changed()).stacks).toEqual([]);
  });

  test("given a new environment and one that is gone, selects the one and names the other", async () => {
    environment("qa", "one");
    fs.rmSync(path.join(project, "infra", "environments", "dev"), { recursive: true });

    const { stacks, comparedWith } = await changed();

    expect(stacks).toEqual(["qa-network"]);
    expect(comparedWith).toEqual({ commit: git("rev-parse", "HEAD"), gone: ["dev-network"] });
  });

  test("given no revision, compares with where the branch left the default branch", async () => {
    const base = git("rev-parse", "HEAD");
    git("checkout", "--quiet", "-b", "topic");
    environment("dev", "two");
    commit();
    git("checkout", "--quiet", "main");
    environment("prod", "two");
    commit();
    git("checkout", "--quiet", "topic");

    const { stacks, comparedWith } = await changed(true);

    expect(stacks).toEqual(["dev-network"]);
    expect(comparedWith?.commit).toBe(base);
  });

  test("given no revision on the default branch itself, says that it compares with itself", async () => {
    environment("dev", "two");
    commit();
    const said: string[] = [];

    const { stacks } = await changed(true, {
      listener: (event) => void (event.type === "message" && said.push(event.message)),
    });

    expect(stacks).toEqual([]);
    expect(said.join()).toContain("--changed=HEAD~1");
  });

  test("given a revision that cannot be synthesized, counts everything as changed, and says so", async () => {
    environment("dev", "broken");
    commit();
    environment("dev", "one");
    const said: string[] = [];

    const listener = (event: OperationEvent): void => {
      if (event.type === "message") said.push(event.message);
    };

    const { stacks, comparedWith } = await changed("HEAD", { listener });

    expect(stacks).toEqual(["dev-network", "prod-network"]);
    // That nothing is gone would be a claim.
    expect(comparedWith).toMatchObject({ notCompared: expect.stringContaining("exit status 1") });
    expect(said.join()).toContain("cannot be synthesized");
  });

  test("leaves no worktree behind, and the working tree as it was", async () => {
    environment("prod", "two");
    await changed();

    expect(git("worktree", "list").split("\n")).toHaveLength(1);
    expect(git("status", "--porcelain")).toBe(" M deploy/platform/infra/environments/prod/stack.json");
  });

  test.each([
    ["a revision that does not exist", "no-such-branch", "NO_SUCH_REVISION"],
    ["what looks like an option", "--all", "NO_SUCH_REVISION"],
  ])("given %s, says so", async (_, revision, code) => {
    const error = await changed(revision).catch((caught: unknown) => caught);
    expect(JangadaError.is(error) && error.code).toBe(code);
  });

  test("given no repository, says so", async () => {
    fs.rmSync(path.join(repository, ".git"), { recursive: true });
    const error = await changed().catch((caught: unknown) => caught);
    expect(JangadaError.is(error) && error.code).toBe("NO_REPOSITORY");
  });
});
