/** The design's rules are held by lint: each forbidden import is refused. */
import * as path from "node:path";
import { execFileSync } from "node:child_process";
import { PROGRAM_LIMIT } from "./helpers/limits";
import { targets } from "../src/targets";

const root = path.resolve(__dirname, "..");

type Source = readonly [file: string, source: string];

/** What lint says about source texts, as if each stood in a file: of each its messages. */
function lint(sources: readonly Source[]): readonly (readonly string[])[] {
  // In a process of its own: eslint's configuration is an ES module, which jest cannot load. One for all: it takes seconds.
  const script = `
    (async () => {
      const { ESLint } = require("eslint");
      const eslint = new ESLint({ cwd: ${JSON.stringify(root)} });
      const said = [];
      for (const [filePath, source] of JSON.parse(process.argv[1])) {
        const [result] = await eslint.lintText(source, { filePath });
        said.push(result.messages.map((m) => m.ruleId + ": " + m.message));
      }
      console.log(JSON.stringify(said));
    })();
  `;
  const given = JSON.stringify(sources.map(([file, source]) => [path.join(root, file), source]));
  const stdout = execFileSync(process.execPath, ["-e", script, given], {
    cwd: root,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
  });
  return JSON.parse(stdout) as readonly (readonly string[])[];
}

/** The excuses of neutral files that name a cloud, and their words. A new component needs none of its own: one excuse is its files' by their roles. */
const MOST_EXCUSES = 10;
/**
 * Without the targets' own names and blocks: a component names its implementations by them, so that they are as many as there are
 * targets, and a new target needs no new excuse.
 */
const MOST_WORDS = 23;
const TARGET_WORDS: readonly string[] = targets.flatMap(({ name, block }) => [name, block]);

const FORBIDDEN: readonly (readonly [file: string, source: string, expected: string])[] = [
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
  ["src/operations/x.ts", 'export { providerFacts } from "../providers";\n', "Operations take"],
  ["src/operations/x.ts", 'export { facts } from "../facts";\n', "Operations take"],
  ["src/providers/aws/x.ts", 'export { assess } from "../../operations/risk";\n', "knows nothing of what is deployed"],
  ["src/cli/x.ts", 'export { AwsTarget } from "../../infra/aws/target";\n', "infra"],
  ["src/environment/x.ts", 'import { App } from "cdktf";\nexport { App };\n', "without loading cdktf"],
  ["src/operations/x.ts", 'console.log("printed");\n', "console"],
  ["src/constructs/network/x.ts", "export const x: any = 1;\n", "any"],
  ["test/x.test.ts", 'spawnSync("sleep", ["infinity"], { encoding: "utf8" });\n', "give it a `timeout`"],
  ["test/x.test.ts", "while (!done()) await delay(10);\n", "until()"],
  ["test/x.test.ts", "await new Promise((resolve) => setTimeout(resolve, 1000));\n", "until()"],
  ["test/x.test.ts", 'export const x = DEV.replace("a", "b");\n', "edited()"],
  ["src/providers/helm/x.ts", 'export type { A } from "../kubernetes/manifest";\n', "circle between folders"],
  [
    "src/operations/runs/x.ts",
    'export const x = (): unknown => require("../deploy/deploy");\n',
    "circle between folders",
  ],
  ["src/operations/deploy/x.ts", "export const x = 'arn:partition';\n", "cloud's word"],
  ["src/constructs/network/x.ts", "/** As a VPC has it. */\nexport const x = 1;\n", "cloud's word"],
  ["src/environment/x.ts", "export const secretsManagerName = 1;\n", "cloud's word"],
  ["infra/modules/x.ts", "export const x = /AksCluster/;\n", "cloud's word"],
  ["src/operations/x.ts", 'import { App } from "cdktf";\nexport { App };\n', "without loading cdktf"],
  ["src/providers/aws/x.ts", 'export const x = (): unknown => require("constructs");\n', "without loading cdktf"],
  ["src/model/x.ts", 'export { Vpc } from "@cdktf/provider-aws/lib/vpc";\n', "without loading cdktf"],
  ["src/constructs/new/check-x.ts", 'import { Fn } from "cdktf";\nexport { Fn };\n', "without loading cdktf"],
  ["src/constructs/new/rules.ts", 'import { Fn } from "cdktf";\nexport { Fn };\n', "without loading cdktf"],
  ["src/constructs/new/component.ts", 'export { section } from "./section";\n', "where it is asked for"],
  ["src/constructs/new/component.ts", 'import { z } from "zod";\nexport { z };\n', "where it is asked for"],
  ["src/constructs/new/aws/part.ts", 'import { Fn } from "cdktf";\nexport { Fn };\n', "without loading cdktf"],
];

