/** The design's rules are held by lint: each forbidden import is refused. */
import * as path from "node:path";
import { execFileSync } from "node:child_process";
import { PROGRAM_LIMIT } from "./helpers/limits";

const root = path.resolve(__dirname, "..");

/** What lint says about source text, as if it stood in a file. */
function lint(file: string, source: string): readonly string[] {
  // In a process of its own: eslint's configuration is an ES module, which jest cannot load.
  const script = `
    const { ESLint } = require("eslint");
    new ESLint({ cwd: ${JSON.stringify(root)} })
      .lintText(process.argv[2], { filePath: process.argv[1] })
      .then(([result]) => console.log(JSON.stringify(result.messages.map((m) => m.ruleId + ": " + m.message))));
  `;
  const stdout = execFileSync(process.execPath, ["-e", script, path.join(root, file), source], {
    cwd: root,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
  });
  return JSON.parse(stdout) as string[];
}

describe("lint", () => {
  test.each([
    ["src/constructs/network/x.ts", 'import { Vpc } from "@cdktf/provider-aws";\nexport { Vpc };\n', "deep path"],
    [
      "src/constructs/network/x.ts",
      'import { load } from "../../environment/load";\nexport { load };\n',
      "Constructs know nothing",
    ],
    ["src/constructs/network/x.ts", 'export { components } from "../../components";\n', "Constructs know nothing"],
    ["src/secret-scan/x.ts", 'export { load } from "../environment/load";\n', "depends on nothing of the project"],
    ["src/rehearsal/x.ts", 'export { synth } from "../operations/synth";\n', "simulated clouds know nothing"],
    ["src/operations/x.ts", 'export { main } from "../cli/main";\n', "Operations know nothing"],
    ["src/cli/x.ts", 'export { AwsTarget } from "../../infra/aws/target";\n', "infra"],
    ["src/environment/x.ts", 'import { App } from "cdktf";\nexport { App };\n', "without loading cdktf"],
    ["src/operations/x.ts", 'console.log("printed");\n', "console"],
    ["src/constructs/network/x.ts", "export const x: any = 1;\n", "any"],
    ["test/x.test.ts", 'spawnSync("sleep", ["infinity"], { encoding: "utf8" });\n', "give it a `timeout`"],
    ["test/x.test.ts", "while (!done()) await delay(10);\n", "until()"],
    ["test/x.test.ts", "await new Promise((resolve) => setTimeout(resolve, 1000));\n", "until()"],
  ])("given %s with a forbidden line, says so", (file, source, expected) => {
    expect(lint(file, source).join("\n")).toContain(expected);
  });

  test("given deep provider imports and downward imports, says nothing", () => {
    const source =
      'import { Vpc } from "@cdktf/provider-aws/lib/vpc";\nimport { JangadaError } from "../../errors";\nexport { JangadaError, Vpc };\n';
    expect(lint("src/constructs/network/x.ts", source)).toEqual([]);
  });
});
