/** The workflows under examples/ci: what they run exists. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { registerVerbs } from "../../src/cli/verbs";

const FOLDER = path.resolve(__dirname, "../../examples/ci");
const FILES = [
  "github/review.yaml",
  "github/deploy.yaml",
  "github/deploy-environment.yaml",
  "github/drift.yaml",
  "gitlab/.gitlab-ci.yml",
];

/** Every text of a document. */
function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

const document = (file: string): Record<string, unknown> =>
  parse(fs.readFileSync(path.join(FOLDER, file), "utf8")) as Record<string, unknown>;

const commands = FILES.flatMap((file) =>
  texts(document(file))
    .flatMap((text) => [...text.matchAll(/npx jangada (\w+)([^\n|&;]*)/g)])
    .map(([, verb = "", rest = ""]) => ({ file, verb, flags: [...rest.matchAll(/--[a-z-]+/g)].map(([flag]) => flag) })),
);

test("every verb and option that they use is there", () => {
  const program = new Command("jangada");
  registerVerbs(program, () => undefined);
  const wrong = commands.filter(({ verb, flags }) => {
    const command = program.commands.find((candidate) => candidate.name() === verb);
    return !command || flags.some((flag) => !command.options.some(({ long }) => long === flag));
  });

  expect(wrong).toEqual([]);
  expect([...new Set(commands.map(({ verb }) => verb))].sort()).toEqual([
    "deploy",
    "drift",
    "plan",
    "review",
    "validate",
  ]);
});

test("a deployment applies the plan that was made before it, and nothing asks", () => {
  for (const file of ["github/deploy-environment.yaml", "gitlab/.gitlab-ci.yml"]) {
    const verbs = commands.filter((command) => command.file === file).map(({ verb }) => verb);

    expect(verbs.indexOf("plan")).toBeGreaterThanOrEqual(0);
    expect(verbs.indexOf("deploy")).toBe(verbs.indexOf("plan") + 1);
  }
  expect(commands.filter(({ verb }) => verb === "deploy").every(({ flags }) => flags.includes("--yes"))).toBe(true);
});

test("the review on a pull request is given no credentials, and only the rights that it needs", () => {
  const job = (document("github/review.yaml")["jobs"] as Record<string, { permissions: object; steps: unknown }>)[
    "review"
  ];

  expect(job?.permissions).toEqual({ contents: "read", "pull-requests": "write", "security-events": "write" });
  expect(texts(job?.steps).join("\n")).not.toMatch(/secrets\.|role-to-assume/);
});
