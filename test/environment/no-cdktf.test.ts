/** Loading an environment file must stay quick: neither cdktf nor a provider binding is loaded by it. */
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";

const root = path.resolve(__dirname, "../..");

/** The packages and project files that a script loads, run in a process of its own. */
function loadedBy(script: string): readonly string[] {
  const output = execFileSync(
    process.execPath,
    ["-r", "./scripts/register.cjs", "-e", `${script}; console.log(JSON.stringify(Object.keys(require.cache)))`],
    { cwd: root, encoding: "utf8", timeout: PROGRAM_LIMIT },
  );
  return (JSON.parse(output) as readonly string[]).map((file) => path.relative(root, file));
}

describe("loading environment files", () => {
  const loaded = loadedBy(
    `const { loadEnvironments } = require("./src/environment/load.ts"); loadEnvironments("infra/environments")`,
  );

  test("loads what it needs", () => {
    expect(loaded).toContain(path.join("src", "environment", "interpret.ts"));
    expect(loaded).toContain(path.join("src", "components.ts"));
  });

  test("loads neither cdktf, nor constructs, nor provider bindings, nor what the rehearsal needs", () => {
    const forbidden = /^node_modules\/(cdktf|constructs|@cdktf|semver|protobufjs|@grpc)\//;

    expect(loaded.filter((file) => forbidden.test(file.split(path.sep).join("/")))).toEqual([]);
  });
});