const ALLOWED: readonly Source[] = [
  [
    "src/constructs/network/aws/x.ts",
    'import { Vpc } from "@cdktf/provider-aws/lib/vpc";\nimport { JangadaError } from "../../../errors";\nexport { JangadaError, Vpc };\n',
  ],
  [
    "src/constructs/network/aws/x.ts",
    'import { Fn } from "cdktf";\nexport const vpcOf = (arn: string): string => Fn.lower(arn);\n',
  ],
  ["src/targets/aks/x.ts", "/** An Azure key vault. */\nexport const keyVault = 1;\n"],
  [
    "src/operations/deploy/x.ts",
    'export type { StateForm } from "../states/form";\n/** Learns of a barn. */\nexport const learn = "warned";\n',
  ],
  ["src/model/x.ts", 'import type { Construct } from "constructs";\nexport type X = Construct;\n'],
];

describe("lint", () => {
  let forbidden: readonly (readonly string[])[] = [];
  let allowed: readonly (readonly string[])[] = [];

  beforeAll(() => {
    const said = lint([...FORBIDDEN.map(([file, source]): Source => [file, source]), ...ALLOWED]);
    forbidden = said.slice(0, FORBIDDEN.length);
    allowed = said.slice(FORBIDDEN.length);
  });

  test.each(FORBIDDEN.map(([file, , expected], index) => [file, expected, index] as const))(
    "given %s with a forbidden line, says %s",
    (_file, expected, index) => {
      expect(forbidden[index]?.join("\n")).toContain(expected);
    },
  );

  test("given deep provider imports, downward imports, types and words where they belong, says nothing", () => {
    expect(allowed).toEqual(ALLOWED.map(() => []));
  });

  test("what excuses cloud words is needed, has a reason, and does not grow", () => {
    const script = `
      (async () => {
        const { default: excuses } = await import("./eslint/cloud-word-excuses.mjs");
        const { cloudWordsIn, isNeutral } = await import("./eslint/no-cloud-words.mjs");
        const fs = require("node:fs");
        const files = ["src", "infra"].flatMap((top) =>
          fs.readdirSync(top, { recursive: true }).map((file) => top + "/" + file).filter((file) => file.endsWith(".ts") && isNeutral(file)),
        );
        const unused = excuses.flatMap(({ files: pattern, words }) => {
          const own = files.filter((file) => new RegExp(pattern).test(file));
          const found = new Set(own.flatMap((file) => cloudWordsIn(fs.readFileSync(file, "utf8"))));
          return words.filter((word) => !found.has(word)).map((word) => pattern + ": " + word);
        });
        console.log(JSON.stringify({ unused, reasons: excuses.map(({ reason }) => reason.length), words: excuses.flatMap(({ words }) => words) }));
      })();
    `;
    const stdout = execFileSync(process.execPath, ["-e", script], {
      cwd: root,
      encoding: "utf8",
      timeout: PROGRAM_LIMIT,
    });
    const { unused, reasons, words } = JSON.parse(stdout) as {
      readonly unused: readonly string[];
      readonly reasons: readonly number[];
      readonly words: readonly string[];
    };
    const own = words.filter((word) => !TARGET_WORDS.includes(word)).length;
    expect(unused).toEqual([]);
    expect(Math.min(...reasons)).toBeGreaterThan(20);
    // Lower these with every excuse that goes; they are never raised.
    expect({ excuses: reasons.length, words: own }).toEqual({ excuses: MOST_EXCUSES, words: MOST_WORDS });
  });
});
