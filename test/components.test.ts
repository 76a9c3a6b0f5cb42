/** A file pays for the sections that it has: whatever else the components know is not loaded. */
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { components } from "../src/components";
import { PROGRAM_LIMIT } from "./helpers/limits";

const root = path.resolve(__dirname, "..");

/** The modules that a program has loaded at its end, as paths from the project's root. */
function loadedBy(program: string): readonly string[] {
  const listed = `${program}; console.log(JSON.stringify(Object.keys(require("node:module")._cache)));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-r", "./scripts/register.cjs", "-e", listed], {
    cwd: root,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
  });
  if (stdout === "") throw new Error(stderr);
  return (JSON.parse(stdout) as readonly string[]).map((file) => path.relative(root, file).split(path.sep).join("/"));
}

const constructsIn = (loaded: readonly string[]): readonly string[] =>
  loaded.filter((file) => file.startsWith("src/constructs/"));

test("the list of components loads of each its component.ts alone, and no zod", () => {
  const loaded = loadedBy('require("./src/components.ts")');

  expect(constructsIn(loaded).filter((file) => !/^src\/constructs\/[^/]+\/component\.ts$/.test(file))).toEqual([]);
  expect(constructsIn(loaded)).toHaveLength(components.length);
  expect(loaded.filter((file) => file.startsWith("node_modules/zod/"))).toEqual([]);
});

test("a file loads the rules of the sections that it has, and of those that the profile fills in", () => {
  const text = [
    "name: dev",
    "target: eks",
    "owner: team",
    'aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }',
    "objectStorage: [{ name: files }]",
    "",
  ].join("\n");
  const loaded = loadedBy(
    `require("./src/environment/load.ts").loadText(${JSON.stringify(text)}, "dev/environment.yaml", { folder: "dev" })`,
  );
  const files = constructsIn(loaded).filter((file) => !file.startsWith("src/constructs/kit/"));
  const loadedOf = (folder: string): readonly string[] => files.filter((file) => file.split("/")[2] === folder);
  const read = (folder: string): boolean => loadedOf(folder).some((file) => file.endsWith("/rules.ts"));
  const folders = [...new Set(files.map((file) => file.split("/")[2] as string))].sort();

  expect(folders.filter(read)).toEqual(["k8s-cluster", "metrics-server", "network", "object-storage", "secrets"]);
  // Nor by way of one of these.
  const absent = folders.filter((folder) => !read(folder));
  expect(absent.flatMap(loadedOf)).toEqual(absent.map((folder) => `src/constructs/${folder}/component.ts`));
});
