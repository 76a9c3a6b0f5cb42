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

const SCRIPTS = fs.readdirSync(path.join(FOLDER, "scripts")).map((name) => `scripts/${name}`);
const script = (file: string): string => fs.readFileSync(path.join(FOLDER, file), "utf8").replaceAll("\\\n", " ");

const commands = [...FILES, ...SCRIPTS].flatMap((file) =>
  (file.startsWith("scripts/") ? [script(file)] : texts(document(file)))
    .flatMap((text) => [...text.matchAll(/(?:npx|node_modules\/\.bin\/)\s*jangada (\w+)([^\n|&;]*)/g)])
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

test("every script that they run is there, and every script is run", () => {
  const run = FILES.flatMap((file) => texts(document(file)))
    .flatMap((text) => [...text.matchAll(/\bci\/([\w-]+\.sh)/g)])
    .map(([, name = ""]) => `scripts/${name}`);

  expect([...new Set(run)].sort()).toEqual([...SCRIPTS].sort());
});

test("nothing is applied but what was planned in the job before: plans are made in one place, applied in another", () => {
  const places = (verb: string): readonly string[] =>
    commands.filter((command) => command.verb === verb).map(({ file }) => file);

  expect(places("plan")).toEqual(["scripts/plan-for-approval.sh"]);
  expect(places("deploy")).toEqual(["scripts/apply-plans.sh"]);
  expect(commands.filter(({ verb }) => verb === "deploy").every(({ flags }) => flags.includes("--yes"))).toBe(true);
});

interface Job {
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly concurrency?: { readonly "cancel-in-progress": boolean };
  readonly steps?: unknown;
}

test("on GitHub the approval stands between the review of the plans and their apply", () => {
  const { plan, apply } = document("github/deploy-environment.yaml")["jobs"] as Record<string, Job>;
  const [planned, applied] = [texts(plan?.steps).join("\n"), texts(apply?.steps).join("\n")];

  expect(apply?.needs).toBe("plan");
  // Only the one that waits for its reviewers is the environment itself, and can read plans and deploy.
  expect([plan?.environment, apply?.environment]).toEqual([
    "plan-${{ inputs.environment }}",
    "${{ inputs.environment }}",
  ]);
  expect(planned).toContain('cat review.md >> "$GITHUB_STEP_SUMMARY"');
  expect(planned).not.toMatch(/PLAN_KEY|DEPLOY_ROLE|ci\/apply/);
  expect(applied).not.toMatch(/ci\/plan-/);
  expect([plan, apply].map((job) => job?.concurrency?.["cancel-in-progress"])).toEqual([false, false]);
  // What is kept is encrypted, and not for long.
  expect(planned).toMatch(/plans\.cms/);
  expect(planned).not.toContain(".jangada");
  expect(JSON.stringify(plan?.steps)).toContain('"retention-days":1');
});

test("on GitLab it does, too", () => {
  const all = document("gitlab/.gitlab-ci.yml") as Record<string, Record<string, unknown>>;
  const [plan, apply] = [all[".plan"], all[".apply"]];

  expect(apply?.["rules"]).toEqual([expect.objectContaining({ when: "manual", allow_failure: false })]);
  expect(all["apply-prod"]).toMatchObject({ needs: ["plan-prod"], environment: { name: "prod" } });
  expect(all["plan-prod"]).toMatchObject({ needs: ["apply-dev"], environment: { name: "plan/prod" } });
  expect([plan?.["interruptible"], apply?.["interruptible"]]).toEqual([false, false]);
  expect(plan?.["artifacts"]).toMatchObject({
    paths: ["review.md", "review.json", "review.sarif", "plans.cms"],
    expire_in: "1 day",
  });
});

test("the review on a pull request is given no credentials, and only the rights that it needs", () => {
  const job = (document("github/review.yaml")["jobs"] as Record<string, { permissions: object; steps: unknown }>)[
    "review"
  ];

  expect(job?.permissions).toEqual({ contents: "read", "pull-requests": "write", "security-events": "write" });
  expect(texts(job?.steps).join("\n")).not.toMatch(/secrets\.|role-to-assume/);
});
